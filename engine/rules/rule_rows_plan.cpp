// Rows of the table of rules: plans, services, disagreement and uncertainty. See rule_table.hpp.
#include "engine/rules/rule_rows.hpp"

namespace forloeb {

using Asked = Rule::Asked;

void add_plan_rules(Rules& rules) {
    rules.push_back({
        .id = "plan.created_once", .types = {"plan.created"}, .check = at_most_one_of({"plan.created"}),
        .sentence = {"En plan udarbejdes én gang.", "A plan is created once."},
        .accepted = {"plan.revised, en ny plan, eller en rettelse", "plan.revised, a new plan, or a correction"},
        .source = "K, L6"});
    rules.push_back({
        .id = "plan.created_first", .types = {"plan.revised"}, .check = used_while_it_runs,
        .sentence = {"En plan revideres, efter at den er udarbejdet.",
                     "A plan is revised after it was created."},
        .accepted = {"plan.created først", "plan.created first"},
        .source = "K, L6"});
    rules.push_back({
        .id = "plan.offered_first", .types = {"plan.declined"}, .check = only_after({"plan.offered"}),
        .sentence = {"En plan fravælges, efter at den er tilbudt.", "A plan is declined after it was offered."},
        .accepted = {"plan.offered først", "plan.offered first"},
        .source = "§ 141"});
    rules.push_back({
        .id = "plan.answered_before_created", .types = {"plan.offered", "plan.declined"},
        .check = never_after({"plan.created"}),
        .sentence = {"En plan tilbydes eller fravælges ikke, efter at den er udarbejdet.",
                     "A plan is not offered or declined after it was created."},
        .accepted = {"en ny plan, eller en dato før udarbejdelsen", "a new plan, or a date before it was created"},
        .source = "§ 141"});
    rules.push_back({
        .id = "plan.created_after_answer", .types = {"plan.created"}, .asked = Asked::at_the_end,
        .check = never_before({"plan.offered", "plan.declined"}),
        .sentence = {"En plan udarbejdes ikke, før den er tilbudt eller fravalgt, hvis det er registreret.",
                     "A plan is not created before a recorded offer or refusal of it."},
        .accepted = {"en dato efter tilbuddet, eller at den anden hændelse først rettes",
                     "a date after the offer, or the other event corrected first"},
        .source = "§ 141"});
}

void add_service_rules(Rules& rules) {
    rules.push_back({
        .id = "service.started_once", .types = {"service.started"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En ydelse iværksættes én gang, så længe den ikke er ophørt.",
                     "A service is started once, as long as it has not ended."},
        .accepted = {"service.changed, en ny ydelse, eller service.ended imellem",
                     "service.changed, a new service, or service.ended between the two"},
        .source = "M24"});
    rules.push_back({
        .id = "service.started_first", .types = {"service.changed"}, .check = used_while_it_runs,
        .sentence = {"En ydelse ændres, mens den løber.", "A service is changed while it runs."},
        .accepted = {"service.started først, eller et tidspunkt, hvor ydelsen løb",
                     "service.started first, or a time at which the service was running"},
        .source = "L6"});
    rules.push_back({
        .id = "service.ended_once", .types = {"service.ended"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En ydelse ophører efter at være iværksat, og én gang.",
                     "A service ends after it was started, and once."},
        .accepted = {"service.started først, eller en rettelse af det andet ophør",
                     "service.started first, or a correction of the other end"},
        .source = "M24"});
    rules.push_back({
        .id = "service.nothing_after_end", .types = {"service.ended"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En ydelses ophør ligger ikke før en registreret ændring af den.",
                     "A service's end does not lie before a recorded change of it."},
        .accepted = {"et ophør samme dag eller senere, eller at ændringen først rettes",
                     "an end on that day or later, or the change corrected first"},
        .source = "M24"});
}

void add_friction_rules(Rules& rules) {
    rules.push_back({
        .id = "friction.raised_once", .types = {"disagreement.raised", "uncertainty.raised"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"En uenighed eller uklarhed rejses én gang, så længe den ikke er løst.",
                     "A disagreement or uncertainty is raised once, as long as it is not resolved."},
        .accepted = {"en ny reference, en rettelse, eller at den først løses",
                     "a new reference, a correction, or that one resolved first"},
        .source = "L2"});
    rules.push_back({
        .id = "friction.resolved_once", .types = {"disagreement.resolved", "uncertainty.resolved"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"En uenighed eller uklarhed løses, efter at den er rejst, og én gang.",
                     "A disagreement or uncertainty is resolved after it was raised, and once."},
        .accepted = {"at den rejses først, eller en rettelse af den anden løsning",
                     "that it is raised first, or a correction of the other resolution"},
        .source = "L2"});
}

}  // namespace forloeb
