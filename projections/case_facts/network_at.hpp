// The parties around the citizen at the end of a day, and whether they know the coordinator. Shared by the partner map
// and M3, so that they cannot disagree. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

struct PartyAt {
    const facts::PartyPeriod* period;
    const facts::PartyLink* link;  // as it stands at the end of the day
};

/// Nothing if the party is not in the network then.
[[nodiscard]] std::optional<PartyAt> at_end_of(const facts::PartyPeriod& period, LocalDate day);
/// In the order they were added.
[[nodiscard]] std::vector<PartyAt> parties_at_end_of(const facts::CaseFacts& facts, LocalDate day);

/// The organisation a party belongs to: inside the municipality its unit is that; the party itself where nothing is said.
[[nodiscard]] std::string organisation_of(const PartyAt& party);

/// Is this party the coordinator itself, by pseudonym or person stream?
[[nodiscard]] bool is_coordinator(const facts::PartyLink& link, const facts::Assignment& coordinator);

/// Has the party been told (or: has it said), since `start` and by the end of the day? The same day counts (G2).
[[nodiscard]] bool told_since(const std::vector<facts::CoordinatorWord>& words, std::string_view party, const Told& start,
                              LocalDate day);

}  // namespace forloeb
