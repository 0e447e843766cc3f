// What was promised and what is due, and what people do not agree on or do not know. Plain facts, folded by
// case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/promise.capnp.h"
#include "projections/case_facts/network_facts.hpp"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

/// A new date for a commitment (renegotiated) or a deadline (extended).
struct NewDue {
    Told at;
    WhenTold due = untold;
    std::string reason;
};

struct Commitment {
    std::string commitment;
    Told made;
    std::string to;
    ::forloeb::CommitmentMade::Recipient to_kind = ::forloeb::CommitmentMade::Recipient::UNKNOWN;
    std::string kind;
    WhenTold due = untold;  // as first promised
    Answer within_competence = Answer::UNKNOWN;
    std::string backing_decision;
    std::string meeting;
    std::vector<NewDue> renegotiated;
    std::optional<Told> kept;
    std::optional<Told> broken;
    std::string break_reason;
};

struct Deadline {
    std::string deadline;
    Told set;
    std::string kind;
    WhenTold due = untold;  // as last set, before extensions
    ::forloeb::DeadlineSet::Basis basis = ::forloeb::DeadlineSet::Basis::UNKNOWN;
    LegalBasis legal_basis;
    std::string concerns;
    std::string unit;
    std::vector<NewDue> extended;
    std::optional<Told> met;
};

/// The due date in force: a new date counts only if it was given by the one before (M17, M18). What came too late stands
/// in the list and moves nothing. Without any, the first.
[[nodiscard]] WhenTold due_in_force(const WhenTold& first, const std::vector<NewDue>& later);

struct DisagreementSide {
    std::string party;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    std::string organisation;
    std::string unit;
};

struct Disagreement {
    std::string disagreement;
    std::optional<Told> raised;
    std::vector<DisagreementSide> between;
    std::string about;
    std::string concerns;
    std::optional<Told> resolved;
    std::string how;
};

struct Uncertainty {
    std::string uncertainty;
    std::optional<Told> raised;
    std::string about;
    std::string concerns;
    std::string unit;
    std::optional<Told> resolved;
    std::string how;
};

}  // namespace forloeb::facts
