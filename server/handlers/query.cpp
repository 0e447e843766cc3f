#include "server/handlers/query.hpp"

#include "projections/advice/queries.hpp"
#include "projections/evaluation/queries.hpp"
#include "projections/measure_facts/stored_cases.hpp"
#include "projections/queries.hpp"
#include "server/handlers/as_of.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

Status only_now(const AsOf& as_of) {
    if (as_of.occurred_by || as_of.known_at || as_of.clock != Clock::recorded)
        return fail(ErrorKind::invalid, "This answer is as of now; look back case by case.", "asOf");
    return {};
}

/// Of rows that do not know the answer none are made for it.
Result<Runner*> runner_that_answers(Projections& projections, const AsOf& as_of) {
    if (!rows_answer(as_of)) return static_cast<Runner*>(nullptr);
    return projections.up_to_date();
}

Status answer_case_overview(const Engine& engine, const Passage& passage, const AsOf& as_of, const Uuid& case_id, answers::CaseOverview::Builder out) {
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_case_overview(engine, receipt, case_id, as_of, out);
}

Status answer_partner_cases(const Engine& engine, Projections& projections, const AsOf& as_of, const std::string& partner, answers::PartnerCases::Builder out) {
    FORLOEB_CHECK(only_now(as_of));
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    return query_partner_cases(engine, *runner, partner, out);
}

Status answer_lessons(const Engine& engine, const Passage& passage, Projections& projections, const AsOf& as_of, answers::LessonIndex::Builder out) {
    FORLOEB_CHECK(only_now(as_of));
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_lessons(engine, receipt, *runner, out);
}

Status answer_measures(const Engine& engine, Projections& projections, const AsOf& as_of, answers::MeasureList::Builder out) {
    FORLOEB_TRY(Runner * runner, runner_that_answers(projections, as_of));
    return query_measures(engine, runner, as_of, out);
}

Status answer_measure_run(const Engine& engine, Projections& projections, const AsOf& as_of, answers::MeasureQuery::Reader request,
                          answers::MeasureResult::Builder out) {
    FORLOEB_TRY(Runner * runner, runner_that_answers(projections, as_of));
    return run_measure(engine, runner, as_of, request, out);
}

Status answer_evaluation_report(const Engine& engine, Projections& projections, const AsOf& as_of, answers::EvaluationQuery::Reader request,
                                answers::EvaluationReport::Builder out) {
    FORLOEB_TRY(Runner * runner, runner_that_answers(projections, as_of));
    return query_evaluation_report(engine, runner, as_of, request, out);
}

}  // namespace

Status query(const Engine& engine, const Passage& passage, Projections& projections, wire::Query::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const AsOf as_of, read_as_of(request.getAsOf()));
    auto answer = reply.initAnswer();
    switch (request.which()) {
        case wire::Query::CASE_LIST: return answer_case_list(engine, projections, as_of, request.getCaseList(), answer.initCaseList());
        case wire::Query::CASE_OVERVIEW:
            return answer_case_overview(engine, passage, as_of, read_id(request.getCaseOverview()), answer.initCaseOverview());
        case wire::Query::CASE_TIMELINE: return answer_case_timeline(engine, passage, as_of, request.getCaseTimeline(), answer.initCaseTimeline());
        case wire::Query::PARTNER_MAP: return answer_partner_map(engine, passage, as_of, request.getPartnerMap(), answer.initPartnerMap());
        case wire::Query::DERIVED_HANDOVERS:
            return answer_derived_handovers(engine, projections, as_of, request.getDerivedHandovers(), answer.initDerivedHandovers());
        case wire::Query::CASE_HANDOVERS: return answer_case_handovers(engine, as_of, request.getCaseHandovers(), answer.initCaseHandovers());
        case wire::Query::MEASURE_LIST: return answer_measures(engine, projections, as_of, answer.initMeasureList());
        case wire::Query::MEASURE_RUN: return answer_measure_run(engine, projections, as_of, request.getMeasureRun(), answer.initMeasureRun());
        case wire::Query::CASE_VIEW: return answer_case_view(engine, passage, as_of, request.getCaseView(), answer.initCaseView());
        case wire::Query::COORDINATOR: return answer_coordinator(engine, passage, projections, as_of, request.getCoordinator(), answer.initCoordinator());
        case wire::Query::PARTNER_CASES: return answer_partner_cases(engine, projections, as_of, text_of(request.getPartnerCases()), answer.initPartnerCases());
        case wire::Query::LESSONS: return answer_lessons(engine, passage, projections, as_of, answer.initLessons());
        case wire::Query::ADVICE_RULES: query_advice_rules(answer.initAdviceRules()); return {};
        case wire::Query::ADVICE: return answer_advice(engine, projections, as_of, request.getAdvice(), answer.initAdvice());
        case wire::Query::INFORMATION_HELD:
            return answer_information_held(engine, projections, as_of, request.getInformationHeld(), answer.initInformationHeld());
        case wire::Query::EVALUATION_REPORT: return answer_evaluation_report(engine, projections, as_of, request.getEvaluationReport(), answer.initEvaluationReport());
        case wire::Query::MEASURE_EXPLAIN: return query_measure_explanation(engine, as_of, request.getMeasureExplain(), answer.initMeasureExplain());
        case wire::Query::EVALUATION_CASES: return query_evaluation_cases(engine, as_of, request.getEvaluationCases(), answer.initEvaluationCases());
        case wire::Query::EVALUATION_REPLAY: return query_evaluation_replay(engine, as_of, request.getEvaluationReplay(), answer.initEvaluationReplay());
        case wire::Query::EVALUATION_EXPORT: return query_evaluation_export(engine, as_of, request.getEvaluationExport(), answer.initEvaluationExport());
    }
    return fail(ErrorKind::unsupported, "This server does not know that question; it may be newer than the server.");
}

}  // namespace forloeb
