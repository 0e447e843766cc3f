// The fields of the facts that measures read, each list of them once: what FactsEncoder writes and FactsDecoder reads back
// (facts_code.hpp), in the same order. A fact is stored whole, so a measure may read any of its fields: those that few of them
// read are in a part of their own, which such a measure names beside the list (facts_part.cpp). What is in such a part is of
// one list of facts alone, or it could not be read without another.
//
// When a fact gets another field: add it here and raise the version of MeasureFactsProjection.
#pragma once

#include <type_traits>

#include "projections/case_facts/case_facts.hpp"
#include "projections/measure_facts/facts_part.hpp"
#include "projections/measures/recording.hpp"

namespace forloeb {

/// T is Fact, const or not: the encoder reads and the decoder fills.
template <typename T, typename Fact>
concept IsFact = std::is_same_v<std::remove_const_t<T>, Fact>;

template <typename Io, IsFact<Recording::Since> T>
void fields(Io& io, T& it) { io(it.unit, it.type, it.first); }

namespace facts {

// ---- course ----
template <typename Io, IsFact<Act> T>
void fields(Io& io, T& it) {
    io(it.at, it.type, it.imported, it.synthesised);
    io.in(FactsPart::act_by, it.by, it.unit);
    io.in(FactsPart::act_details, it.role, it.organisation, it.entered);
}
template <typename Io, IsFact<Episode> T>
void fields(Io& io, T& it) { io(it.opened, it.closed, it.close_reason, it.outcome); }
template <typename Io, IsFact<AttributesSince> T>
void fields(Io& io, T& it) { io(it.since, it.attributes.unit, it.attributes.target_group, it.attributes.method_version); }
template <typename Io, IsFact<PhaseEntry> T>
void fields(Io& io, T& it) { io(it.at, it.phase); }
template <typename Io, IsFact<SourceEvent> T>
void fields(Io& io, T& it) { io(it.at, it.entered, it.source_position, it.resource, it.unit); }

// ---- coordination ----
template <typename Io, IsFact<CriterionAnswer> T>
void fields(Io& io, T& it) { io(it.criterion, it.kind, it.met, it.evidence); }
template <typename Io, IsFact<NeedDecision> T>
void fields(Io& io, T& it) { io(it.at, it.decision, it.advice, it.criteria_set, it.results, it.reason, it.considerably_reduced, it.method); }
template <typename Io, IsFact<Assignment> T>
void fields(Io& io, T& it) {
    io(it.at, it.released, it.person, it.kind);
    io.in(FactsPart::assignment_details, it.home_unit, it.identity, it.competence_scope, it.experience_band, it.release_reason, it.successor);
}
template <typename Io, IsFact<CoordinatorWord> T>
void fields(Io& io, T& it) { io(it.at, it.party); }
template <typename Io, IsFact<Substitute> T>
void fields(Io& io, T& it) { io(it.person, it.instead_of, it.unit, it.competence_scope, it.appointed, it.ended, it.from, it.to); }
template <typename Io, IsFact<ComplexityDimension> T>
void fields(Io& io, T& it) { io(it.code, it.grade); }
template <typename Io, IsFact<Complexity> T>
void fields(Io& io, T& it) { io(it.at, it.model, it.grade, it.dimensions, it.evidence); }
template <typename Io, IsFact<TimeRegistration> T>
void fields(Io& io, T& it) { io(it.at, it.activity_class, it.minutes, it.period, it.person, it.unit); }
template <typename Io, IsFact<Onboarding> T>
void fields(Io& io, T& it) { io(it.at, it.person, it.topic, it.minutes, it.experience_band, it.unit); }

// ---- network ----
template <typename Io, IsFact<LegalBasis> T>
void fields(Io& io, T& it) { io(it.law, it.paragraph, it.subsection, it.from, it.to); }
template <typename Io, IsFact<PartyLink> T>
void fields(Io& io, T& it) {
    io(it.sector, it.unit, it.organisation, it.person, it.legal_bases);
    io.in(FactsPart::party_details, it.kind, it.role, it.profession, it.identity, it.co_located, it.buy_in, it.law, it.paragraph, it.subsection,
          it.legal_basis_from);
}
template <typename Io, IsFact<PartyPeriod> T>
void fields(Io& io, T& it) {
    io(it.party, it.added, it.removed, it.links);
    io.in(FactsPart::party_details, it.removal_reason);
}
template <typename Io, IsFact<NetworkAssessment> T>
void fields(Io& io, T& it) { io(it.at, it.strength, it.weak, it.persons, it.parties); }

// ---- contact ----
template <typename Io, IsFact<Contact> T>
void fields(Io& io, T& it) {
    io(it.at, it.kind, it.with_citizen, it.in_person, it.by);
    io.in(FactsPart::contact_parties, it.organisation, it.parties, it.persons);
    io.in(FactsPart::contact_details, it.channel, it.topics, it.goals);
}
template <typename Io, IsFact<Informed> T>
void fields(Io& io, T& it) { io(it.at, it.topic, it.channel, it.kinds, it.concerns, it.message, it.unit); }
template <typename Io, IsFact<Involvement> T>
void fields(Io& io, T& it) { io(it.at, it.step, it.degree, it.how); }
template <typename Io, IsFact<CitizenView> T>
void fields(Io& io, T& it) { io(it.at, it.about, it.about_event, it.agrees, it.professionals_met_earlier); }
template <typename Io, IsFact<AgendaItem> T>
void fields(Io& io, T& it) { io(it.item, it.topic); }
template <typename Io, IsFact<Invitee> T>
void fields(Io& io, T& it) { io(it.party, it.kind, it.stake); }
template <typename Io, IsFact<Attendee> T>
void fields(Io& io, T& it) {
    io(it.party, it.kind);
    io.in(FactsPart::attendee_details, it.organisation, it.person, it.unit);
}
template <typename Io, IsFact<AttendanceRating> T>
void fields(Io& io, T& it) { io(it.at, it.party, it.kind, it.useful); }
template <typename Io, IsFact<Meeting> T>
void fields(Io& io, T& it) {
    io(it.meeting, it.kind, it.held, it.leader, it.attendees);
    io.in(FactsPart::meeting_details, it.convened, it.planned, it.form, it.form_reason, it.trigger, it.agenda, it.invitees, it.planned_goals,
          it.planned_leader, it.planned_leader_experience, it.planned_co_leader, it.leader_experience, it.co_leader, it.absent_input, it.covered,
          it.time_kept, it.agreements, it.summary_at, it.goals, it.in_person, it.next_meeting, it.minutes_shared, it.ratings, it.cancelled,
          it.cancel_reason);
}

// ---- information ----
template <typename Io, IsFact<InformationProvision> T>
void fields(Io& io, T& it) {
    io(it.at, it.scope.topic, it.scope.from, it.scope.to, it.by, it.by_organisation, it.holder, it.holder_sector, it.complete, it.document, it.consent,
       it.legal_basis);
}
template <typename Io, IsFact<InformationRequest> T>
void fields(Io& io, T& it) {
    io(it.request, it.requested, it.scope.topic, it.scope.from, it.scope.to, it.from, it.from_organisation, it.from_unit, it.from_sector, it.unit,
       it.sector, it.purpose, it.consent, it.legal_basis, it.update_wanted, it.due, it.provisions, it.withdrawn, it.withdrawal_reason, it.reused);
}
template <typename Io, IsFact<Consent> T>
void fields(Io& io, T& it) { io(it.consent, it.given, it.scope, it.parties, it.purpose, it.valid_from, it.valid_to, it.withdrawn); }

// ---- goals, plans, services ----
template <typename Io, IsFact<Endorsement> T>
void fields(Io& io, T& it) { io(it.at, it.party, it.organisation, it.unit, it.kind, it.sector, it.endorses); }
template <typename Io, IsFact<GoalRating> T>
void fields(Io& io, T& it) { io(it.at, it.level, it.progress, it.rated_by); }
template <typename Io, IsFact<Goal> T>
void fields(Io& io, T& it) {
    io(it.goal, it.agreed, it.citizen_endorses, it.endorsements);
    io.in(FactsPart::goal_details, it.theme, it.type, it.expected_level, it.due, it.shared, it.ratings, it.closed, it.result, it.closing_level);
}
template <typename Io, IsFact<PlanAction> T>
void fields(Io& io, T& it) { io(it.action, it.kind, it.responsible, it.goal, it.due); }
template <typename Io, IsFact<Plan> T>
void fields(Io& io, T& it) {
    io(it.plan, it.created, it.declined, it.citizen_endorsed_creation);
    io.in(FactsPart::plan_details, it.kind, it.offered, it.revised, it.assessment, it.legal_basis, it.goals, it.services, it.actions, it.valid_from,
          it.valid_to, it.next_follow_up, it.responsible, it.unit, it.whole_person);
}
template <typename Io, IsFact<WeeklyTime> T>
void fields(Io& io, T& it) { io(it.weekday, it.from_minute, it.to_minute); }
template <typename Io, IsFact<ServiceTerms> T>
void fields(Io& io, T& it) {
    io(it.service, it.type, it.legal_basis, it.service_level, it.minutes_per_week, it.weekly_times, it.from, it.to, it.unit, it.goals, it.outcome,
       it.themes, it.provider, it.guidelines);
}
template <typename Io, IsFact<Service> T>
void fields(Io& io, T& it) { io(it.service, it.started, it.terms, it.change_reasons, it.decision, it.plan, it.ended, it.end_reason); }

// ---- assessments and decisions ----
template <typename Io, IsFact<ThemeScore> T>
void fields(Io& io, T& it) { io(it.at, it.theme, it.level); }
template <typename Io, IsFact<Assessment> T>
void fields(Io& io, T& it) {
    io(it.assessment, it.started, it.method, it.method_version, it.purpose, it.application, it.level_excludes_support, it.themes, it.completed,
       it.support_need, it.target_groups);
}
template <typename Io, IsFact<Application> T>
void fields(Io& io, T& it) { io(it.application, it.received, it.services, it.unit, it.by, it.decided); }
template <typename Io, IsFact<Discussant> T>
void fields(Io& io, T& it) { io(it.party, it.unit, it.profession, it.specialist); }
template <typename Io, IsFact<Discussion> T>
void fields(Io& io, T& it) { io(it.at, it.with, it.dissent, it.result); }
template <typename Io, IsFact<Hearing> T>
void fields(Io& io, T& it) { io(it.at, it.exemption, it.response_due, it.responded); }
template <typename Io, IsFact<AppealAnswer> T>
void fields(Io& io, T& it) { io(it.at, it.body, it.result, it.partial); }
template <typename Io, IsFact<Appeal> T>
void fields(Io& io, T& it) { io(it.appeal, it.appealed, it.body, it.by, it.answers); }
template <typename Io, IsFact<Decision> T>
void fields(Io& io, T& it) {
    io(it.decision, it.issued);
    io.in(FactsPart::decision_details, it.first, it.drafted, it.drafted_services, it.discussions, it.hearings, it.applications, it.services,
          it.outcome, it.unit, it.reasons_given, it.appeal_until, it.appeal_body, it.hearing_exemption, it.appeals);
}

// ---- promises ----
template <typename Io, IsFact<NewDue> T>
void fields(Io& io, T& it) { io(it.at, it.due, it.reason); }
template <typename Io, IsFact<Commitment> T>
void fields(Io& io, T& it) {
    io(it.commitment, it.made, it.to, it.to_kind, it.kind, it.due, it.within_competence, it.backing_decision, it.meeting, it.renegotiated, it.kept,
       it.broken, it.break_reason);
}
template <typename Io, IsFact<Deadline> T>
void fields(Io& io, T& it) {
    io(it.deadline, it.set, it.kind, it.due, it.basis, it.legal_basis, it.concerns, it.unit, it.extended, it.met);
}

// ---- transitions ----
template <typename Io, IsFact<Transition> T>
void fields(Io& io, T& it) {
    io(it.transition, it.announced, it.left, it.from_sectors, it.from_organisation, it.unit, it.expected, it.planned, it.meeting_requested);
}
template <typename Io, IsFact<OpenItem> T>
void fields(Io& io, T& it) { io(it.item, it.kind, it.due); }
template <typename Io, IsFact<Handover> T>
void fields(Io& io, T& it) {
    io(it.handover, it.transition, it.from, it.from_sector, it.to, it.consent, it.meeting_requested, it.proposed, it.accepted, it.rejected,
       it.completed, it.acceptances, it.rejections, it.reject_reason, it.open_items, it.documents, it.receiver, it.first_contact, it.closed_items);
}

// ---- evaluation ----
template <typename Io, IsFact<ItemAnswer> T>
void fields(Io& io, T& it) { io(it.item, it.state, it.value, it.choice); }
template <typename Io, IsFact<SurveyStep> T>
void fields(Io& io, T& it) {
    io(it.at, it.kind, it.survey, it.instrument, it.version, it.wave, it.respondent, it.group, it.due, it.answers);
}
template <typename Io, IsFact<MonitoringAnswer> T>
void fields(Io& io, T& it) { io(it.at, it.instrument, it.version, it.period, it.respondent, it.group, it.answers); }
template <typename Io, IsFact<Lesson> T>
void fields(Io& io, T& it) { io(it.at, it.lesson, it.source, it.phase, it.problems, it.worked, it.events); }
template <typename Io, IsFact<Feedback> T>
void fields(Io& io, T& it) { io(it.at, it.speaker, it.told_to, it.second_hand, it.themes, it.about_event); }

}  // namespace facts
}  // namespace forloeb
