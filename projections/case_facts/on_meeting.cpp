// Meetings: called with a purpose, held with those who matter, minuted and rated.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Meeting& meeting_of(CaseFacts& facts, capnp::Text::Reader name) {
    return newest_or_new(facts.meetings, &Meeting::meeting, name);
}

Answer attended_by_citizen(const std::vector<Attendee>& attendees) {
    for (const Attendee& attendee : attendees)
        if (is_citizen_side(attendee.kind, attendee.party)) return Answer::YES;
    return attendees.empty() ? Answer::UNKNOWN : Answer::NO;
}

void note_contact(CaseFacts& facts, const Meeting& meeting, const Occurrence& occurrence) {
    Contact contact = contact_of(Contact::Kind::meeting, attended_by_citizen(meeting.attendees), occurrence);
    contact.in_person = meeting.in_person;
    for (const Attendee& attendee : meeting.attendees) {
        contact.parties.push_back(attendee.party);
        if (!attendee.person.empty()) contact.persons.push_back(attendee.person);
    }
    contact.goals = meeting.goals;
    facts.contacts.push_back(std::move(contact));
}

}  // namespace

void note(CaseFacts& facts, MeetingConvened::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = meeting_of(facts, payload.getMeeting());
    meeting.kind = text_of(payload.getKind());
    meeting.convened = occurrence.at;
    meeting.planned = read_moment(payload.getPlanned());
    meeting.form = payload.getForm();
    meeting.form_reason = text_of(payload.getFormReason());
    meeting.trigger = uuid_of(payload.getTriggerEvent());
    meeting.agenda.clear();
    for (const auto item : payload.getAgenda()) meeting.agenda.push_back({text_of(item.getItem()), text_of(item.getTopic())});
    meeting.invitees.clear();
    for (const auto invitee : payload.getInvitees())
        meeting.invitees.push_back({text_of(invitee.getParty()), invitee.getKind(), invitee.getStake()});
    meeting.planned_goals = texts_of(payload.getGoals());
    meeting.planned_leader = text_of(payload.getLeader());
    meeting.planned_leader_experience = text_of(payload.getLeaderExperience());
    meeting.planned_co_leader = text_of(payload.getCoLeader());
    meeting.cancelled.reset();
}

void note(CaseFacts& facts, MeetingHeld::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = meeting_of(facts, payload.getMeeting());
    if (payload.getKind().size() > 0) meeting.kind = text_of(payload.getKind());
    meeting.held = occurrence.at;
    meeting.leader = text_of(payload.getLeader());
    meeting.leader_experience = text_of(payload.getLeaderExperience());
    meeting.co_leader = text_of(payload.getCoLeader());
    for (const auto attendee : payload.getAttendees())
        meeting.attendees.push_back({text_of(attendee.getParty()), attendee.getKind(), text_of(attendee.getOrganisation()),
                                     text_of(attendee.getPerson()), text_of(attendee.getUnit())});
    meeting.absent_input = texts_of(payload.getAbsentInput());
    meeting.covered = texts_of(payload.getCovered());
    meeting.time_kept = payload.getTimeKept();
    meeting.agreements = texts_of(payload.getAgreements());
    meeting.summary_at = read_moment(payload.getSummaryAt());
    meeting.goals = texts_of(payload.getGoals());
    meeting.in_person = payload.getInPerson();
    meeting.next_meeting = read_moment(payload.getNextMeeting());
    note_contact(facts, meeting, occurrence);
}

void note(CaseFacts& facts, MeetingCancelled::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = meeting_of(facts, payload.getMeeting());
    meeting.cancelled = occurrence.at;
    meeting.cancel_reason = text_of(payload.getReason());
}

void note(CaseFacts& facts, MeetingAttendanceRated::Reader payload, const Occurrence& occurrence) {
    meeting_of(facts, payload.getMeeting())
        .ratings.push_back({occurrence.at, text_of(payload.getParty()), payload.getKind(), payload.getUseful()});
}

void note(CaseFacts& facts, MeetingMinutesShared::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = meeting_of(facts, payload.getMeeting());
    if (!meeting.minutes_shared) meeting.minutes_shared = occurrence.at;
}

}  // namespace forloeb::facts
