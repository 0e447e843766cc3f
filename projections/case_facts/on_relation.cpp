// Who stands in for whom, who represents the citizen, and who is on the team.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

// The latest period of this person that has not ended; nullptr if there is none.
template <typename Item>
Item* running(std::vector<Item>& items, std::string Item::*reference, std::optional<Told> Item::*ended, capnp::Text::Reader name) {
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        if (name == (*item).*reference && !((*item).*ended)) return &*item;
    return nullptr;
}

}  // namespace

void note(CaseFacts& facts, SubstituteAppointed::Reader payload, const Occurrence& occurrence) {
    Substitute substitute;
    substitute.person = text_of(payload.getPerson());
    substitute.instead_of = text_of(payload.getForPerson());
    substitute.unit = text_of(payload.getUnit());
    substitute.competence_scope = texts_of(payload.getCompetenceScope());
    substitute.appointed = occurrence.at;
    substitute.from = read_moment(payload.getValidFrom());
    substitute.to = read_moment(payload.getValidTo());
    facts.substitutes.push_back(std::move(substitute));
}

void note(CaseFacts& facts, SubstituteEnded::Reader payload, const Occurrence& occurrence) {
    if (Substitute* substitute = running(facts.substitutes, &Substitute::person, &Substitute::ended, payload.getPerson()))
        substitute->ended = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, RepresentativeAppointed::Reader payload, const Occurrence& occurrence) {
    Representative representative;
    representative.representative = text_of(payload.getRepresentative());
    representative.kind = text_of(payload.getKind());
    representative.scope = texts_of(payload.getScope());
    representative.identity = uuid_of(payload.getIdentity());
    representative.appointed = occurrence.at;
    representative.from = read_moment(payload.getValidFrom());
    representative.to = read_moment(payload.getValidTo());
    facts.representatives.push_back(std::move(representative));
}

void note(CaseFacts& facts, RepresentativeEnded::Reader payload, const Occurrence& occurrence) {
    if (Representative* representative =
            running(facts.representatives, &Representative::representative, &Representative::ended, payload.getRepresentative()))
        representative->ended = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, TeamMemberAdded::Reader payload, const Occurrence& occurrence) {
    TeamMember member;
    member.person = text_of(payload.getPerson());
    member.unit = text_of(payload.getUnit());
    member.role = text_of(payload.getRole());
    member.profession = text_of(payload.getProfession());
    member.experience_band = text_of(payload.getExperienceBand());
    member.added = occurrence.at;
    member.from = read_moment(payload.getValidFrom());
    member.to = read_moment(payload.getValidTo());
    facts.team.push_back(std::move(member));
}

void note(CaseFacts& facts, TeamMemberRemoved::Reader payload, const Occurrence& occurrence) {
    if (TeamMember* member = running(facts.team, &TeamMember::person, &TeamMember::removed, payload.getPerson()))
        member->removed = occurrence.at;
    else
        ++facts.references_unknown;
}

}  // namespace forloeb::facts
