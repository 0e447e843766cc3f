#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

template <typename Request>
HandoverQuery read_query(const Request& request) {
    HandoverQuery query;
    if (request.getBy().size() != 0) query.by = text_of(request.getBy());
    query.missing_words = texts_of(request.getMissingWords());
    return query;
}

}  // namespace

Status answer_derived_handovers(const Engine& engine, Projections& projections, const AsOf& as_of,
                                wire::Query::DerivedHandovers::Reader request, answers::DerivedHandovers::Builder out) {
    HandoverQuery query = read_query(request);
    query.source = text_of(request.getSource());
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    return query_derived_handovers(engine, *runner, as_of, query, out);
}

Status answer_case_handovers(const Engine& engine, const AsOf& as_of, wire::Query::CaseHandovers::Reader request,
                             answers::CaseHandovers::Builder out) {
    return query_case_handovers(engine, read_id(request.getCaseId()), as_of, read_query(request), out);
}

}  // namespace forloeb
