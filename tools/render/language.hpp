// Which language people are spoken to in, and how a sentence is written down in both. Words of the catalogue and of the
// answers bring their own labels; what stands here are the words of the pages themselves. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/schema/annotations.capnp.h"

namespace forloeb {

enum class Language : std::uint8_t { da, en };

[[nodiscard]] std::optional<Language> parse_language(std::string_view code);

/// One text in both languages, side by side where it is used.
[[nodiscard]] constexpr std::string_view say(Language language, std::string_view da, std::string_view en) {
    return language == Language::da ? da : en;
}

/// The label in the language; the other one if it has only that; empty if it has none.
[[nodiscard]] std::string_view pick(Language language, Label::Reader label);

/// A code as a person reads it: known states and levels in words, others as they are with spaces for underscores.
[[nodiscard]] std::string code_text(Language language, std::string_view code);

/// A count in words: "1 mål", "3 mål".
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace forloeb
