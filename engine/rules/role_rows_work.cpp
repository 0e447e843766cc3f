// Roles of event types: the work: assessments, goals, plans, services, decisions, promises, information. See event_roles.hpp.
#include "engine/rules/role_rows.hpp"
#include "events/schema/assessment.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/decision.capnp.h"
#include "events/schema/friction.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/information.capnp.h"
#include "events/schema/plan.capnp.h"
#include "events/schema/promise.capnp.h"

namespace forloeb {
namespace {

// An appeal is followed within the thread of its decision.
template <typename Type>
RoleSubject read_appeal(RolePayload payload) {
    return {role_text(payload.getAs<Type>().getDecision()), role_text(payload.getAs<Type>().getAppeal())};
}

template <typename Type>
RoleSubject read_service(RolePayload payload) {
    const auto specification = payload.getAs<Type>().getSpecification();
    return {role_text(specification.getService()), {}, role_day(specification.getValidTo())};
}

}  // namespace

void add_work_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<ApplicationReceived, &ApplicationReceived::Reader::getApplication>(application, step, once_opened);
    roles.add<OfferDeclined>(while_open);
    roles.add<AssessmentStarted, &AssessmentStarted::Reader::getAssessment>(assessment, start, while_open);
    roles.add<AssessmentThemeScored, &AssessmentThemeScored::Reader::getAssessment>(assessment, use, while_open);
    roles.add<AssessmentCompleted, &AssessmentCompleted::Reader::getAssessment>(assessment, end, while_open);
    roles.add<GoalProposed, &GoalProposed::Reader::getGoal>(goal, step, while_open);
    roles.add<GoalAgreed, &GoalAgreed::Reader::getGoal>(goal, start, while_open);
    roles.add<GoalEndorsed, &GoalEndorsed::Reader::getGoal>(goal, use, while_open);
    roles.add<GoalProgressRated, &GoalProgressRated::Reader::getGoal>(goal, use, while_open);
    roles.add<GoalClosed, &GoalClosed::Reader::getGoal>(goal, end, once_opened);
    roles.add<PlanOffered, &PlanOffered::Reader::getPlan>(plan, step, while_open);
    roles.add<PlanCreated, &PlanCreated::Reader::getPlan>(plan, start, while_open);
    roles.add<PlanRevised, &PlanRevised::Reader::getPlan>(plan, use, while_open);
    roles.add<PlanDeclined, &PlanDeclined::Reader::getPlan>(plan, step, while_open);
    // A service may have run before this case was opened, and run on after it.
    roles.add<ServiceStarted>(service, start, once_opened, &read_service<ServiceStarted>);
    roles.add<ServiceChanged>(service, use, once_opened, &read_service<ServiceChanged>);
    roles.add<ServiceEnded, &ServiceEnded::Reader::getService>(service, end, once_opened);
    roles.add<CitizenHeard, &CitizenHeard::Reader::getDecision>(decision, step, while_open);
    roles.add<DecisionDrafted, &DecisionDrafted::Reader::getDecision>(decision, step, while_open);
    roles.add<DecisionDiscussed, &DecisionDiscussed::Reader::getDecision>(decision, step, while_open);
    roles.add<DecisionIssued, &DecisionIssued::Reader::getDecision>(decision, step, while_open);
    roles.add<DecisionAppealed>(decision, step, once_opened, &read_appeal<DecisionAppealed>);
    roles.add<AppealResolved>(decision, step, once_opened, &read_appeal<AppealResolved>);
    // What was promised or due is settled when it is settled, also after the case.
    roles.add<CommitmentMade, &CommitmentMade::Reader::getCommitment>(commitment, step, while_open);
    roles.add<CommitmentKept, &CommitmentKept::Reader::getCommitment>(commitment, step, once_opened);
    roles.add<CommitmentBroken, &CommitmentBroken::Reader::getCommitment>(commitment, step, once_opened);
    roles.add<CommitmentRenegotiated, &CommitmentRenegotiated::Reader::getCommitment>(commitment, step, once_opened);
    roles.add<DeadlineSet, &DeadlineSet::Reader::getDeadline>(deadline, step, while_open);
    roles.add<DeadlineMet, &DeadlineMet::Reader::getDeadline>(deadline, step, once_opened);
    roles.add<DeadlineExtended, &DeadlineExtended::Reader::getDeadline>(deadline, step, once_opened);
    roles.add<TimeRegistered>(once_opened);
    roles.add<DisagreementRaised, &DisagreementRaised::Reader::getDisagreement>(disagreement, start, while_open);
    roles.add<DisagreementResolved, &DisagreementResolved::Reader::getDisagreement>(disagreement, end, once_opened);
    roles.add<UncertaintyRaised, &UncertaintyRaised::Reader::getUncertainty>(uncertainty, start, while_open);
    roles.add<UncertaintyResolved, &UncertaintyResolved::Reader::getUncertainty>(uncertainty, end, once_opened);
}

void add_information_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<InformationRequested, &InformationRequested::Reader::getRequest>(request, step, while_open);
    roles.add<InformationProvided, &InformationProvided::Reader::getRequest>(request, step, once_opened)
        .may_be_unnamed = true;
    roles.add<InformationRequestWithdrawn, &InformationRequestWithdrawn::Reader::getRequest>(request, step,
                                                                                             once_opened);
    roles.add<InformationReused, &InformationReused::Reader::getRequest>(request, step, while_open).may_be_unnamed =
        true;
    roles.add<InformationShared, &InformationShared::Reader::getConsent>(consent, use, once_opened).may_be_unnamed =
        true;
    roles.add_until<ConsentGiven, &ConsentGiven::Reader::getConsent>(consent, start, once_opened);
    roles.add<ConsentWithdrawn, &ConsentWithdrawn::Reader::getConsent>(consent, end, once_opened);
    roles.add<KnowledgeConsulted>(while_open);
    roles.add<KnowledgeContributed>(while_open);
}

}  // namespace forloeb
