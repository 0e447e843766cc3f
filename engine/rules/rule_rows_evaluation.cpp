// Rows of the table of rules: evaluation projects and the governance of the record. See rule_table.hpp.
#include "engine/rules/rule_rows.hpp"

namespace forloeb {

using Asked = Rule::Asked;

void add_project_rules(Rules& rules) {
    rules.push_back({
        .id = "wave.opened_once", .types = {"wave.opened"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En måling åbnes én gang for hvert skema, så længe den ikke er lukket.",
                     "A wave is opened once for each instrument, as long as it is not closed."},
        .accepted = {"wave.closed imellem, eller en rettelse", "wave.closed between the two, or a correction"},
        .source = "E1"});
    rules.push_back({
        .id = "wave.closed_once", .types = {"wave.closed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En måling lukkes, efter at den er åbnet, og én gang.",
                     "A wave is closed after it was opened, and once."},
        .accepted = {"wave.opened først, eller en rettelse af den anden lukning",
                     "wave.opened first, or a correction of the other closing"},
        .source = "E1"});
    rules.push_back({
        .id = "respondent.enrolled_once", .types = {"respondent.enrolled"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En respondent tilmeldes én gang, indtil den udtræder.",
                     "A respondent is enrolled once, until it leaves."},
        .accepted = {"respondent.left imellem, eller en rettelse", "respondent.left between the two, or a correction"},
        .source = "E5"});
    rules.push_back({
        .id = "respondent.left_once", .types = {"respondent.left"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En respondent udtræder efter at være tilmeldt, og én gang.",
                     "A respondent leaves after being enrolled, and once."},
        .accepted = {"respondent.enrolled først, eller en rettelse af den anden udtræden",
                     "respondent.enrolled first, or a correction of the other leaving"},
        .source = "E5"});
    rules.push_back({
        .id = "period.expected_once", .types = {"period.expected"}, .check = at_most_one_of({"period.expected"}),
        .sentence = {"En periode ventes indberettet én gang for hvert skema.",
                     "A period is expected once for each instrument."},
        .accepted = {"en rettelse af den første", "a correction of the first"},
        .source = "E5"});
    rules.push_back({
        .id = "seminar.held_once", .types = {"seminar.held"}, .check = at_most_one_of({"seminar.held"}),
        .sentence = {"Et seminar afholdes én gang.", "A seminar is held once."},
        .accepted = {"et nyt seminar, eller en rettelse", "a new seminar, or a correction"},
        .source = "K"});
}

void add_governance_rules(Rules& rules) {
    rules.push_back({
        .id = "hold.placed_once", .types = {"hold.placed"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En standsning sættes én gang, så længe den ikke er ophævet.",
                     "A hold is placed once, as long as it is not lifted."},
        .accepted = {"en ny standsning, eller hold.lifted imellem", "a new hold, or hold.lifted between the two"},
        .source = "ours"});
    rules.push_back({
        .id = "hold.lifted_once", .types = {"hold.lifted"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En standsning ophæves, efter at den er sat, og én gang.",
                     "A hold is lifted after it was placed, and once."},
        .accepted = {"hold.placed først, eller en rettelse af den anden ophævelse",
                     "hold.placed first, or a correction of the other lifting"},
        .source = "ours"});
}

}  // namespace forloeb
