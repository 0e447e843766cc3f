// One row per event type that a case can have: what its handler adds to the facts of the case, seen once with the event
// and once without it. A handler that did nothing would fail its row.
#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "projections/case_facts/case_facts.hpp"
#include "tests/projections/history_builder.hpp"

namespace forloeb {
namespace {

using facts::CaseFacts;
using testing::HistoryBuilder;

struct Row {
    std::string type;
    std::vector<std::string> before;  // what it builds on
    std::string payload;
    std::string says;
    std::function<std::string(const CaseFacts&)> ask;
};

std::string number(std::size_t count) { return std::to_string(count); }
std::string day(const std::optional<Told>& told) { return told ? format_when(told->when) : "-"; }
std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ",") + word;
    return all;
}
// The field of the newest item, or "-" if there is none.
template <typename Items, typename Field>
std::string newest(const Items& items, const Field& field) {
    return items.empty() ? "-" : std::string(field(items.back()));
}

const std::string opened = R"(2026-01-01 case.opened {})";
const std::string agreed = R"(2026-01-02 goal.agreed {"goal":"g1"})";
const std::string assigned = R"(2026-01-02 coordinator.assigned {"person":"k1"})";
const std::string promised = R"(2026-01-02 commitment.made {"commitment":"c1","due":"2026-03-01"})";
const std::string set = R"(2026-01-02 deadline.set {"deadline":"d1","due":"2026-03-01"})";
const std::string an_event = R"("00000000-0000-7000-8000-000000000001")";

std::vector<Row> case_rows() {
    return {
        {"intake.received", {}, R"({"route":"hospital"})", "hospital", [](auto& f) { return newest(f.intakes, [](auto& x) { return x.route; }); }},
        {"intake.referred_on", {}, R"({"toUnit":"nabo"})", "nabo", [](auto& f) { return newest(f.intakes, [](auto& x) { return x.to; }); }},
        {"intake.declined", {}, R"({"reason":"not_in_scope"})", "not_in_scope", [](auto& f) { return newest(f.intakes, [](auto& x) { return x.reason; }); }},
        {"case.opened", {}, R"({"unit":"handicap"})", "handicap", [](auto& f) { return newest(f.attributes, [](auto& x) { return x.attributes.unit; }); }},
        {"case.closed", {opened}, R"({"reason":"moved"})", "moved", [](auto& f) { return newest(f.episodes, [](auto& x) { return x.close_reason; }); }},
        {"case.reopened", {opened, "2026-01-03 case.closed {}"}, "{}", "2", [](auto& f) { return number(f.episodes.size()); }},
        {"case.linked", {}, R"({"relation":"household"})", "household", [](auto& f) { return newest(f.links, [](auto& x) { return x.relation; }); }},
        {"phase.entered", {}, R"({"phase":"oplysning"})", "oplysning", [](auto& f) { return newest(f.phases, [](auto& x) { return x.phase; }); }},
        {"external.recorded", {}, R"({"activity":"T05"})", "T05", [](auto& f) { return newest(f.external, [](auto& x) { return x.activity; }); }},
        {"note.recorded", {}, R"({"kind":"phone","about":["g1"]})", "phone g1", [](auto& f) { return newest(f.notes, [](auto& x) { return x.kind + " " + joined(x.about); }); }},
        {"document.linked", {}, R"({"document":"dok1"})", "dok1", [](auto& f) { return newest(f.documents, [](auto& x) { return x.document; }); }},
    };
}

std::vector<Row> coordination_rows() {
    return {
        {"coordinator.need_assessed", {}, R"({"criteriaSet":"start1","decision":"yes"})", "start1", [](auto& f) { return newest(f.needs, [](auto& x) { return x.criteria_set; }); }},
        {"coordinator.assigned", {}, R"({"person":"k2","experienceBand":"0-6m"})", "k2 0-6m", [](auto& f) { return newest(f.assignments, [](auto& x) { return x.person + " " + x.experience_band; }); }},
        {"coordinator.announced", {}, R"({"party":"bank"})", "bank", [](auto& f) { return newest(f.announcements, [](auto& x) { return x.party; }); }},
        {"coordinator.acknowledged", {}, R"({"party":"bank"})", "bank", [](auto& f) { return newest(f.acknowledgements, [](auto& x) { return x.party; }); }},
        {"coordinator.released", {assigned}, R"({"successor":"k2"})", "k2", [](auto& f) { return newest(f.assignments, [](auto& x) { return x.successor; }); }},
        {"complexity.assessed", {}, R"({"model":"m","modelVersion":"2","grade":"high"})", "m/2 high", [](auto& f) { return newest(f.complexities, [](auto& x) { return x.model + " " + x.grade; }); }},
        {"onboarding.recorded", {}, R"({"topic":"tool","minutes":90})", "tool 90 nobody", [](auto& f) { return newest(f.onboardings, [](auto& x) { return x.topic + " " + std::to_string(x.minutes) + " " + x.person; }); }},
        {"substitute.appointed", {assigned}, R"({"person":"v1","forPerson":"k1"})", "v1 for k1", [](auto& f) { return newest(f.substitutes, [](auto& x) { return x.person + " for " + x.instead_of; }); }},
        {"substitute.ended", {assigned, R"(2026-01-03 substitute.appointed {"person":"v1"})"}, R"({"person":"v1"})", "2026-01-10", [](auto& f) { return newest(f.substitutes, [](auto& x) { return day(x.ended); }); }},
        {"representative.appointed", {}, R"({"representative":"r1","kind":"guardian"})", "r1 guardian", [](auto& f) { return newest(f.representatives, [](auto& x) { return x.representative + " " + x.kind; }); }},
        {"representative.ended", {R"(2026-01-03 representative.appointed {"representative":"r1"})"}, R"({"representative":"r1"})", "2026-01-10", [](auto& f) { return newest(f.representatives, [](auto& x) { return day(x.ended); }); }},
        {"team.member_added", {}, R"({"person":"t1","role":"adviser"})", "t1 adviser", [](auto& f) { return newest(f.team, [](auto& x) { return x.person + " " + x.role; }); }},
        {"team.member_removed", {R"(2026-01-03 team.member_added {"person":"t1"})"}, R"({"person":"t1"})", "2026-01-10", [](auto& f) { return newest(f.team, [](auto& x) { return day(x.removed); }); }},
        {"time.registered", {}, R"({"activityClass":"coordination","minutes":30,"person":"k1"})", "coordination 30 k1", [](auto& f) { return newest(f.times, [](auto& x) { return x.activity_class + " " + std::to_string(x.minutes) + " " + x.person; }); }},
    };
}

std::vector<Row> network_rows() {
    return {
        {"partner.added", {}, R"({"party":"bank","legalBasis":[{"law":"serviceloven","paragraph":"95"},{"law":"serviceloven","paragraph":"96"}]})", "bank 2", [](auto& f) { return newest(f.parties, [](auto& x) { return x.party + " " + number(x.latest().legal_bases.size()); }); }},
        {"partner.changed", {R"(2026-01-03 partner.added {"party":"bank","role":"a"})"}, R"({"party":"bank","role":"b"})", "b", [](auto& f) { return newest(f.parties, [](auto& x) { return x.latest().role; }); }},
        {"partner.removed", {R"(2026-01-03 partner.added {"party":"bank"})"}, R"({"party":"bank","reason":"done"})", "done", [](auto& f) { return newest(f.parties, [](auto& x) { return x.removal_reason; }); }},
        {"network.assessed", {}, R"({"strength":"weak","weak":"yes","persons":2})", "weak 2", [](auto& f) { return newest(f.network_assessments, [](auto& x) { return x.strength + " " + std::to_string(x.persons); }); }},
        {"communication.preference_set", {}, R"({"channel":"sms","avoid":["phone"]})", "sms not phone", [](auto& f) { return newest(f.communications, [](auto& x) { return x.channel + " not " + joined(x.avoid); }); }},
    };
}

std::vector<Row> contact_rows() {
    return {
        {"contact.held", {}, R"({"with":["borger"],"channel":"sms","persons":["p1"]})", "sms p1", [](auto& f) { return newest(f.contacts, [](auto& x) { return x.channel + " " + joined(x.persons); }); }},
        {"contact.attempted", {}, R"({"channel":"phone"})", "phone", [](auto& f) { return newest(f.contacts, [](auto& x) { return x.channel; }); }},
        {"guidance.given", {}, R"({"toUnit":"jobcenter"})", "jobcenter", [](auto& f) { return newest(f.guidances, [](auto& x) { return x.to_unit; }); }},
        {"citizen.informed", {}, R"({"topic":"coordinator"})", "coordinator", [](auto& f) { return newest(f.informed, [](auto& x) { return x.topic; }); }},
        {"citizen.involved", {}, R"({"how":"meeting","degree":"led"})", "meeting", [](auto& f) { return newest(f.involvements, [](auto& x) { return x.how; }); }},
        {"citizen.view_recorded", {}, R"({"about":"g1","professionalsMetEarlier":50})", "g1 50", [](auto& f) { return newest(f.citizen_views, [](auto& x) { return x.about + " " + std::to_string(x.professionals_met_earlier); }); }},
        {"citizen.heard", {}, R"({"decision":"a1","exemption":"granted_in_full"})", "granted_in_full", [](auto& f) { return newest(f.decisions, [](auto& x) { return newest(x.hearings, [](auto& y) { return y.exemption; }); }); }},
        {"meeting.convened", {}, R"({"meeting":"m1","agenda":[{"item":"1"},{"item":"2"}],"invitees":[{"party":"bank","stake":"small"}]})", "m1 2 bank", [](auto& f) { return newest(f.meetings, [](auto& x) { return x.meeting + " " + number(x.agenda.size()) + " " + newest(x.invitees, [](auto& y) { return y.party; }); }); }},
        {"meeting.held", {}, R"({"meeting":"m1","leader":"k1","covered":["1"],"attendees":[{"party":"borger"}]})", "k1 1 borger", [](auto& f) { return newest(f.meetings, [](auto& x) { return x.leader + " " + joined(x.covered) + " " + newest(x.attendees, [](auto& y) { return y.party; }); }); }},
        {"meeting.cancelled", {R"(2026-01-03 meeting.convened {"meeting":"m1"})"}, R"({"meeting":"m1","reason":"ill"})", "ill", [](auto& f) { return newest(f.meetings, [](auto& x) { return x.cancel_reason; }); }},
        {"meeting.attendance_rated", {}, R"({"meeting":"m1","party":"bank","useful":"no"})", "bank", [](auto& f) { return newest(f.meetings, [](auto& x) { return newest(x.ratings, [](auto& y) { return y.party; }); }); }},
        {"meeting.minutes_shared", {R"(2026-01-03 meeting.held {"meeting":"m1"})"}, R"({"meeting":"m1"})", "2026-01-10", [](auto& f) { return newest(f.meetings, [](auto& x) { return day(x.minutes_shared); }); }},
    };
}

std::vector<Row> information_rows() {
    return {
        {"information.requested", {}, R"({"request":"q1","topic":"health","updateWanted":"yes"})", "q1 health", [](auto& f) { return newest(f.requests, [](auto& x) { return x.request + " " + x.scope.topic; }); }},
        {"information.provided", {R"(2026-01-03 information.requested {"request":"q1","topic":"health"})"}, R"({"request":"q1","holder":"handicap"})", "handicap health", [](auto& f) { return newest(f.requests, [](auto& x) { return newest(x.provisions, [](auto& y) { return y.holder + " " + y.scope.topic; }); }); }},
        {"information.request_withdrawn", {R"(2026-01-03 information.requested {"request":"q1"})"}, R"({"request":"q1","reason":"already_held"})", "already_held", [](auto& f) { return newest(f.requests, [](auto& x) { return x.withdrawal_reason; }); }},
        {"information.reused", {}, R"({"request":"q1","unit":"jobcenter"})", "q1 jobcenter", [](auto& f) { return newest(f.reuses, [](auto& x) { return x.request + " " + x.unit; }); }},
        {"information.shared", {}, R"({"to":["bank"],"topic":"economy","consent":"s1"})", "bank economy s1", [](auto& f) { return newest(f.shares, [](auto& x) { return joined(x.to) + " " + x.topic + " " + x.consent; }); }},
        {"consent.given", {}, R"({"consent":"s1","scope":["economy"]})", "s1 economy", [](auto& f) { return newest(f.consents, [](auto& x) { return x.consent + " " + joined(x.scope); }); }},
        {"consent.withdrawn", {R"(2026-01-03 consent.given {"consent":"s1"})"}, R"({"consent":"s1"})", "2026-01-10", [](auto& f) { return newest(f.consents, [](auto& x) { return day(x.withdrawn); }); }},
        {"knowledge.consulted", {}, R"({"specialist":"s9","topic":"brain_injury"})", "s9 brain_injury", [](auto& f) { return newest(f.knowledge, [](auto& x) { return x.specialist + " " + x.topic; }); }},
        {"knowledge.contributed", {}, R"({"to":["bank"]})", "bank", [](auto& f) { return newest(f.knowledge, [](auto& x) { return joined(x.to); }); }},
        {"disagreement.raised", {}, R"({"disagreement":"u1","about":"needs"})", "u1 needs", [](auto& f) { return newest(f.disagreements, [](auto& x) { return x.disagreement + " " + x.about; }); }},
        {"disagreement.resolved", {R"(2026-01-03 disagreement.raised {"disagreement":"u1"})"}, R"({"disagreement":"u1","how":"meeting"})", "meeting", [](auto& f) { return newest(f.disagreements, [](auto& x) { return x.how; }); }},
        {"uncertainty.raised", {}, R"({"uncertainty":"t1","about":"law"})", "t1 law", [](auto& f) { return newest(f.uncertainties, [](auto& x) { return x.uncertainty + " " + x.about; }); }},
        {"uncertainty.resolved", {R"(2026-01-03 uncertainty.raised {"uncertainty":"t1"})"}, R"({"uncertainty":"t1","how":"asked"})", "asked", [](auto& f) { return newest(f.uncertainties, [](auto& x) { return x.how; }); }},
    };
}

std::vector<Row> goal_rows() {
    return {
        {"goal.proposed", {}, R"({"goal":"g2","theme":"t"})", "g2 t", [](auto& f) { return newest(f.goal_proposals, [](auto& x) { return x.goal + " " + x.theme; }); }},
        {"goal.agreed", {}, R"({"goal":"g1","theme":"t"})", "g1 t", [](auto& f) { return newest(f.goals, [](auto& x) { return x.goal + " " + x.theme; }); }},
        {"goal.endorsed", {agreed}, R"({"goal":"g1","by":{"party":"bank"}})", "bank", [](auto& f) { return newest(f.goals, [](auto& x) { return newest(x.endorsements, [](auto& y) { return y.party; }); }); }},
        {"goal.progress_rated", {agreed}, R"({"goal":"g1","level":"severe"})", "1", [](auto& f) { return newest(f.goals, [](auto& x) { return number(x.ratings.size()); }); }},
        {"goal.closed", {agreed}, R"({"goal":"g1"})", "2026-01-10", [](auto& f) { return newest(f.goals, [](auto& x) { return day(x.closed); }); }},
        {"plan.offered", {}, R"({"plan":"p1","kind":"sl141"})", "sl141", [](auto& f) { return newest(f.plans, [](auto& x) { return x.kind; }); }},
        {"plan.created", {}, R"({"plan":"p1","goals":["g1"],"actions":[{"action":"a","responsible":"bank"}]})", "g1 bank", [](auto& f) { return newest(f.plans, [](auto& x) { return joined(x.goals) + " " + newest(x.actions, [](auto& y) { return y.responsible; }); }); }},
        {"plan.revised", {R"(2026-01-03 plan.created {"plan":"p1","goals":["g1"]})"}, R"({"plan":"p1","goals":["g2"]})", "g2", [](auto& f) { return newest(f.plans, [](auto& x) { return joined(x.goals); }); }},
        {"plan.declined", {}, R"({"plan":"p1"})", "2026-01-10", [](auto& f) { return newest(f.plans, [](auto& x) { return day(x.declined); }); }},
        {"service.started", {}, R"({"specification":{"service":"y1","type":"bpa","unit":"handicap"}})", "y1 bpa handicap", [](auto& f) { return newest(f.services, [](auto& x) { return x.service + " " + x.latest().type + " " + x.latest().unit; }); }},
        {"service.changed", {R"(2026-01-03 service.started {"specification":{"service":"y1"}})"}, R"({"specification":{"service":"y1"},"reason":"coordination"})", "coordination", [](auto& f) { return newest(f.services, [](auto& x) { return joined(x.change_reasons); }); }},
        {"service.ended", {R"(2026-01-03 service.started {"specification":{"service":"y1"}})"}, R"({"service":"y1","reason":"done"})", "done", [](auto& f) { return newest(f.services, [](auto& x) { return x.end_reason; }); }},
    };
}

std::vector<Row> decision_rows() {
    return {
        {"assessment.started", {}, R"({"assessment":"v1","method":"vum2"})", "vum2", [](auto& f) { return newest(f.assessments, [](auto& x) { return x.method; }); }},
        {"assessment.theme_scored", {}, R"({"assessment":"v1","theme":"t","level":"severe"})", "t", [](auto& f) { return newest(f.assessments, [](auto& x) { return newest(x.themes, [](auto& y) { return y.theme; }); }); }},
        {"assessment.completed", {}, R"({"assessment":"v1","targetGroups":["a","b"]})", "a,b", [](auto& f) { return newest(f.assessments, [](auto& x) { return joined(x.target_groups); }); }},
        {"application.received", {}, R"({"application":"s1","services":[{"service":"y1","weeklyTimes":[{"weekday":"monday","fromMinute":540,"toMinute":1320}]}]})", "s1 540", [](auto& f) { return newest(f.applications, [](auto& x) { return x.application + " " + std::to_string(x.services.at(0).weekly_times.at(0).from_minute); }); }},
        {"offer.declined", {}, R"({"type":"dagtilbud"})", "dagtilbud", [](auto& f) { return newest(f.declined_offers, [](auto& x) { return x.type; }); }},
        {"decision.drafted", {}, R"({"decision":"a1","unit":"handicap"})", "2026-01-10 handicap", [](auto& f) { return newest(f.decisions, [](auto& x) { return day(x.drafted) + " " + x.unit; }); }},
        {"decision.discussed", {}, R"({"decision":"a1","with":[{"unit":"jobcenter"}]})", "jobcenter", [](auto& f) { return newest(f.decisions, [](auto& x) { return newest(x.discussions, [](auto& y) { return y.with.at(0).unit; }); }); }},
        {"decision.issued", {}, R"({"decision":"a1","outcome":"granted"})", "granted", [](auto& f) { return newest(f.decisions, [](auto& x) { return x.outcome; }); }},
        {"decision.appealed", {}, R"({"decision":"a1","appeal":"k1"})", "k1", [](auto& f) { return newest(f.decisions, [](auto& x) { return newest(x.appeals, [](auto& y) { return y.appeal; }); }); }},
        {"appeal.resolved", {R"(2026-01-03 decision.appealed {"decision":"a1","appeal":"k1"})"}, R"({"decision":"a1","appeal":"k1","result":"changed"})", "1", [](auto& f) { return newest(f.decisions, [](auto& x) { return newest(x.appeals, [](auto& y) { return number(y.answers.size()); }); }); }},
        {"commitment.made", {}, R"({"commitment":"c1","backingDecision":"a1"})", "c1 a1", [](auto& f) { return newest(f.commitments, [](auto& x) { return x.commitment + " " + x.backing_decision; }); }},
        {"commitment.kept", {promised}, R"({"commitment":"c1"})", "2026-01-10", [](auto& f) { return newest(f.commitments, [](auto& x) { return day(x.kept); }); }},
        {"commitment.broken", {promised}, R"({"commitment":"c1","reason":"lack_of_time"})", "lack_of_time", [](auto& f) { return newest(f.commitments, [](auto& x) { return x.break_reason; }); }},
        {"commitment.renegotiated", {promised}, R"({"commitment":"c1","newDue":"2026-04-01"})", "2026-04-01", [](auto& f) { return newest(f.commitments, [](auto& x) { return format_when(facts::due_in_force(x.due, x.renegotiated)); }); }},
        {"deadline.set", {}, R"({"deadline":"d1","unit":"handicap"})", "d1 handicap", [](auto& f) { return newest(f.deadlines, [](auto& x) { return x.deadline + " " + x.unit; }); }},
        {"deadline.met", {set}, R"({"deadline":"d1"})", "2026-01-10", [](auto& f) { return newest(f.deadlines, [](auto& x) { return day(x.met); }); }},
        {"deadline.extended", {set}, R"({"deadline":"d1","newDue":"2026-04-01"})", "2026-04-01", [](auto& f) { return newest(f.deadlines, [](auto& x) { return format_when(facts::due_in_force(x.due, x.extended)); }); }},
    };
}

std::vector<Row> transition_rows() {
    const std::string proposed = R"(2026-01-03 handover.proposed {"handover":"h1"})";
    return {
        {"transition.announced", {}, R"({"transition":"t1","fromSectors":["psychiatry"]})", "psychiatry", [](auto& f) { return newest(f.transitions, [](auto& x) { return joined(x.from_sectors); }); }},
        {"transition.left", {}, R"({"transition":"t1"})", "2026-01-10", [](auto& f) { return newest(f.transitions, [](auto& x) { return day(x.left); }); }},
        {"handover.proposed", {}, R"({"handover":"h1","documents":["dok1"]})", "dok1", [](auto& f) { return newest(f.handovers, [](auto& x) { return joined(x.documents); }); }},
        {"handover.accepted", {proposed}, R"({"handover":"h1","receiver":"k1"})", "k1", [](auto& f) { return newest(f.handovers, [](auto& x) { return x.receiver; }); }},
        {"handover.rejected", {proposed}, R"({"handover":"h1","reason":"wrong_unit"})", "wrong_unit", [](auto& f) { return newest(f.handovers, [](auto& x) { return x.reject_reason; }); }},
        {"handover.completed", {proposed}, R"({"handover":"h1","closedItems":["x"]})", "x", [](auto& f) { return newest(f.handovers, [](auto& x) { return joined(x.closed_items); }); }},
    };
}

std::vector<Row> evaluation_rows() {
    return {
        {"survey.invited", {}, R"({"survey":"s","respondent":"r1"})", "r1", [](auto& f) { return newest(f.surveys, [](auto& x) { return x.respondent; }); }},
        {"survey.answered", {}, R"({"survey":"s","respondent":"r1","answers":[{"item":"tryg","state":"answered","value":4}]})", "tryg 4", [](auto& f) { return newest(f.surveys, [](auto& x) { return x.answers.at(0).item + " " + std::to_string(x.answers.at(0).value); }); }},
        {"survey.declined", {}, R"({"survey":"s","respondent":"r1"})", "declined", [](auto& f) { return newest(f.surveys, [](auto& x) { return x.kind == facts::SurveyStep::Kind::declined ? "declined" : "other"; }); }},
        {"monitoring.registered", {}, R"({"period":"2026-03"})", "2026-03", [](auto& f) { return newest(f.monitorings, [](auto& x) { return x.period; }); }},
        {"feedback.recorded", {}, R"({"themes":["tryghed"],"toldTo":"evaluator"})", "tryghed evaluator", [](auto& f) { return newest(f.feedback, [](auto& x) { return joined(x.themes) + " " + x.told_to; }); }},
        {"lesson.recorded", {}, R"({"lesson":"e1","phase":"oplysning"})", "e1 oplysning", [](auto& f) { return newest(f.lessons, [](auto& x) { return x.lesson + " " + x.phase; }); }},
        {"practice.highlighted", {}, R"({"events":[)" + an_event + R"(],"phase":"oplysning"})", "1 oplysning", [](auto& f) { return newest(f.highlighted, [](auto& x) { return number(x.events.size()) + " " + x.phase; }); }},
        {"tool.used", {}, R"({"tool":"netvaerkskort"})", "netvaerkskort", [](auto& f) { return newest(f.tools, [](auto& x) { return x.tool; }); }},
        {"advice.shown", {}, R"({"rule":"R1","result":"met"})", "R1 met", [](auto& f) { return newest(f.advice, [](auto& x) { return x.rule + " " + x.result; }); }},
        {"advice.followed", {}, R"({"rule":"R1","evidence":[)" + an_event + R"(]})", "R1 1", [](auto& f) { return newest(f.advice, [](auto& x) { return x.rule + " " + number(x.evidence.size()); }); }},
        {"advice.overridden", {}, R"({"rule":"R1","reason":"citizen_wish"})", "citizen_wish", [](auto& f) { return newest(f.advice, [](auto& x) { return x.reason; }); }},
    };
}

std::vector<Row> all_rows() {
    std::vector<Row> all;
    for (auto rows : {case_rows(), coordination_rows(), network_rows(), contact_rows(), information_rows(), goal_rows(), decision_rows(),
                      transition_rows(), evaluation_rows()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

std::string answer(const Row& row, bool with_event) {
    HistoryBuilder builder;
    for (const std::string& line : row.before) builder.add(line);
    if (with_event) builder.add("2026-01-10 " + row.type + " " + row.payload);
    return row.ask(facts::facts_of(builder.case_id(), builder.history()).value());
}

}  // namespace

TEST_CASE("every event type of a case adds its facts, and without the event they are not there") {
    for (const Row& row : all_rows()) {
        CAPTURE(row.type);
        CHECK(answer(row, true) == row.says);
        CHECK(answer(row, false) != row.says);
    }
}

TEST_CASE("no event type that a case can have is missing among the rows") {
    std::set<std::string_view> shown = {"event.corrected", "event.retracted"};  // they act on the events in force
    const auto rows = all_rows();
    for (const Row& row : rows) shown.insert(row.type);
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        if (std::find(type.streams.begin(), type.streams.end(), StreamKind::case_) != type.streams.end()) CHECK(shown.contains(type.name));
    }
}

TEST_CASE("each fact names its event, when it was recorded and who did it") {
    HistoryBuilder builder;
    builder.add(opened).add(R"(2026-01-05 goal.agreed {"goal":"g1"} {"actor":{"pseudonym":"k1","unit":"a"},"onBehalfOf":{"pseudonym":"k2","unit":"b"}})",
                            "2026-01-20T08:00:00Z");
    const CaseFacts facts = facts::facts_of(builder.case_id(), builder.history()).value();
    const Told& agreed_at = facts.goals.at(0).agreed;
    CHECK(agreed_at.event == HistoryBuilder::event_id(2));
    CHECK(format_instant(agreed_at.recorded) == "2026-01-20T08:00:00Z");
    CHECK(facts.act(agreed_at).by == "k2");
    CHECK(facts.act(agreed_at).unit == "b");
    CHECK(facts.act(agreed_at).type->name == "goal.agreed");
}

TEST_CASE("a new date counts only if it was given by the one before") {
    HistoryBuilder builder;
    builder.add(promised)
        .add(R"(2026-03-01 commitment.renegotiated {"commitment":"c1","newDue":"2026-03-10"})")   // on the day: in time
        .add(R"(2026-03-11 commitment.renegotiated {"commitment":"c1","newDue":"2026-04-01"})");  // the day after: too late
    const CaseFacts facts = facts::facts_of(builder.case_id(), builder.history()).value();
    const facts::Commitment& commitment = facts.commitments.at(0);
    CHECK(format_when(facts::due_in_force(commitment.due, commitment.renegotiated)) == "2026-03-10");
}

TEST_CASE("an answer nobody asked for is held all the same, and belongs to no request that was made") {
    HistoryBuilder builder;
    builder.add(R"(2026-01-05 information.provided {"topic":"health","holder":"handicap"})");
    const CaseFacts facts = facts::facts_of(builder.case_id(), builder.history()).value();
    REQUIRE(facts.requests.size() == 1);
    CHECK_FALSE(facts.requests[0].requested.has_value());
    CHECK(facts.requests[0].provisions.at(0).holder == "handicap");
}

}  // namespace forloeb
