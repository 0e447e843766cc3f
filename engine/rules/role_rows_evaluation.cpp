// Roles of event types: evaluation, what is learnt, and the governance of the record. See event_roles.hpp.
#include "engine/rules/role_rows.hpp"
#include "events/schema/access.capnp.h"
#include "events/schema/audit.capnp.h"
#include "events/schema/evaluation.capnp.h"
#include "events/schema/governance.capnp.h"
#include "events/schema/instrument.capnp.h"
#include "events/schema/learning.capnp.h"
#include "events/schema/project.capnp.h"

namespace forloeb {
namespace {

template <typename Type>
RoleSubject read_survey(RolePayload payload) {
    const auto survey = payload.getAs<Type>();
    return {role_text(survey.getSurvey()) + '|' + role_text(survey.getWave(), survey.getRespondent())};
}

template <typename Type>
RoleSubject read_wave(RolePayload payload) {
    return {role_text(payload.getAs<Type>().getWave(), payload.getAs<Type>().getInstrument())};
}
RoleSubject read_period(RolePayload payload) {
    const auto period = payload.getAs<PeriodExpected>();
    return {role_text(period.getPeriod(), period.getInstrument())};
}

}  // namespace

void add_evaluation_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    // After-measurements come after the case.
    roles.add<SurveyInvited>(survey, step, once_opened, &read_survey<SurveyInvited>);
    roles.add<SurveyAnswered>(survey, step, once_opened, &read_survey<SurveyAnswered>);
    roles.add<SurveyDeclined>(survey, step, once_opened, &read_survey<SurveyDeclined>);
    roles.add<MonitoringRegistered>(once_opened);
    roles.add<FeedbackRecorded>(once_opened);
    roles.add<LessonRecorded>(once_opened);
    roles.add<PracticeHighlighted>(once_opened);
    roles.add<ToolUsed>(once_opened);
    // Advice may be about whether to open a case at all.
    roles.add<AdviceShown, &AdviceShown::Reader::getAdvice>(advice, step, any).may_be_unnamed = true;
    roles.add<AdviceFollowed, &AdviceFollowed::Reader::getAdvice>(advice, step, any).may_be_unnamed = true;
    roles.add<AdviceOverridden, &AdviceOverridden::Reader::getAdvice>(advice, step, any).may_be_unnamed = true;
    roles.add<ProjectDesigned>(any);
    roles.add<InstrumentDefined>(any);
    roles.add<WaveOpened>(wave, start, any, &read_wave<WaveOpened>);
    roles.add<WaveClosed>(wave, end, any, &read_wave<WaveClosed>);
    roles.add_until<RespondentEnrolled, &RespondentEnrolled::Reader::getRespondent>(respondent, start, any);
    roles.add<RespondentLeft, &RespondentLeft::Reader::getRespondent>(respondent, end, any);
    roles.add<PeriodExpected>(period, step, any, &read_period);
    roles.add<SeminarHeld, &SeminarHeld::Reader::getSeminar>(seminar, step, any);
}

void add_governance_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<PolicyChanged>(any);
    roles.add<SubjectRestricted>(any);
    roles.add<HoldPlaced, &HoldPlaced::Reader::getHold>(hold, start, any);
    roles.add<HoldLifted, &HoldLifted::Reader::getHold>(hold, end, any);
    roles.add<RetentionExpired>(any);
    roles.add<ArchiveExported>(any);
    roles.add<SubjectKeyDestroyed>(any);
    roles.add<PayloadPurged>(any);
    roles.add<TokenCreated>(any);
    roles.add<TokenRevoked>(any);
    roles.add<AccessLockedOut>(any);
    roles.add<BreakGlassOpened>(any);
    roles.add<BreakGlassReviewed>(any);
    roles.add<ReadRecorded>(any);
}

}  // namespace forloeb
