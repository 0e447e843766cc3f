// Surveys, monitoring and what is learnt, where they stand on the case. Those on a project's stream are not a case's facts.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

std::vector<ItemAnswer> answers_of(capnp::List<::forloeb::ItemAnswer>::Reader answers) {
    std::vector<ItemAnswer> out;
    out.reserve(answers.size());
    for (const auto answer : answers)
        out.push_back({text_of(answer.getItem()), answer.getState(), answer.getValue(), text_of(answer.getChoice())});
    return out;
}

template <typename Reader>
SurveyStep survey_step(SurveyStep::Kind kind, Reader payload, const Occurrence& occurrence) {
    SurveyStep step;
    step.at = occurrence.at;
    step.kind = kind;
    step.survey = text_of(payload.getSurvey());
    step.instrument = text_of(payload.getInstrument());
    step.version = text_of(payload.getVersion());
    step.wave = text_of(payload.getWave());
    step.respondent = text_of(payload.getRespondent());
    step.group = payload.getGroup();
    return step;
}

template <typename Reader>
AdviceStep advice_step(AdviceStep::Kind kind, Reader payload, const Occurrence& occurrence) {
    AdviceStep step;
    step.at = occurrence.at;
    step.kind = kind;
    step.advice = text_of(payload.getAdvice());
    step.rule = text_of(payload.getRule());
    step.rule_version = text_of(payload.getRuleVersion());
    step.evidence = uuids_of(payload.getEvidence());
    return step;
}

}  // namespace

void note(CaseFacts& facts, SurveyInvited::Reader payload, const Occurrence& occurrence) {
    facts.surveys.push_back(survey_step(SurveyStep::Kind::invited, payload, occurrence));
    facts.surveys.back().due = read_moment(payload.getDue());
}

void note(CaseFacts& facts, SurveyAnswered::Reader payload, const Occurrence& occurrence) {
    facts.surveys.push_back(survey_step(SurveyStep::Kind::answered, payload, occurrence));
    facts.surveys.back().answers = answers_of(payload.getAnswers());
}

void note(CaseFacts& facts, SurveyDeclined::Reader payload, const Occurrence& occurrence) {
    facts.surveys.push_back(survey_step(SurveyStep::Kind::declined, payload, occurrence));
}

void note(CaseFacts& facts, MonitoringRegistered::Reader payload, const Occurrence& occurrence) {
    facts.monitorings.push_back({occurrence.at, text_of(payload.getInstrument()), text_of(payload.getVersion()),
                                 text_of(payload.getPeriod()), text_of(payload.getRespondent()), payload.getGroup(),
                                 answers_of(payload.getAnswers())});
}

void note(CaseFacts& facts, FeedbackRecorded::Reader payload, const Occurrence& occurrence) {
    facts.feedback.push_back({occurrence.at, payload.getSpeaker(), text_of(payload.getToldTo()), payload.getSecondHand(),
                              texts_of(payload.getThemes()), uuid_of(payload.getAboutEvent())});
}

void note(CaseFacts& facts, LessonRecorded::Reader payload, const Occurrence& occurrence) {
    facts.lessons.push_back({occurrence.at, text_of(payload.getLesson()), text_of(payload.getSource()), text_of(payload.getPhase()),
                             texts_of(payload.getProblems()), payload.getWorked(), uuids_of(payload.getEvents())});
}

void note(CaseFacts& facts, PracticeHighlighted::Reader payload, const Occurrence& occurrence) {
    facts.highlighted.push_back({occurrence.at, uuids_of(payload.getEvents()), text_of(payload.getPhase()), texts_of(payload.getThemes())});
}

void note(CaseFacts& facts, ToolUsed::Reader payload, const Occurrence& occurrence) {
    facts.tools.push_back({occurrence.at, text_of(payload.getTool()), text_of(payload.getVersion()), text_of(payload.getPhase()),
                           payload.getEasesWork()});
}

void note(CaseFacts& facts, AdviceShown::Reader payload, const Occurrence& occurrence) {
    facts.advice.push_back(advice_step(AdviceStep::Kind::shown, payload, occurrence));
    facts.advice.back().result = text_of(payload.getResult());
}

void note(CaseFacts& facts, AdviceFollowed::Reader payload, const Occurrence& occurrence) {
    facts.advice.push_back(advice_step(AdviceStep::Kind::followed, payload, occurrence));
    facts.advice.back().action = uuid_of(payload.getAction());
}

void note(CaseFacts& facts, AdviceOverridden::Reader payload, const Occurrence& occurrence) {
    facts.advice.push_back(advice_step(AdviceStep::Kind::overridden, payload, occurrence));
    facts.advice.back().reason = text_of(payload.getReason());
}

}  // namespace forloeb::facts
