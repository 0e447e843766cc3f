// R9: a key step without the citizen, or a citizen who was not told what the coordinator is for (L3, L7, K).
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/key_steps.hpp"

namespace forloeb::advice {
namespace {

Words name_of(KeyStep::Kind kind) {
    switch (kind) {
        case KeyStep::Kind::goal: return {"mål ", "goal "};
        case KeyStep::Kind::plan: return {"plan ", "plan "};
        case KeyStep::Kind::decision: return {"afgørelse ", "decision "};
        case KeyStep::Kind::meeting: return {"koordinerende møde ", "coordinating meeting "};
        case KeyStep::Kind::handover: return {"overlevering ", "handover "};
    }
    return {};
}

void judge_steps(const Input& input, Advice& advice) {
    for (const KeyStep& step : key_steps(input.facts)) {
        if (step.at.imprecise()) continue;
        const std::int64_t ago = days_between(step.at.date(), input.today());
        if (ago < 0 || ago > input.parameters.number("days_back") || step.involved == Answer::YES) continue;
        const Words name = name_of(step.kind) + both(step.reference + ".");
        if (step.involved == Answer::UNKNOWN || step.imprecise)
            advice.unknown("not_involved", Words{"Mangler: om borgeren var inddraget i ", "Missing: whether the citizen was involved in "} + name, {step.at});
        else
            advice.advise("not_involved", Words{"Borgeren er ikke inddraget i ", "The citizen was not involved in "} + name, {step.at});
    }
}

/// Told from 30 days before the assignment on.
bool told_of_coordinator(const Input& input, const facts::Assignment& assignment) {
    for (const facts::Informed& informed : input.facts.informed)
        if (informed.topic == "coordinator" && !informed.at.imprecise() &&
            days_between(informed.at.date(), assignment.at.date()) <= input.parameters.number("days_before_assignment"))
            return true;
    return false;
}

void judge_function_explained(const Input& input, Advice& advice) {
    const facts::Assignment* coordinator = Coordination(input.facts, "").at_end_of(input.today());
    if (coordinator == nullptr || coordinator->at.imprecise()) return;
    const std::int64_t days = days_between(coordinator->at.date(), input.today());
    if (days <= input.parameters.number("days_to_explain") || told_of_coordinator(input, *coordinator)) return;
    advice.advise("function_not_explained",
                  Words{"Borgeren er ikke orienteret om koordinatoren, ", "The citizen has not been told about the coordinator, "} + number(days) +
                      Words{" dage efter udpegningen.", " days after the assignment."},
                  {coordinator->at});
}

Advice judge_r09(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    judge_steps(input, advice);
    judge_function_explained(input, advice);
    return advice;
}

}  // namespace

Rule r09_step_without_citizen() {
    return {"R9",
            1,
            {"Skridt uden borgeren", "Step without the citizen"},
            {"Et mål, en plan, en afgørelse, et koordinerende møde eller en overlevering, som borgeren ikke var inddraget i (som i "
             "M12), fra dagen selv og 90 dage frem; og fra dag 15 en borger, der ikke er orienteret om koordinatoren (som i M13).",
             "A goal, plan, decision, coordinating meeting or handover in which the citizen was not involved (as in M12), from its "
             "day and for 90 days; and from day 15 a citizen not told about the coordinator (as in M13)."},
            {{"days_back", ParameterDefinition::Kind::number, "90", "ours"},
             {"days_to_explain", ParameterDefinition::Kind::number, "14", "ours"},
             {"days_before_assignment", ParameterDefinition::Kind::number, "30", "ours"}},
            Reach::one_case,
            judge_r09};
}

}  // namespace forloeb::advice
