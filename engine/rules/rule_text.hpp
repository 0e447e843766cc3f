// A sentence or some words for people, in both languages of the house. Constant; any thread.
#pragma once

#include <string_view>

namespace forloeb {

struct RuleText {
    std::string_view da;
    std::string_view en;
    [[nodiscard]] constexpr std::string_view in(std::string_view language) const { return language == "da" ? da : en; }
};

}  // namespace forloeb
