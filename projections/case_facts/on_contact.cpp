// Contacts and meetings. Two-way contact with the citizen or a representative is what M11 and M21 count.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

bool is_citizen_side(ParticipantKind kind) {
    return kind == ParticipantKind::CITIZEN || kind == ParticipantKind::REPRESENTATIVE;
}

// Yes if the citizen or a representative is named, no if only others are, unknown if nobody is.
template <typename Reader>
Answer with_citizen(Reader payload) {
    bool anybody = payload.getWith().size() > 0;
    for (const auto party : payload.getWith())
        if (party == citizen_reference.data()) return Answer::YES;
    for (const auto kind : payload.getKinds()) {
        if (is_citizen_side(kind)) return Answer::YES;
        anybody = anybody || kind != ParticipantKind::UNKNOWN;
    }
    return anybody ? Answer::NO : Answer::UNKNOWN;
}

Answer attended_by_citizen(MeetingHeld::Reader payload) {
    for (const auto attendee : payload.getAttendees())
        if (is_citizen_side(attendee.getKind()) || attendee.getParty() == citizen_reference.data()) return Answer::YES;
    return payload.getAttendees().size() > 0 ? Answer::NO : Answer::UNKNOWN;
}

}  // namespace

void note(CaseFacts& facts, ContactHeld::Reader payload, const Occurrence& occurrence) {
    facts.contacts.push_back({occurrence.at, Contact::Kind::contact, with_citizen(payload), payload.getInPerson(),
                              occurrence.by, occurrence.organisation, texts_of(payload.getWith())});
}

void note(CaseFacts& facts, ContactAttempted::Reader payload, const Occurrence& occurrence) {
    facts.contacts.push_back({occurrence.at, Contact::Kind::attempt, with_citizen(payload), Answer::UNKNOWN, occurrence.by,
                              occurrence.organisation, texts_of(payload.getWith())});
}

void note(CaseFacts& facts, MeetingConvened::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = newest_or_new(facts.meetings, &Meeting::meeting, payload.getMeeting());
    meeting.kind = text_of(payload.getKind());
    meeting.convened = occurrence.at;
    meeting.planned = read_moment(payload.getPlanned());
    meeting.cancelled.reset();
}

void note(CaseFacts& facts, MeetingHeld::Reader payload, const Occurrence& occurrence) {
    Meeting& meeting = newest_or_new(facts.meetings, &Meeting::meeting, payload.getMeeting());
    if (payload.getKind().size() > 0) meeting.kind = text_of(payload.getKind());
    meeting.held = occurrence.at;
    Contact contact{occurrence.at, Contact::Kind::meeting, attended_by_citizen(payload), payload.getInPerson(),
                    occurrence.by, occurrence.organisation, {}};
    for (const auto attendee : payload.getAttendees()) contact.parties.push_back(text_of(attendee.getParty()));
    facts.contacts.push_back(std::move(contact));
}

void note(CaseFacts& facts, MeetingCancelled::Reader payload, const Occurrence& occurrence) {
    newest_or_new(facts.meetings, &Meeting::meeting, payload.getMeeting()).cancelled = occurrence.at;
}

}  // namespace forloeb::facts
