// The table of all case rules: one row, one rule, with the sentence that explains it. engine/rules/README.md prints it and
// a test keeps the two equal; tests/scenarios/rules has at least one accepted and one refused example of each.
//
// To add a rule: add its row in one of the rule_rows files, write a scenario that it accepts and one that it refuses, and
// let the README be written anew (see there). Immutable after start; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/rule_checks.hpp"
#include "engine/rules/rule_text.hpp"

namespace forloeb {

struct Rule {
    /// What the rule looks at decides when it is asked.
    enum class Asked {
        in_turn,     // what came before: asked for each event of an append in turn
        at_the_end,  // what comes later, too: asked once all events of the append are in
    };

    std::string_view id;
    std::vector<std::string_view> types = {};  // event types it is about; empty = see `about`
    std::string_view about = {};               // which types, in words, if they are not listed
    bool (*concerns)(const EventRole&) = nullptr;  // the same for the machine
    Asked asked = Asked::in_turn;
    Check check;
    RuleText sentence;  // what must hold
    RuleText accepted;  // what would be accepted instead
    std::string_view source;
    RuleText (*missing)(const Question&) = nullptr;  // what is missing, if the sentence does not say it
};

/// All rules, in the order in which they are asked.
[[nodiscard]] std::span<const Rule> rule_table();
/// The rules about one type, in the same order.
[[nodiscard]] std::span<const Rule* const> rules_about(const EventType& type);
/// nullptr if there is no rule of that name.
[[nodiscard]] const Rule* find_rule(std::string_view id);
/// The table as the README has it (Markdown).
[[nodiscard]] std::string describe_rules();

}  // namespace forloeb
