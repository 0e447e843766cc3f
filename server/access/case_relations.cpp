#include "server/access/case_relations.hpp"

#include <algorithm>

#include "events/schema/case.capnp.h"
#include "events/schema/transition.capnp.h"

namespace forloeb {
namespace {

using Relations = std::vector<CaseRelation>;

/// From when something was told, or from the date that the telling itself names; to the earlier of its named end and the
/// event that ended it.
CaseRelation span(Relation relation, const Told& told, const WhenTold& from, const WhenTold& to, const std::optional<Told>& ended) {
    CaseRelation out;
    out.relation = relation;
    out.from = from.is_unknown() ? told.when : from;
    out.to = to;
    if (ended && (to.is_unknown() || ended->when.at < to.at)) out.to = ended->when;
    out.evidence = told.position;
    return out;
}

void add_staff(Relations& out, const facts::CaseFacts& facts) {
    for (const facts::Assignment& assignment : facts.assignments) {
        CaseRelation relation = span(Relation::assigned, assignment.at, untold, untold, assignment.released);
        relation.actor = assignment.person;
        relation.person = assignment.identity;
        out.push_back(std::move(relation));
    }
    for (const facts::Substitute& substitute : facts.substitutes) {
        if (!substitute.appointed) continue;
        CaseRelation relation = span(Relation::substitute, *substitute.appointed, substitute.from, substitute.to, substitute.ended);
        relation.actor = substitute.person;
        out.push_back(std::move(relation));
    }
    for (const facts::TeamMember& member : facts.team) {
        if (!member.added) continue;
        CaseRelation relation = span(Relation::team, *member.added, member.from, member.to, member.removed);
        relation.actor = member.person;
        out.push_back(std::move(relation));
    }
}

void add_citizens_side(Relations& out, const facts::CaseFacts& facts) {
    if (!facts.citizen.is_nil()) {
        CaseRelation citizen;
        citizen.relation = Relation::citizen;
        citizen.person = facts.citizen;
        out.push_back(citizen);
    }
    for (const facts::Representative& representative : facts.representatives) {
        if (!representative.appointed) continue;
        CaseRelation relation = span(Relation::representative, *representative.appointed, representative.from, representative.to, representative.ended);
        relation.person = representative.identity;
        relation.actor = representative.representative;
        out.push_back(std::move(relation));
    }
}

/// A party's professional by pseudonym or person stream, and everybody of its organisation or unit: the link as it stands
/// from each change to the next.
void add_partners(Relations& out, const facts::CaseFacts& facts) {
    for (const facts::PartyPeriod& period : facts.parties) {
        for (std::size_t i = 0; i < period.links.size(); ++i) {
            const auto& [since, link] = period.links[i];
            const std::optional<Told> ended = i + 1 < period.links.size() ? std::optional(period.links[i + 1].first) : period.removed;
            CaseRelation relation = span(Relation::partner, since, untold, untold, ended);
            relation.actor = link.person;
            relation.person = link.identity;
            // A unit of the municipality itself takes part through the relations of its own people.
            if (link.sector != Sector::INTERNAL) {
                relation.unit = link.unit;
                relation.organisation = link.organisation;
            }
            out.push_back(std::move(relation));
        }
    }
}

/// Who accepted a handover, or the unit that did. From then on: what was taken over is not given back by an event of its own.
void add_handovers(Relations& out, const History& history) {
    for (const EffectiveEvent& event : history.effective) {
        if (!event.is<HandoverAccepted>()) continue;
        const auto accepted = event.as<HandoverAccepted>();
        CaseRelation relation;
        relation.relation = Relation::handover;
        relation.actor = std::string(accepted.getReceiver().begin(), accepted.getReceiver().size());
        if (relation.actor.empty()) relation.unit = std::string(accepted.getUnit().begin(), accepted.getUnit().size());
        relation.from = event.occurred;
        relation.evidence = event.leaf().position;
        out.push_back(std::move(relation));
    }
}

/// Of the openings, and of what else says it is the case's: each once.
std::vector<std::string> subjects_of(const History& history) {
    std::vector<std::string> out;
    for (const EffectiveEvent& event : history.effective) {
        if (!event.is<CaseOpened>() && !event.is<CaseReopened>()) continue;
        const auto kle = event.envelope().getKle().getSubject();
        std::string subject(kle.begin(), kle.size());
        if (!subject.empty() && std::ranges::find(out, subject) == out.end()) out.push_back(std::move(subject));
    }
    return out;
}

}  // namespace

CaseAccess case_access_of(const facts::CaseFacts& facts, const History& history) {
    CaseAccess out;
    out.stream = {StreamKind::case_, facts.case_id};
    if (!facts.attributes.empty()) out.unit = facts.attributes.back().attributes.unit;
    out.kle = subjects_of(history);
    add_staff(out.relations, facts);
    add_citizens_side(out.relations, facts);
    add_partners(out.relations, facts);
    add_handovers(out.relations, history);
    return out;
}

}  // namespace forloeb
