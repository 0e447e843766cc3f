#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {

Status answer_partner_map(const Engine& engine, const Passage& passage, const AsOf& as_of, wire::Query::PartnerMap::Reader request,
                          answers::PartnerMap::Builder out) {
    const WhenTold when = read_moment(request.getDate());
    std::optional<LocalDate> date;
    if (!when.is_unknown()) {
        if (when.precision == Precision::MONTH) return fail(ErrorKind::invalid, "Give the day the map is to be of.", "date");
        date = local_date(when);
    }
    FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
    return query_partner_map(engine, receipt, read_id(request.getCaseId()), as_of, date, out);
}

}  // namespace forloeb
