#include <algorithm>

#include "events/vocabulary/limits.hpp"
#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Status answer_case_list(const Engine& engine, Projections& projections, const AsOf& as_of, wire::Query::CaseList::Reader request,
                        answers::CaseList::Builder out) {
    if (as_of.occurred_by || as_of.known_at || as_of.clock != Clock::recorded)
        return fail(ErrorKind::invalid, "The list of cases is as of now; look back case by case.", "asOf");
    CaseListQuery query;
    query.after = read_id(request.getAfter());
    query.limit = request.getLimit() == 0 ? 100 : std::min(request.getLimit(), static_cast<std::uint32_t>(limits::read_events_max));
    query.state = text_of(request.getState());
    query.unit = text_of(request.getUnit());
    query.source = text_of(request.getSource());
    query.coordinator = text_of(request.getCoordinator());
    query.partner_unit = text_of(request.getPartnerUnit());
    query.citizen = read_id(request.getCitizen());
    query.urgent_first = request.getUrgentFirst();
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    return query_case_list(engine, *runner, query, out);
}

}  // namespace forloeb
