// Need, assignment, release, who knows the coordinator, how complex the case is, and what learning the work costs.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {

void note(CaseFacts& facts, CoordinatorNeedAssessed::Reader payload, const Occurrence& occurrence) {
    NeedDecision need;
    need.at = occurrence.at;
    need.decision = payload.getDecision();
    need.advice = payload.getAdvice();
    need.criteria_set = text_of(payload.getCriteriaSet());
    for (const auto result : payload.getResults())
        need.results.push_back({text_of(result.getCriterion()), result.getKind(), result.getMet(), uuids_of(result.getEvidence())});
    need.reason = text_of(payload.getReason());
    need.considerably_reduced = payload.getConsiderablyReduced();
    need.method = text_of(payload.getMethod());
    facts.needs.push_back(std::move(need));
}

void note(CaseFacts& facts, CoordinatorAssigned::Reader payload, const Occurrence& occurrence) {
    Assignment assignment;
    assignment.at = occurrence.at;
    assignment.person = text_of(payload.getPerson());
    assignment.kind = text_of(payload.getKind());
    assignment.home_unit = text_of(payload.getHomeUnit());
    assignment.identity = uuid_of(payload.getIdentity());
    assignment.competence_scope = texts_of(payload.getCompetenceScope());
    assignment.experience_band = text_of(payload.getExperienceBand());
    facts.assignments.push_back(std::move(assignment));
}

void note(CaseFacts& facts, CoordinatorReleased::Reader payload, const Occurrence& occurrence) {
    // Without a name it is the one whom everybody takes for the coordinator: the latest assigned.
    for (auto assignment = facts.assignments.rbegin(); assignment != facts.assignments.rend(); ++assignment) {
        if (assignment->released) continue;
        if (payload.getPerson().size() > 0 && payload.getPerson() != assignment->person) continue;
        assignment->released = occurrence.at;
        assignment->release_reason = text_of(payload.getReason());
        assignment->successor = text_of(payload.getSuccessor());
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
    Complexity complexity;
    complexity.at = occurrence.at;
    complexity.model = text_of(payload.getModel());
    if (payload.getModelVersion().size() > 0) complexity.model += "/" + text_of(payload.getModelVersion());
    complexity.grade = text_of(payload.getGrade());
    for (const auto dimension : payload.getDimensions())
        complexity.dimensions.push_back({text_of(dimension.getCode()), text_of(dimension.getGrade())});
    complexity.evidence = uuids_of(payload.getEvidence());
    facts.complexities.push_back(std::move(complexity));
}

void note(CaseFacts& facts, OnboardingRecorded::Reader payload, const Occurrence& occurrence) {
    facts.onboardings.push_back({occurrence.at, first_said(payload.getPerson(), occurrence.by), text_of(payload.getTopic()),
                                 payload.getMinutes(), text_of(payload.getExperienceBand()), text_of(payload.getUnit())});
}

}  // namespace forloeb::facts
