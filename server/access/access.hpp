// START HERE for who may do what. Three values and one pure function: a Principal asks a Question, and `decide` answers
// with a Decision that says by which role, relation and purpose, under which version of the policy.
//
// permit  =  a role of the principal grants the operation
//            and the grant's limits cover the case (unit, KLE) and the audience
//            and a relation that the grant names holds now (from the log, with its dates), or a break-glass right does
//            and the purpose is one of the grant's
//            and no restriction of the citizen's data forbids it.
//
// The classes a decision names are the only ones that may be opened; the rest of an answer shows as withheld. No role
// passes by this function, the operator's neither. Pure; any thread. Who asks and what holds is found by
// server/access/access_control.hpp; that a read is recorded before the answer leaves is the gate's business.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"
#include "server/access/access_words.hpp"

namespace forloeb {

struct Policy;

/// Who asks: as the door found out, with what the policy in force says of that actor.
struct Principal {
    std::string actor;         // pseudonym, as in the events; empty = nobody knows
    std::string unit;
    std::string organisation;
    Uuid person;               // the person stream of a citizen or representative; nil for staff
    std::vector<std::string> roles;
    Identified how = Identified::nobody;
    std::string token;         // its id; empty = without one
    std::string certificate;   // SHA-256 of the client certificate, 64 hex digits; empty = none
    OperationSet scope = OperationSet::everything();  // a token may allow less than its actor's roles
};

/// What somebody wants to do.
struct Question {
    Operation operation = Operation::status;
    std::vector<StreamId> streams = {};  // what it is about; empty = no case or person in particular
    ClassSet classes = {};               // personal text that the answer may hold; none = clear fields only
    std::string purpose = {};            // empty = the first that a grant allows
    Audience audience = Audience::INTERNAL;
    std::vector<std::string> event_types = {};  // of an append
    std::string coordinator = {};        // of a list: only this coordinator's cases
    std::string unit = {};               // of a list: only this unit's cases; of other operations: read from the case
};

struct Decision {
    bool permitted = false;
    std::string rule;            // which part of the policy decided: "grant", "break_glass", or what was missing
    std::string reason;          // a full sentence for whoever asked; names no person
    std::string reason_da;       // the same in Danish, of a refusal
    std::string role;
    std::string relation;        // "assigned", ...; empty = none was needed
    std::string purpose;
    std::string policy_version;
    std::string break_glass;     // id of the right that was used; empty = none
    ClassSet classes;            // may be opened for this answer
};

/// That an actor stood in a relation to a case, and from when to when: read from the case's own events.
struct CaseRelation {
    Relation relation = Relation::assigned;
    std::string actor;         // pseudonym; empty where it is a unit or a person
    std::string unit;
    std::string organisation;
    Uuid person;
    WhenTold from{{}, 0, Precision::UNKNOWN};  // unknown = from the beginning
    WhenTold to{{}, 0, Precision::UNKNOWN};    // unknown = it still holds; a day is the last that counts
    Position evidence;         // the event it rests on
};

/// A break-glass right that was opened for a case and may still run.
struct BreakGlassRight {
    std::string id;
    std::string actor;
    Uuid case_id;
    Instant until;
};

/// A class of a person's text under restriction (GDPR art. 18).
struct RestrictedClass {
    SensitivityClass sensitivity = SensitivityClass::NONE;
    std::vector<std::string> purposes;  // for which it may be read all the same
};

/// What a decision about one case rests on. For a question about no case: all empty.
struct CaseAccess {
    StreamId stream;
    std::string unit;                      // responsible
    std::vector<std::string> kle;          // subjects, NN.NN.NN
    std::vector<CaseRelation> relations;
    std::vector<BreakGlassRight> break_glass;
    std::vector<RestrictedClass> restricted;  // of the citizen, by the subject.restricted in force
};

/// `about`: the case or person of the question, nullptr if it is about none. Decides for one at a time.
[[nodiscard]] Decision decide(const Policy& policy, const Principal& principal, const Question& question,
                              const CaseAccess* about, Instant now);

/// Is the relation about this principal at all, whatever the dates?
[[nodiscard]] bool concerns(const CaseRelation& told, const Principal& principal);
/// Does it hold for this principal at that moment?
[[nodiscard]] bool holds(const CaseRelation& told, const Principal& principal, Instant now);

/// The refusal as an error for the caller: `refused`, with the decision's rule.
[[nodiscard]] Error refusal(const Decision& decision);

}  // namespace forloeb
