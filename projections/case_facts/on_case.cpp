// Intake, opening, closing, phases and the attributes cohorts are made of.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Attributes latest_attributes(const CaseFacts& facts) {
    return facts.attributes.empty() ? Attributes{} : facts.attributes.back().attributes;
}

void set_attributes(CaseFacts& facts, const Told& at, Attributes attributes) {
    facts.attributes.push_back({at, std::move(attributes)});
}

bool is_open(const CaseFacts& facts) { return !facts.episodes.empty() && !facts.episodes.back().closed; }

}  // namespace

void note(CaseFacts& facts, IntakeReceived::Reader, const Occurrence& occurrence) {
    if (!facts.intake) facts.intake = occurrence.at;
}

void note(CaseFacts& facts, CaseOpened::Reader payload, const Occurrence& occurrence) {
    if (!is_open(facts)) facts.episodes.push_back({occurrence.at, std::nullopt});
    if (facts.citizen.is_nil()) facts.citizen = uuid_of(payload.getSubject());
    Attributes attributes = latest_attributes(facts);
    attributes.unit = text_of(payload.getUnit());
    attributes.target_group = text_of(payload.getPrimaryTargetGroup());
    if (attributes.target_group.empty() && payload.getTargetGroups().size() == 1)
        attributes.target_group = text_of(payload.getTargetGroups()[0]);
    set_attributes(facts, occurrence.at, std::move(attributes));
}

void note(CaseFacts& facts, CaseClosed::Reader, const Occurrence& occurrence) {
    if (is_open(facts)) facts.episodes.back().closed = occurrence.at;
}

void note(CaseFacts& facts, CaseReopened::Reader payload, const Occurrence& occurrence) {
    if (!is_open(facts)) facts.episodes.push_back({occurrence.at, std::nullopt});
    if (payload.getUnit().size() == 0) return;
    Attributes attributes = latest_attributes(facts);
    attributes.unit = text_of(payload.getUnit());
    set_attributes(facts, occurrence.at, std::move(attributes));
}

void note(CaseFacts& facts, PhaseEntered::Reader payload, const Occurrence& occurrence) {
    facts.phases.push_back({occurrence.at, text_of(payload.getPhase())});
}

void note(CaseFacts& facts, AssessmentCompleted::Reader payload, const Occurrence& occurrence) {
    if (payload.getPrimaryTargetGroup().size() == 0) return;
    Attributes attributes = latest_attributes(facts);
    attributes.target_group = text_of(payload.getPrimaryTargetGroup());
    set_attributes(facts, occurrence.at, std::move(attributes));
}

}  // namespace forloeb::facts
