#include "server/handlers/query.hpp"

#include "projections/queries.hpp"
#include "server/handlers/as_of.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {

Status query(const Engine& engine, Projections& projections, wire::Query::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const AsOf as_of, read_as_of(request.getAsOf()));
    auto answer = reply.initAnswer();
    switch (request.which()) {
        case wire::Query::CASE_LIST: return answer_case_list(engine, projections, as_of, request.getCaseList(), answer.initCaseList());
        case wire::Query::CASE_OVERVIEW:
            return query_case_overview(engine, read_id(request.getCaseOverview()), as_of, answer.initCaseOverview());
        case wire::Query::CASE_TIMELINE: return answer_case_timeline(engine, as_of, request.getCaseTimeline(), answer.initCaseTimeline());
        case wire::Query::PARTNER_MAP: return answer_partner_map(engine, as_of, request.getPartnerMap(), answer.initPartnerMap());
        case wire::Query::DERIVED_HANDOVERS:
            return answer_derived_handovers(engine, projections, as_of, request.getDerivedHandovers(), answer.initDerivedHandovers());
        case wire::Query::CASE_HANDOVERS: return answer_case_handovers(engine, as_of, request.getCaseHandovers(), answer.initCaseHandovers());
        case wire::Query::MEASURE_LIST: return query_measures(engine, as_of, answer.initMeasureList());
        case wire::Query::MEASURE_RUN: return run_measure(engine, as_of, request.getMeasureRun(), answer.initMeasureRun());
    }
    return fail(ErrorKind::unsupported, "This server does not know that question; it may be newer than the server.");
}

}  // namespace forloeb
