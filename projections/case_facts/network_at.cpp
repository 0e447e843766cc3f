#include "projections/case_facts/network_at.hpp"

#include <algorithm>

namespace forloeb {

std::optional<PartyAt> at_end_of(const facts::PartyPeriod& period, LocalDate day) {
    if (period.added.date() > day || (period.removed && period.removed->date() <= day)) return std::nullopt;
    const facts::PartyLink* in_force = &period.links.front().second;
    for (const auto& [since, link] : period.links)
        if (since.date() <= day) in_force = &link;
    return PartyAt{&period, in_force};
}

std::vector<PartyAt> parties_at_end_of(const facts::CaseFacts& facts, LocalDate day) {
    std::vector<PartyAt> parties;
    for (const facts::PartyPeriod& period : facts.parties)
        if (const auto party = at_end_of(period, day)) parties.push_back(*party);
    return parties;
}

std::string organisation_of(const PartyAt& party) {
    const facts::PartyLink& link = *party.link;
    if (link.sector == Sector::INTERNAL && !link.unit.empty()) return link.unit;
    if (!link.organisation.empty()) return link.organisation;
    return link.unit.empty() ? party.period->party : link.unit;
}

bool is_coordinator(const facts::PartyLink& link, const facts::Assignment& coordinator) {
    return (!link.person.empty() && link.person == coordinator.person) ||
           (!link.identity.is_nil() && link.identity == coordinator.identity);
}

bool told_since(const std::vector<facts::CoordinatorWord>& words, std::string_view party, const Told& start, LocalDate day) {
    return std::any_of(words.begin(), words.end(), [&](const facts::CoordinatorWord& word) {
        return word.party == party && !word.at.imprecise() && in_order(start, word.at) && word.at.date() <= day;
    });
}

}  // namespace forloeb
