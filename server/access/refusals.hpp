// A refusal of access in the house's two languages: whoever asks is to act on it, as on a case rule's. Names nobody, and says
// no more of why than who asks may know. Pure; any thread.
#pragma once

#include <string>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// The same sentence twice; Danish is what the people of a case read (Error::danish).
struct RefusalSentence {
    std::string en, da;
};

[[nodiscard]] inline Error access_refusal(std::string rule, RefusalSentence sentence, std::string field = {}) {
    return {ErrorKind::refused, std::move(sentence.en), std::move(field), std::move(rule), 0, std::move(sentence.da)};
}

[[nodiscard]] inline tl::unexpected<Error> refuse_access(std::string rule, RefusalSentence sentence, std::string field = {}) {
    return tl::make_unexpected(access_refusal(std::move(rule), std::move(sentence), std::move(field)));
}

}  // namespace forloeb
