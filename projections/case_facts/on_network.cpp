// The parties around the citizen, and how the citizen wants to be met.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

// PartnerAdded and PartnerChanged have the same fields.
template <typename Reader>
PartyLink link_of(Reader payload) {
    PartyLink link;
    link.kind = text_of(payload.getKind());
    link.sector = payload.getSector();
    link.unit = text_of(payload.getUnit());
    link.organisation = text_of(payload.getOrganisation());
    link.role = text_of(payload.getRole());
    link.profession = text_of(payload.getProfession());
    link.person = text_of(payload.getPerson());
    link.identity = uuid_of(payload.getIdentity());
    link.co_located = payload.getCoLocated();
    link.buy_in = payload.getBuyIn();
    if (payload.getLegalBasis().size() > 0) {
        const auto basis = payload.getLegalBasis()[0];
        link.law = text_of(basis.getLaw());
        link.paragraph = text_of(basis.getParagraph());
        link.subsection = text_of(basis.getSubsection());
        link.legal_basis_from = read_moment(basis.getValidFrom());
    }
    return link;
}

PartyPeriod* active(CaseFacts& facts, capnp::Text::Reader party) {
    PartyPeriod* period = newest(facts.parties, &PartyPeriod::party, party);
    return period != nullptr && !period->removed ? period : nullptr;
}

void start_or_change(CaseFacts& facts, capnp::Text::Reader party, PartyLink link, const Told& at) {
    if (PartyPeriod* period = active(facts, party))
        period->links.emplace_back(at, std::move(link));
    else
        facts.parties.push_back({text_of(party), at, std::nullopt, {{at, std::move(link)}}});
}

}  // namespace

void note(CaseFacts& facts, PartnerAdded::Reader payload, const Occurrence& occurrence) {
    start_or_change(facts, payload.getParty(), link_of(payload), occurrence.at);
}

void note(CaseFacts& facts, PartnerChanged::Reader payload, const Occurrence& occurrence) {
    start_or_change(facts, payload.getParty(), link_of(payload), occurrence.at);
}

void note(CaseFacts& facts, PartnerRemoved::Reader payload, const Occurrence& occurrence) {
    if (PartyPeriod* period = active(facts, payload.getParty()))
        period->removed = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, CommunicationPreferenceSet::Reader payload, const Occurrence& occurrence) {
    facts.communications.push_back(
        {occurrence.at, text_of(payload.getChannel()), texts_of(payload.getAids()), text_of(payload.getPace())});
}

}  // namespace forloeb::facts
