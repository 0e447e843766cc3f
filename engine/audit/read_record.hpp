// What is put on record of one read: who asked for what, why, and what the answer was (events/schema/audit.capnp, whose
// fields these are). Values only.
#pragma once

#include <string>
#include <vector>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

struct ReadRecord {
    // who
    std::string actor;        // pseudonym; never empty
    std::string actor_name;   // sealed
    std::string role;
    std::string unit;
    std::string organisation;
    std::string acting_for;   // pseudonym of whom the actor stands in for
    std::string token;        // the id of an API token
    std::string certificate;  // SHA-256, hex

    // why
    std::string purpose;
    std::string relation;
    std::string reason;       // sealed
    std::string break_glass;
    std::string recipient;

    // what
    std::string operation;    // the request's name in the protocol
    std::string criteria;     // sealed: what was searched for
    std::vector<Uuid> cases;
    std::vector<Uuid> streams;   // that are not cases
    std::vector<Uuid> subjects;
    StreamVersion from_version, to_version;  // of the one stream; inclusive, 0 = none
    Position from, end;                      // along the log; none if equal
    std::vector<SensitivityClass> classes;   // that might be opened
    bool penal = false;                      // what is asked for may hold penal matters: on a volume of its own, kept longer
    std::uint64_t events = 0;                // at most
    Uuid answers;                            // the record of the same request, if this one says what was found

    // and the answer
    bool permitted = true;
    std::string rule;
    std::string policy;
    std::string policy_version;
    Position log_size;
};

}  // namespace forloeb
