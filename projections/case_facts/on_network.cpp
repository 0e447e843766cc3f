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
    for (const auto basis : payload.getLegalBasis())
        link.legal_bases.push_back({text_of(basis.getLaw()), text_of(basis.getParagraph()), text_of(basis.getSubsection()),
                                    read_moment(basis.getValidFrom()), read_moment(basis.getValidTo())});
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
        facts.parties.push_back({text_of(party), at, std::nullopt, {}, {{at, std::move(link)}}});
}

}  // namespace

void note(CaseFacts& facts, PartnerAdded::Reader payload, const Occurrence& occurrence) {
    start_or_change(facts, payload.getParty(), link_of(payload), occurrence.at);
}

void note(CaseFacts& facts, PartnerChanged::Reader payload, const Occurrence& occurrence) {
    start_or_change(facts, payload.getParty(), link_of(payload), occurrence.at);
}

void note(CaseFacts& facts, PartnerRemoved::Reader payload, const Occurrence& occurrence) {
    if (PartyPeriod* period = active(facts, payload.getParty())) {
        period->removed = occurrence.at;
        period->removal_reason = text_of(payload.getReason());
    } else {
        ++facts.references_unknown;
    }
}

void note(CaseFacts& facts, NetworkAssessed::Reader payload, const Occurrence& occurrence) {
    facts.network_assessments.push_back({occurrence.at, text_of(payload.getStrength()), payload.getWeak(), payload.getPersons(),
                                         texts_of(payload.getParties())});
}

void note(CaseFacts& facts, CommunicationPreferenceSet::Reader payload, const Occurrence& occurrence) {
    Communication communication;
    communication.at = occurrence.at;
    communication.channel = text_of(payload.getChannel());
    communication.avoid = texts_of(payload.getAvoid());
    communication.aids = texts_of(payload.getAids());
    communication.pace = text_of(payload.getPace());
    communication.interpreter = payload.getInterpreter();
    communication.language = text_of(payload.getLanguage());
    facts.communications.push_back(std::move(communication));
}

}  // namespace forloeb::facts
