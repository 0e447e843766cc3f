// Contact with the citizen: spoken with, informed, involved, guided; and meetings. Plain facts, folded by case_facts.hpp.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/contact.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct Contact {
    enum class Kind : std::uint8_t { contact, meeting, attempt };
    Told at;
    Kind kind = Kind::contact;
    Answer with_citizen = Answer::UNKNOWN;  // citizen or representative took part; unknown if nobody is named
    Answer in_person = Answer::UNKNOWN;
    std::string by;            // who acted; on whose behalf, if that is said
    std::string organisation;  // of the actor
    std::vector<std::string> parties;
    std::vector<std::string> persons;  // pseudonyms of professionals who took part
    std::string channel;
    std::vector<std::string> topics;
    std::vector<std::string> goals;
};

struct Informed {
    Told at;
    std::string topic;
    std::string channel;
    std::vector<ParticipantKind> kinds;
    std::string concerns;  // a reference
    std::string message;   // code of what was said
    std::string unit;      // that said it
};

struct Involvement {
    Told at;
    Uuid step;  // the event the citizen was involved in
    ::forloeb::CitizenInvolved::Degree degree = ::forloeb::CitizenInvolved::Degree::UNKNOWN;
    std::string how;
};

struct CitizenView {
    Told at;
    std::string about;
    Uuid about_event;
    Answer agrees = Answer::UNKNOWN;
    std::int32_t professionals_met_earlier = -1;  // as told; never added to a count (M22)
};

struct Guidance {
    Told at;
    std::string to_unit;
    std::string to_organisation;
    std::string topic;
    Answer accompanied = Answer::UNKNOWN;
};

struct AgendaItem {
    std::string item;
    std::string topic;
};

struct Invitee {
    std::string party;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    ::forloeb::MeetingConvened::Stake stake = ::forloeb::MeetingConvened::Stake::UNKNOWN;
};

struct Attendee {
    std::string party;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    std::string organisation;
    std::string person;
    std::string unit;
};

struct AttendanceRating {
    Told at;
    std::string party;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    Answer useful = Answer::UNKNOWN;
};

struct Meeting {
    std::string meeting;
    std::string kind;

    std::optional<Told> convened;  // latest: convened again after it was cancelled
    WhenTold planned = untold;
    ::forloeb::MeetingConvened::Form form = ::forloeb::MeetingConvened::Form::UNKNOWN;
    std::string form_reason;
    Uuid trigger;  // the event that led to it
    std::vector<AgendaItem> agenda;
    std::vector<Invitee> invitees;
    std::vector<std::string> planned_goals;
    std::string planned_leader;
    std::string planned_leader_experience;
    std::string planned_co_leader;

    std::optional<Told> held;
    std::string leader;
    std::string leader_experience;
    std::string co_leader;
    std::vector<Attendee> attendees;
    std::vector<std::string> absent_input;
    std::vector<std::string> covered;
    Answer time_kept = Answer::UNKNOWN;
    std::vector<std::string> agreements;
    WhenTold summary_at = untold;  // as said when it was held
    std::vector<std::string> goals;
    Answer in_person = Answer::UNKNOWN;
    WhenTold next_meeting = untold;

    std::optional<Told> minutes_shared;  // first
    std::vector<AttendanceRating> ratings;
    std::optional<Told> cancelled;
    std::string cancel_reason;
};

}  // namespace forloeb::facts
