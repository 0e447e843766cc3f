// The people and organisations around the citizen, and how the citizen wants to be met. Plain facts, folded by
// case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "events/schema/terms.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

/// The reference that always means the case's citizen.
inline constexpr std::string_view citizen_reference = "borger";

/// The citizen or a representative: who counts as the citizen's side in contact, endorsement and involvement.
[[nodiscard]] inline bool is_citizen_side(ParticipantKind kind, std::string_view party) {
    return kind == ParticipantKind::CITIZEN || kind == ParticipantKind::REPRESENTATIVE || party == citizen_reference;
}

struct LegalBasis {
    std::string law;
    std::string paragraph;
    std::string subsection;
    WhenTold from = untold;
    WhenTold to = untold;  // exclusive
    [[nodiscard]] bool is_said() const { return !law.empty() || !paragraph.empty(); }
};

struct PartyLink {
    std::string kind;
    Sector sector = Sector::UNKNOWN;
    std::string unit;
    std::string organisation;
    std::string role;
    std::string profession;
    std::string person;  // the professional's pseudonym
    Uuid identity;
    Answer co_located = Answer::UNKNOWN;
    Answer buy_in = Answer::UNKNOWN;
    std::string law;  // of the first legal basis; all of them in legal_bases
    std::string paragraph;
    std::string subsection;
    WhenTold legal_basis_from = untold;
    std::vector<LegalBasis> legal_bases;
};

struct PartyPeriod {  // one stay of a party in the network
    std::string party;
    Told added;
    std::optional<Told> removed;
    std::string removal_reason;
    std::vector<std::pair<Told, PartyLink>> links;  // the first at `added`; each whole, as it stands from then on

    [[nodiscard]] const PartyLink& latest() const { return links.back().second; }
};

struct NetworkAssessment {
    Told at;
    std::string strength;
    Answer weak = Answer::UNKNOWN;  // the recorded judgement, never derived
    std::int32_t persons = -1;
    std::vector<std::string> parties;
};

struct Communication {
    Told at;
    std::string channel;
    std::vector<std::string> avoid;
    std::vector<std::string> aids;
    std::string pace;
    Answer interpreter = Answer::UNKNOWN;
    std::string language;
};

}  // namespace forloeb::facts
