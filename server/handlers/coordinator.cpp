#include "projections/queries.hpp"
#include "server/handlers/as_of.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Status answer_coordinator(const Engine& engine, const Passage& passage, Projections& projections, const AsOf& as_of,
                          answers::CoordinatorQuery::Reader request, answers::CoordinatorView::Builder out) {
    CoordinatorQuery query;
    query.coordinator = text_of(request.getCoordinator());
    query.view = request.getView();
    if (request.getSoonDays() != 0) query.soon_days = request.getSoonDays();
    if (request.getContactDays() != 0) query.contact_days = request.getContactDays();
    query.since = {request.getSincePosition()};
    FORLOEB_TRY(const auto since, read_bound(request.getSince(), "since"));
    if (since) {
        FORLOEB_TRY(query.since, engine.prefix_known_at(*since));
    }
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_coordinator(engine, receipt, *runner, as_of, query, out);
}

}  // namespace forloeb
