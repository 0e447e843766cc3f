// Promises and deadlines, and the minutes the work takes.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {

void note(CaseFacts& facts, CommitmentMade::Reader payload, const Occurrence& occurrence) {
    Commitment commitment;
    commitment.commitment = text_of(payload.getCommitment());
    commitment.made = occurrence.at;
    commitment.to = text_of(payload.getTo());
    commitment.to_kind = payload.getToKind();
    commitment.kind = text_of(payload.getKind());
    commitment.due = read_moment(payload.getDue());
    commitment.within_competence = payload.getWithinCompetence();
    commitment.backing_decision = text_of(payload.getBackingDecision());
    commitment.meeting = text_of(payload.getMeeting());
    facts.commitments.push_back(std::move(commitment));
}

void note(CaseFacts& facts, CommitmentKept::Reader payload, const Occurrence& occurrence) {
    if (Commitment* commitment = newest(facts.commitments, &Commitment::commitment, payload.getCommitment()))
        commitment->kept = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, CommitmentBroken::Reader payload, const Occurrence& occurrence) {
    if (Commitment* commitment = newest(facts.commitments, &Commitment::commitment, payload.getCommitment())) {
        commitment->broken = occurrence.at;
        commitment->break_reason = text_of(payload.getReason());
    } else {
        ++facts.references_unknown;
    }
}

void note(CaseFacts& facts, CommitmentRenegotiated::Reader payload, const Occurrence& occurrence) {
    if (Commitment* commitment = newest(facts.commitments, &Commitment::commitment, payload.getCommitment()))
        commitment->renegotiated.push_back({occurrence.at, read_moment(payload.getNewDue()), text_of(payload.getReason())});
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
    deadline->legal_basis = legal_basis_of(payload.getLegalBasis());
    deadline->concerns = text_of(payload.getConcerns());
    deadline->unit = text_of(payload.getUnit());
    deadline->extended.clear();
}

void note(CaseFacts& facts, DeadlineMet::Reader payload, const Occurrence& occurrence) {
    if (Deadline* deadline = newest(facts.deadlines, &Deadline::deadline, payload.getDeadline()))
        deadline->met = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, DeadlineExtended::Reader payload, const Occurrence& occurrence) {
    if (Deadline* deadline = newest(facts.deadlines, &Deadline::deadline, payload.getDeadline()))
        deadline->extended.push_back({occurrence.at, read_moment(payload.getNewDue()), text_of(payload.getReason())});
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, TimeRegistered::Reader payload, const Occurrence& occurrence) {
    facts.times.push_back({occurrence.at, text_of(payload.getActivityClass()), payload.getMinutes(), text_of(payload.getPeriod()),
                           first_said(payload.getPerson(), occurrence.by), first_said(payload.getUnit(), facts.act(occurrence.at).unit)});
}

}  // namespace forloeb::facts
