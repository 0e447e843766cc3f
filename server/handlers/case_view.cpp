#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Status answer_case_view(const Engine& engine, const Passage& passage, const AsOf& as_of, answers::CaseViewQuery::Reader request,
                        answers::CaseView::Builder out) {
    CaseViewQuery query;
    query.view = request.getView();
    query.audience = request.getAudience();
    if (request.getSoonDays() != 0) query.soon_days = request.getSoonDays();
    query.topics = texts_of(request.getTopics());
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_case_view(engine, receipt, read_id(request.getCaseId()), as_of, query, out);
}

}  // namespace forloeb
