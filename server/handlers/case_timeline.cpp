#include <algorithm>

#include "events/vocabulary/limits.hpp"
#include "projections/queries.hpp"
#include "server/handlers/as_of.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Status answer_case_timeline(const Engine& engine, const Passage& passage, const AsOf& as_of, wire::Query::CaseTimeline::Reader request,
                            answers::CaseTimeline::Builder out) {
    TimelineQuery query;
    query.skip = request.getSkip();
    query.limit = request.getLimit() == 0 ? 1000 : std::min(request.getLimit(), static_cast<std::uint32_t>(limits::read_events_max));
    query.originals = request.getOriginals();
    query.types = texts_of(request.getTypes());
    if (request.getLateDays() != 0) query.late_days = request.getLateDays();
    query.audience = request.getAudience();
    query.phase = text_of(request.getPhase());
    FORLOEB_TRY(const auto since, read_bound(request.getSince(), "since"));
    if (since) {
        FORLOEB_TRY(query.since, engine.prefix_known_at(*since));
    }
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_case_timeline(engine, receipt, read_id(request.getCaseId()), as_of, query, out);
}

}  // namespace forloeb
