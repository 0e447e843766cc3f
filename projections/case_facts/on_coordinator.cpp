// Need, assignment, release, and who knows the coordinator.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {

void note(CaseFacts& facts, CoordinatorNeedAssessed::Reader payload, const Occurrence& occurrence) {
    facts.needs.push_back({occurrence.at, payload.getDecision()});
}

void note(CaseFacts& facts, CoordinatorAssigned::Reader payload, const Occurrence& occurrence) {
    facts.assignments.push_back({occurrence.at, std::nullopt, text_of(payload.getPerson()), text_of(payload.getKind()),
                                 text_of(payload.getHomeUnit()), uuid_of(payload.getIdentity())});
}

void note(CaseFacts& facts, CoordinatorReleased::Reader payload, const Occurrence& occurrence) {
    // Without a name it is the one whom everybody takes for the coordinator: the latest assigned.
    for (auto assignment = facts.assignments.rbegin(); assignment != facts.assignments.rend(); ++assignment) {
        if (assignment->released) continue;
        if (payload.getPerson().size() > 0 && payload.getPerson() != assignment->person) continue;
        assignment->released = occurrence.at;
        return;
    }
    ++facts.references_unknown;
}

void note(CaseFacts& facts, CoordinatorAnnounced::Reader payload, const Occurrence& occurrence) {
    facts.announcements.push_back({occurrence.at, text_of(payload.getParty())});
}

void note(CaseFacts& facts, CoordinatorAcknowledged::Reader payload, const Occurrence& occurrence) {
    facts.acknowledgements.push_back({occurrence.at, text_of(payload.getParty())});
}

void note(CaseFacts& facts, ComplexityAssessed::Reader payload, const Occurrence& occurrence) {
    std::string model = text_of(payload.getModel());
    if (payload.getModelVersion().size() > 0) model += "/" + text_of(payload.getModelVersion());
    facts.complexities.push_back({occurrence.at, std::move(model), text_of(payload.getGrade())});
}

}  // namespace forloeb::facts
