#include "engine/rules/event_roles.hpp"

#include <memory>
#include <unordered_map>

#include "events/schema/assessment.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/schema/decision.capnp.h"
#include "events/schema/evaluation.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/network.capnp.h"
#include "events/schema/person.capnp.h"
#include "events/schema/promise.capnp.h"
#include "events/schema/transition.capnp.h"

namespace forloeb {
namespace {

using Payload = capnp::AnyPointer::Reader;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

struct Roles {
    std::unordered_map<const EventType*, EventRole> own;

    template <typename Type>
    void add(ThreadKind thread, ThreadPart part, CaseTime when, RoleSubject (*read)(Payload) = nullptr) {
        const auto& type = event_type<Type>();
        own.emplace(&type, EventRole{&type, thread, part, when, read});
    }
    template <typename Type>
    void add(CaseTime when) { add<Type>(ThreadKind::none, ThreadPart::nothing, when); }
};

// READ(T, getGoal) reads the reference of T's thread.
#define FORLOEB_READ(Type, getter) [](Payload p) { return RoleSubject{text_of(p.getAs<Type>().getter()), {}}; }
#define FORLOEB_READ_PERSON(Type) [](Payload p) { return RoleSubject{{}, text_of(p.getAs<Type>().getPerson())}; }

template <typename Type>
RoleSubject read_survey(Payload payload) {
    const auto survey = payload.getAs<Type>();
    // Two surveys differ if any of these does; the separator cannot occur in a code.
    return {text_of(survey.getSurvey()) + '|' + text_of(survey.getWave()) + '|' + text_of(survey.getRespondent()), {}};
}

void add_case_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<IntakeReceived>(intake, start, any);
    roles.add<IntakeDeclined>(intake, use, any);
    roles.add<CaseOpened>(case_, start, any);
    roles.add<CaseClosed>(case_, end, once_opened);
    roles.add<CaseReopened>(case_, start, once_opened);
    roles.add<PhaseEntered>(while_open);
    roles.add<ExternalRecorded>(once_opened);
    roles.add<NoteRecorded>(any);  // the duty to take notes does not wait for a case
    roles.add<EventCorrected>(any);
    roles.add<EventRetracted>(any);
    roles.add<ImportRetracted>(any);
    roles.add<SubjectDescribed>(any);
}

void add_people_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<CoordinatorNeedAssessed>(while_open);
    roles.add<ComplexityAssessed>(while_open);
    roles.add<CoordinatorAssigned>(coordinator, start, while_open, FORLOEB_READ_PERSON(CoordinatorAssigned));
    roles.add<CoordinatorReleased>(coordinator, end, once_opened, FORLOEB_READ_PERSON(CoordinatorReleased));
    roles.add<CoordinatorAnnounced>(coordinator, use, while_open);
    roles.add<CoordinatorAcknowledged>(coordinator, use, while_open);
    // A mother was there before the case was, and the network does not end with it.
    roles.add<PartnerAdded>(partner, start, once_opened, FORLOEB_READ(PartnerAdded, getParty));
    roles.add<PartnerChanged>(partner, use, once_opened, FORLOEB_READ(PartnerChanged, getParty));
    roles.add<PartnerRemoved>(partner, end, once_opened, FORLOEB_READ(PartnerRemoved, getParty));
    roles.add<CommunicationPreferenceSet>(once_opened);
    roles.add<ContactHeld>(while_open);
    roles.add<ContactAttempted>(while_open);
    roles.add<CitizenInformed>(while_open);
    roles.add<CitizenInvolved>(while_open);
    roles.add<CitizenViewRecorded>(once_opened);  // the citizen may speak at any time
    roles.add<MeetingConvened>(meeting, start, while_open, FORLOEB_READ(MeetingConvened, getMeeting));
    roles.add<MeetingHeld>(meeting, step, while_open, FORLOEB_READ(MeetingHeld, getMeeting));
    roles.add<MeetingCancelled>(meeting, end, once_opened, FORLOEB_READ(MeetingCancelled, getMeeting));
}

void add_transition_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<TransitionAnnounced>(transition, step, any, FORLOEB_READ(TransitionAnnounced, getTransition));
    roles.add<TransitionLeft>(transition, step, once_opened, FORLOEB_READ(TransitionLeft, getTransition));
    // A hospital proposes before the municipality opens its case, and the receiver answers when it can.
    roles.add<HandoverProposed>(handover, step, once_opened, FORLOEB_READ(HandoverProposed, getHandover));
    roles.add<HandoverAccepted>(handover, step, once_opened, FORLOEB_READ(HandoverAccepted, getHandover));
    roles.add<HandoverRejected>(handover, step, once_opened, FORLOEB_READ(HandoverRejected, getHandover));
    roles.add<HandoverCompleted>(handover, step, once_opened, FORLOEB_READ(HandoverCompleted, getHandover));
}

void add_work_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<ApplicationReceived>(application, step, once_opened, FORLOEB_READ(ApplicationReceived, getApplication));
    roles.add<OfferDeclined>(while_open);
    roles.add<AssessmentStarted>(assessment, start, while_open, FORLOEB_READ(AssessmentStarted, getAssessment));
    roles.add<AssessmentThemeScored>(assessment, use, while_open, FORLOEB_READ(AssessmentThemeScored, getAssessment));
    roles.add<AssessmentCompleted>(assessment, end, while_open, FORLOEB_READ(AssessmentCompleted, getAssessment));
    roles.add<GoalAgreed>(goal, start, while_open, FORLOEB_READ(GoalAgreed, getGoal));
    roles.add<GoalEndorsed>(goal, use, while_open, FORLOEB_READ(GoalEndorsed, getGoal));
    roles.add<GoalProgressRated>(goal, use, while_open, FORLOEB_READ(GoalProgressRated, getGoal));
    roles.add<GoalClosed>(goal, end, once_opened, FORLOEB_READ(GoalClosed, getGoal));
    roles.add<DecisionDrafted>(decision, step, while_open, FORLOEB_READ(DecisionDrafted, getDecision));
    roles.add<DecisionDiscussed>(decision, step, while_open, FORLOEB_READ(DecisionDiscussed, getDecision));
    roles.add<DecisionIssued>(decision, step, while_open, FORLOEB_READ(DecisionIssued, getDecision));
    // What was promised or due is settled when it is settled, also after the case.
    roles.add<CommitmentMade>(commitment, step, while_open, FORLOEB_READ(CommitmentMade, getCommitment));
    roles.add<CommitmentKept>(commitment, step, once_opened, FORLOEB_READ(CommitmentKept, getCommitment));
    roles.add<CommitmentBroken>(commitment, step, once_opened, FORLOEB_READ(CommitmentBroken, getCommitment));
    roles.add<DeadlineSet>(deadline, step, while_open, FORLOEB_READ(DeadlineSet, getDeadline));
    roles.add<DeadlineMet>(deadline, step, once_opened, FORLOEB_READ(DeadlineMet, getDeadline));
    // After-measurements come after the case.
    roles.add<SurveyInvited>(survey, step, once_opened, &read_survey<SurveyInvited>);
    roles.add<SurveyAnswered>(survey, step, once_opened, &read_survey<SurveyAnswered>);
    roles.add<MonitoringRegistered>(once_opened);
}

#undef FORLOEB_READ
#undef FORLOEB_READ_PERSON

const Roles& roles() {
    static const Roles all = [] {
        Roles built;
        add_case_roles(built);
        add_people_roles(built);
        add_transition_roles(built);
        add_work_roles(built);
        return built;
    }();
    return all;
}

const std::unordered_map<const EventType*, EventRole>& default_roles() {
    static const auto all = [] {
        std::unordered_map<const EventType*, EventRole> built;
        for (const EventType& type : all_event_types()) built.emplace(&type, EventRole{.type = &type});
        return built;
    }();
    return all;
}

}  // namespace

bool EventRole::names_its_subject() const {
    using enum ThreadKind;
    return thread != none && thread != case_ && thread != intake && thread != coordinator;
}

const EventRole& role_of(const EventType& type) {
    const auto found = roles().own.find(&type);
    return found != roles().own.end() ? found->second : default_roles().at(&type);
}

bool has_own_role(const EventType& type) { return roles().own.contains(&type); }

}  // namespace forloeb
