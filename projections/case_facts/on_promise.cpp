// Promises, deadlines, applications and decisions.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

void note_decided(CaseFacts& facts, capnp::List<capnp::Text>::Reader applications, const Told& at) {
    for (const auto reference : applications)
        if (Application* application = newest(facts.applications, &Application::application, reference))
            if (!application->decided) application->decided = at;
}

}  // namespace

void note(CaseFacts& facts, CommitmentMade::Reader payload, const Occurrence& occurrence) {
    Commitment commitment;
    commitment.commitment = text_of(payload.getCommitment());
    commitment.made = occurrence.at;
    commitment.to = text_of(payload.getTo());
    commitment.kind = text_of(payload.getKind());
    commitment.due = read_moment(payload.getDue());
    commitment.within_competence = payload.getWithinCompetence();
    facts.commitments.push_back(std::move(commitment));
}

void note(CaseFacts& facts, CommitmentKept::Reader payload, const Occurrence& occurrence) {
    if (Commitment* commitment = newest(facts.commitments, &Commitment::commitment, payload.getCommitment()))
        commitment->kept = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, CommitmentBroken::Reader payload, const Occurrence& occurrence) {
    if (Commitment* commitment = newest(facts.commitments, &Commitment::commitment, payload.getCommitment()))
        commitment->broken = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, DeadlineSet::Reader payload, const Occurrence& occurrence) {
    // Set again under the same reference before it was met: the date has moved.
    Deadline* deadline = newest(facts.deadlines, &Deadline::deadline, payload.getDeadline());
    if (deadline == nullptr || deadline->met) {
        facts.deadlines.push_back({});
        deadline = &facts.deadlines.back();
        deadline->deadline = text_of(payload.getDeadline());
        deadline->set = occurrence.at;
    }
    deadline->kind = text_of(payload.getKind());
    deadline->due = read_moment(payload.getDue());
    deadline->basis = payload.getBasis();
}

void note(CaseFacts& facts, DeadlineMet::Reader payload, const Occurrence& occurrence) {
    if (Deadline* deadline = newest(facts.deadlines, &Deadline::deadline, payload.getDeadline()))
        deadline->met = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, ApplicationReceived::Reader payload, const Occurrence& occurrence) {
    facts.applications.push_back({text_of(payload.getApplication()), occurrence.at, std::nullopt});
}

void note(CaseFacts& facts, DecisionDrafted::Reader payload, const Occurrence& occurrence) {
    facts.decisions.push_back({text_of(payload.getDecision()), occurrence.at, std::nullopt});
}

void note(CaseFacts& facts, DecisionIssued::Reader payload, const Occurrence& occurrence) {
    Decision* decision = newest(facts.decisions, &Decision::decision, payload.getDecision());
    if (decision == nullptr) {
        facts.decisions.push_back({text_of(payload.getDecision()), occurrence.at, std::nullopt});
        decision = &facts.decisions.back();
    }
    decision->issued = occurrence.at;
    note_decided(facts, payload.getApplications(), occurrence.at);
}

}  // namespace forloeb::facts
