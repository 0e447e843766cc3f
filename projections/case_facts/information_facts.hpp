// Who asked whom for what, who holds it, what was shared on which consent, and whose knowledge was used. Plain facts,
// folded by case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/terms.capnp.h"
#include "projections/case_facts/network_facts.hpp"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

/// What information is about: a topic code and a period, open where it is not said.
struct InformationScope {
    std::string topic;
    WhenTold from = untold;
    WhenTold to = untold;  // exclusive
};

struct InformationProvision {
    Told at;
    InformationScope scope;
    std::string by;
    std::string by_organisation;
    std::string holder;  // the unit that holds it from now on
    Sector holder_sector = Sector::UNKNOWN;
    Answer complete = Answer::UNKNOWN;
    std::string document;
    std::string consent;
    LegalBasis legal_basis;
};

/// What was given without being asked for stands under requests that nobody made: `requested` is missing.
struct InformationRequest {
    std::string request;
    std::optional<Told> requested;
    InformationScope scope;
    std::string from;  // whom was asked
    std::string from_organisation;
    std::string from_unit;
    Sector from_sector = Sector::UNKNOWN;
    std::string unit;  // that asked
    Sector sector = Sector::UNKNOWN;
    std::string purpose;
    std::string consent;
    LegalBasis legal_basis;
    Answer update_wanted = Answer::UNKNOWN;
    WhenTold due = untold;
    std::vector<InformationProvision> provisions;
    std::optional<Told> withdrawn;
    std::string withdrawal_reason;
    std::optional<Told> reused;  // answered by what was held already
};

struct InformationReuse {  // what was needed was held already
    Told at;
    std::string request;
    Uuid earlier_event;
    InformationScope scope;
    std::string unit;
};

struct InformationShare {
    Told at;
    std::vector<std::string> to;
    std::vector<std::string> to_organisations;
    std::string topic;
    std::string channel;
    std::string consent;  // or
    LegalBasis legal_basis;
    std::vector<std::string> documents;
};

struct Consent {
    std::string consent;
    std::optional<Told> given;
    std::vector<std::string> scope;
    std::vector<std::string> parties;
    std::string purpose;
    WhenTold valid_from = untold;
    WhenTold valid_to = untold;  // exclusive
    std::optional<Told> withdrawn;
};

struct KnowledgeExchange {
    Told at;
    bool contributed = false;  // else consulted
    std::string specialist;
    std::string profession;
    std::string unit;
    std::string topic;
    std::vector<std::string> to;  // contributed to
};

}  // namespace forloeb::facts
