// The meeting ledger: why each meeting was called, who came with what stake, what was covered and agreed, and whether
// what was agreed has been done.
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

using answers::Risk;

constexpr std::int32_t minutes_shared_within_days = 7;  // M9's five working days, in days of the calendar: ours

bool names(const std::vector<std::string>& references, const std::string& wanted) {
    return std::ranges::find(references, wanted) != references.end();
}

/// Everybody who was invited, came or sent something, in that order, each once.
std::vector<std::string> parties_of(const facts::Meeting& meeting) {
    std::vector<std::string> parties;
    const auto add = [&](const std::string& party) {
        if (!names(parties, party)) parties.push_back(party);
    };
    for (const facts::Invitee& invitee : meeting.invitees) add(invitee.party);
    for (const facts::Attendee& attendee : meeting.attendees) add(attendee.party);
    for (const std::string& party : meeting.absent_input) add(party);
    return parties;
}

void fill_party(const facts::Meeting& meeting, const std::string& party, answers::MeetingParty::Builder out) {
    out.setParty(party);
    const auto invited = std::ranges::find(meeting.invitees, party, &facts::Invitee::party);
    const auto came = std::ranges::find(meeting.attendees, party, &facts::Attendee::party);
    if (invited != meeting.invitees.end()) {
        out.setKind(invited->kind);
        out.setStake(invited->stake);
    }
    if (came != meeting.attendees.end() && came->kind != ParticipantKind::UNKNOWN) out.setKind(came->kind);
    if (meeting.held && !meeting.attendees.empty()) out.setAttended(came != meeting.attendees.end() ? Answer::YES : Answer::NO);
    out.setSentInput(names(meeting.absent_input, party));
    for (const facts::AttendanceRating& rating : meeting.ratings)
        if (rating.party == party) out.setUseful(rating.useful);
}

void fill_agenda(const ViewReading& view, const facts::Meeting& meeting, const facts::AgendaItem& item, answers::AgendaLine::Builder out) {
    view.item_text(out.initText(), meeting.convened, "agendaTexts", item.item);
    out.setTopic(item.topic);
    if (meeting.held && !meeting.covered.empty()) out.setCovered(names(meeting.covered, item.item) ? Answer::YES : Answer::NO);
    out.setItem(item.item);
}

std::string standing_name(answers::Standing standing) {
    return capnp::Schema::from<answers::Standing>().getEnumerants()[static_cast<unsigned>(standing)].getProto().getName();
}

/// An agreement is a reference to a promise or a deadline, or only words.
void fill_agreement(const ViewReading& view, const facts::Meeting& meeting, const std::string& reference, answers::AgreementLine::Builder out) {
    view.item_text(out.initText(), meeting.held, "agreementTexts", reference);
    for (const facts::Commitment& commitment : view.facts().commitments)
        if (commitment.commitment == reference) out.setStanding(standing_name(standing_of(view, commitment)));
    for (const facts::Deadline& deadline : view.facts().deadlines)
        if (deadline.deadline == reference) out.setStanding(standing_name(standing_of(view, deadline)));
    out.setReference(reference);
}

void fill_trigger(const ViewReading& view, const facts::Meeting& meeting, answers::TriggerLine::Builder out) {
    if (meeting.trigger.is_nil()) return;
    for (const EffectiveEvent& event : view.reading().history().effective) {
        if (event.leaf().event_id != meeting.trigger) continue;
        out.setEvent(std::string(event.type().name));
        write_moment(out.initOccurred(), event.occurred);
        return;
    }
}

WhenTold minutes_shared(const facts::Meeting& meeting) { return meeting.minutes_shared ? meeting.minutes_shared->when : meeting.summary_at; }

std::vector<Risk> risks_of(const ViewReading& view, const facts::Meeting& meeting) {
    std::vector<Risk> risks;
    if (!meeting.held) {
        using Stake = ::forloeb::MeetingConvened::Stake;
        const auto without = [](const facts::Invitee& invitee) {
            return invitee.stake == Stake::UNKNOWN && invitee.kind == ParticipantKind::PROFESSIONAL;
        };
        if (view.has_passed(meeting.planned) && !meeting.cancelled) risks.push_back(Risk::OVERDUE);
        if (std::ranges::any_of(meeting.invitees, without)) risks.push_back(Risk::NO_STAKE);
    } else if (minutes_shared(meeting).is_unknown() && view.days_since(*meeting.held) > minutes_shared_within_days) {
        risks.push_back(Risk::MINUTES_NOT_SHARED);
    }
    return risks;
}

bool is_to_come(const facts::Meeting& meeting) { return meeting.convened && !meeting.held && !meeting.cancelled; }

std::vector<const facts::Meeting*> newest_first(const ViewReading& view, bool held) {
    std::vector<const facts::Meeting*> meetings;
    for (auto meeting = view.facts().meetings.rbegin(); meeting != view.facts().meetings.rend(); ++meeting)
        if (held ? meeting->held.has_value() : !meeting->held && meeting->cancelled) meetings.push_back(&*meeting);
    if (held)
        std::ranges::stable_sort(meetings, [](const auto* a, const auto* b) { return a->held->when.at > b->held->when.at; });
    return meetings;
}

}  // namespace

std::vector<const facts::Meeting*> meetings_to_come(const ViewReading& view) {
    auto meetings = chosen(view.facts().meetings, is_to_come);
    std::ranges::stable_sort(meetings, {}, [](const facts::Meeting* meeting) { return std::pair(meeting->planned.is_unknown(), meeting->planned.at); });
    return meetings;
}

void fill_meeting(const ViewReading& view, const facts::Meeting& meeting, answers::MeetingLine::Builder out) {
    out.setKind(meeting.kind);
    write_moment(out.initPlanned(), meeting.planned);
    write_told(out.initHeld(), meeting.held);
    if (!meeting.held && meeting.cancelled) {
        write_told(out.initCancelled(), meeting.cancelled);
        out.setReason(meeting.cancel_reason);
    }
    set_list(risks_of(view, meeting), [&](unsigned size) { return out.initRisks(size); });
    view.text(out.initPurpose(), meeting.convened, {"purpose"});
    out.setForm(meeting.form);
    out.setFormReason(meeting.form_reason);
    fill_trigger(view, meeting, out.initTrigger());
    write_told(out.initConvened(), meeting.convened);
    out.setLeader(meeting.leader);
    out.setLeaderExperience(meeting.leader_experience);
    out.setInPerson(meeting.in_person);
    out.setTimeKept(meeting.time_kept);
    fill_list(meeting.agenda, [&](unsigned size) { return out.initAgenda(size); },
              [&](answers::AgendaLine::Builder line, const facts::AgendaItem& item) { fill_agenda(view, meeting, item, line); });
    fill_list(parties_of(meeting), [&](unsigned size) { return out.initParties(size); },
              [&](answers::MeetingParty::Builder line, const std::string& party) { fill_party(meeting, party, line); });
    view.text(out.initSummary(), meeting.held, {"summary"});
    view.text(out.initCitizenWords(), meeting.held, {"citizenWords"});
    fill_list(meeting.agreements, [&](unsigned size) { return out.initAgreements(size); },
              [&](answers::AgreementLine::Builder line, const std::string& reference) { fill_agreement(view, meeting, reference, line); });
    write_moment(out.initMinutesShared(), minutes_shared(meeting));
    set_list(meeting.held ? meeting.goals : meeting.planned_goals, [&](unsigned size) { return out.initGoals(size); });
    write_moment(out.initNextMeeting(), meeting.next_meeting);
    out.setReference(meeting.meeting);
}

void fill_meetings(const ViewReading& view, answers::Meetings::Builder out) {
    const auto fill = [&](answers::MeetingLine::Builder line, const facts::Meeting* meeting) { fill_meeting(view, *meeting, line); };
    fill_list(meetings_to_come(view), [&](unsigned size) { return out.initPlanned(size); }, fill);
    fill_list(newest_first(view, true), [&](unsigned size) { return out.initHeld(size); }, fill);
    fill_list(newest_first(view, false), [&](unsigned size) { return out.initCancelled(size); }, fill);
}

}  // namespace forloeb
