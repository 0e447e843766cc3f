// The small pieces that several pages print: personal text, legal basis, what an answer rests on. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "projections/schema/answers.capnp.h"
#include "tools/render/language.hpp"
#include "tools/render/text_page.hpp"

namespace forloeb {

[[nodiscard]] inline std::string_view view(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

/// The text; "[ikke vist]" if it is there but its key is gone or the reader may not see it; empty if there is none.
[[nodiscard]] std::string personal_text(Language language, answers::PersonalText::Reader personal);
[[nodiscard]] bool is_said(answers::PersonalText::Reader personal);
/// In Danish or English quotation marks.
[[nodiscard]] std::string quoted(Language language, std::string_view text);

/// "serviceloven § 96, stk. 2"; empty if nothing is said.
[[nodiscard]] std::string legal_basis_text(Language language, LegalBasis::Reader basis);
[[nodiscard]] std::string answer_text(Language language, Answer answer);
[[nodiscard]] std::string id_text(Id16::Reader id);
[[nodiscard]] bool is_nil(Id16::Reader id);

/// "a, b og c" without empty parts.
[[nodiscard]] std::string join_words(Language language, const std::vector<std::string>& words);
/// Parts with " · " between them, without empty ones.
[[nodiscard]] std::string join_facts(const std::vector<std::string>& facts);

/// The last lines of every page: as of when, as known when, by which clock, on how much of the log.
void print_as_of(TextPage& page, answers::AsOf::Reader as_of);

}  // namespace forloeb
