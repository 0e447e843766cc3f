// Rows of the table of rules: who is around the citizen: coordinator, partners, transitions and handovers. See rule_table.hpp.
#include "engine/rules/rule_rows.hpp"

namespace forloeb {

using Asked = Rule::Asked;

void add_coordinator_rules(Rules& rules) {
    rules.push_back({
        .id = "coordinator.named", .types = {"coordinator.assigned", "coordinator.released"}, .check = names_its_person,
        .sentence = {"En udpegning og en fratræden nævner koordinatoren.", "An assignment and a release name the coordinator."},
        .accepted = {"samme hændelse med person udfyldt", "the same event with person filled in"},
        .source = "L7"});
    rules.push_back({
        .id = "coordinator.one_active", .types = {"coordinator.assigned"}, .asked = Asked::at_the_end,
        .check = [](const Question& question) -> Verdict {
            const Verdict twice = starts_what_does_not_run(question);
            return twice ? twice : alone_in_its_time(question);
        },
        .sentence = {"Der er højst én koordinator ad gangen.", "There is at most one coordinator at a time."},
        .accepted = {"coordinator.released for den anden samme dag eller før, evt. i samme tilføjelse",
                     "coordinator.released for the other one on that day or before, in the same append if you like"},
        .source = "L7"});
    rules.push_back({
        .id = "coordinator.assigned_first", .types = {"coordinator.announced", "coordinator.acknowledged"},
        .check = used_while_it_runs,
        .sentence = {"Kun en udpeget koordinator kan meddeles eller bekræftes.",
                     "Only an assigned coordinator can be announced or acknowledged."},
        .accepted = {"coordinator.assigned først, eller et tidspunkt, hvor der var en koordinator",
                     "coordinator.assigned first, or a time at which there was a coordinator"},
        .source = "L7, M3"});
    rules.push_back({
        .id = "coordinator.released_once", .types = {"coordinator.released"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"En koordinator fratræder efter sin udpegning, og én gang for hver udpegning.",
                     "A coordinator is released after being assigned, and once for each assignment."},
        .accepted = {"coordinator.assigned for samme person først, eller en rettelse af den anden fratræden",
                     "coordinator.assigned for the same person first, or a correction of the other release"},
        .source = "L7, G9"});
    rules.push_back({
        .id = "coordinator.nothing_after_release", .types = {"coordinator.released"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En fratræden ligger ikke før en meddelelse eller bekræftelse, som ingen anden koordinator dækker.",
                     "A release does not lie before an announcement or acknowledgement that no other coordinator covers."},
        .accepted = {"en fratræden samme dag eller senere, en afløser imellem, eller at den anden hændelse først rettes",
                     "a release on that day or later, a successor between, or the other event corrected first"},
        .source = "L7, M3"});
}

void add_partner_rules(Rules& rules) {
    rules.push_back({
        .id = "partner.added_once", .types = {"partner.added"}, .asked = Asked::at_the_end, .check = starts_what_does_not_run,
        .sentence = {"En part tilføjes én gang, så længe den ikke er fratrådt.",
                     "A partner is added once, as long as it has not been removed."},
        .accepted = {"partner.changed, eller partner.removed imellem", "partner.changed, or partner.removed between the two"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.added_first", .types = {"partner.changed"}, .check = used_while_it_runs,
        .sentence = {"Kun en tilføjet part kan ændres.", "Only an added partner can be changed."},
        .accepted = {"partner.added først", "partner.added first"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.removed_once", .types = {"partner.removed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En part fratræder efter at være tilføjet, og én gang for hver tilføjelse.",
                     "A partner is removed after being added, and once for each time."},
        .accepted = {"partner.added først, eller en rettelse af den anden fratræden",
                     "partner.added first, or a correction of the other removal"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.nothing_after_removal", .types = {"partner.removed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En parts fratræden ligger ikke før en registreret ændring af parten.",
                     "A partner's removal does not lie before a recorded change of it."},
        .accepted = {"en fratræden samme dag eller senere, eller at ændringen først rettes",
                     "a removal on that day or later, or the change corrected first"},
        .source = "L3"});
}

void add_relation_rules(Rules& rules) {
    rules.push_back({
        .id = "relation.begun_once", .types = {"substitute.appointed", "representative.appointed", "team.member_added"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En stedfortræder, repræsentant eller et teammedlem udpeges én gang, indtil det ophører eller udløber.",
                     "A substitute, representative or team member is appointed once, until that ends or runs out."},
        .accepted = {"at den forrige først ophører, eller en rettelse", "the former one ended first, or a correction"},
        .source = "ours"});
    rules.push_back({
        .id = "relation.ended_once", .types = {"substitute.ended", "representative.ended", "team.member_removed"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"En stedfortræder, repræsentant eller et teammedlem ophører efter at være udpeget, og én gang.",
                     "A substitute, representative or team member ends after being appointed, and once."},
        .accepted = {"udpegningen først, eller en rettelse af det andet ophør",
                     "the appointment first, or a correction of the other end"},
        .source = "ours"});
}

void add_transition_rules(Rules& rules) {
    rules.push_back({
        .id = "transition.left_once", .types = {"transition.left"}, .check = at_most_one_of({"transition.left"}),
        .sentence = {"Borgeren forlader det afgivende sted én gang i hver overgang.",
                     "The citizen leaves the sending place once in each transition."},
        .accepted = {"en ny overgang, eller en rettelse", "a new transition, or a correction"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.proposed_once", .types = {"handover.proposed"}, .check = at_most_one_of({"handover.proposed"}),
        .sentence = {"En overlevering foreslås én gang.", "A handover is proposed once."},
        .accepted = {"en ny overlevering, eller en rettelse", "a new handover, or a correction"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.proposed_first", .types = {"handover.accepted", "handover.rejected"},
        .check = only_after({"handover.proposed"}),
        .sentence = {"En overlevering modtages eller afvises, efter at den er foreslået.",
                     "A handover is accepted or rejected after it was proposed."},
        .accepted = {"handover.proposed først", "handover.proposed first"},
        .source = "ours"});
    rules.push_back({
        .id = "handover.answered_once", .types = {"handover.accepted", "handover.rejected"},
        .check = at_most_one_of({"handover.accepted", "handover.rejected"}),
        .sentence = {"En overlevering får ét svar: modtaget eller afvist.",
                     "A handover gets one answer: accepted or rejected."},
        .accepted = {"en ny overlevering, eller at det andet svar trækkes tilbage",
                     "a new handover, or the other answer retracted"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.accepted_first", .types = {"handover.completed"}, .check = only_after({"handover.accepted"}),
        .sentence = {"En overlevering gennemføres, efter at den er modtaget.", "A handover is completed after it was accepted."},
        .accepted = {"handover.accepted først", "handover.accepted first"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.completed_once", .types = {"handover.completed"}, .check = at_most_one_of({"handover.completed"}),
        .sentence = {"En overlevering gennemføres én gang.", "A handover is completed once."},
        .accepted = {"en ny overlevering, eller en rettelse", "a new handover, or a correction"},
        .source = "M21"});
}

}  // namespace forloeb
