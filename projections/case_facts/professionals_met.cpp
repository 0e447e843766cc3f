#include "projections/case_facts/professionals_met.hpp"

#include "projections/case_facts/network_at.hpp"

namespace forloeb {
namespace {

void meet_organisation(std::set<std::string>& met, const std::string& name) {
    if (!name.empty()) met.insert("organisation:" + name);
}

/// Whom the citizen meets when this party is there; nobody in the private network is a professional.
void meet_party(std::set<std::string>& met, const facts::CaseFacts& facts, const std::string& party, LocalDate day) {
    for (const facts::PartyPeriod& period : facts.parties) {
        if (period.party != party) continue;
        const auto there = at_end_of(period, day);
        if (!there || there->link->sector == Sector::PRIVATE_NETWORK || there->link->sector == Sector::UNKNOWN) continue;
        if (there->link->person.empty())
            meet_organisation(met, organisation_of(*there));
        else
            met.insert(there->link->person);
    }
}

void meet_attendees(std::set<std::string>& met, const facts::CaseFacts& facts, const facts::Meeting& meeting) {
    for (const facts::Attendee& attendee : meeting.attendees) {
        if (attendee.kind != ParticipantKind::PROFESSIONAL) continue;
        if (!attendee.person.empty())
            met.insert(attendee.person);
        else if (!attendee.organisation.empty())
            meet_organisation(met, attendee.organisation);
        else
            meet_party(met, facts, attendee.party, meeting.held->date());
    }
    if (!meeting.leader.empty()) met.insert(meeting.leader);
}

bool with_citizen(const facts::CaseFacts& facts, const facts::Meeting& meeting) {
    for (const facts::Contact& contact : facts.contacts)
        if (contact.at.position == meeting.held->position) return contact.with_citizen == Answer::YES;
    return false;
}

}  // namespace

std::set<std::string> professionals_met(const facts::CaseFacts& facts, LocalDate day) {
    std::set<std::string> met;
    if (facts.episodes.empty()) return met;
    const LocalDate opened = facts.episodes.front().opened.date();
    const auto counts = [&](const Told& at) { return !at.imprecise() && at.date() >= opened && at.date() <= day; };
    for (const facts::Contact& contact : facts.contacts) {
        if (contact.kind != facts::Contact::Kind::contact || contact.with_citizen != Answer::YES || !counts(contact.at)) continue;
        if (!contact.by.empty()) met.insert(contact.by);
        met.insert(contact.persons.begin(), contact.persons.end());
        for (const std::string& party : contact.parties) meet_party(met, facts, party, contact.at.date());
    }
    for (const facts::Meeting& meeting : facts.meetings)
        if (meeting.held && counts(*meeting.held) && with_citizen(facts, meeting)) meet_attendees(met, facts, meeting);
    return met;
}

}  // namespace forloeb
