#include "projections/derived_handovers/derived_handovers.hpp"

#include <capnp/message.h>

#include <map>

#include "projections/derived_handovers/handovers_of.hpp"
#include "projections/runner/row_value.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

std::uint32_t add_pairs(std::vector<Row>& rows, const std::string& family, const facts::CaseFacts& facts, HandoverBy by) {
    const auto derived = derived_handovers_of(facts.source_events, by, {});
    std::map<std::pair<std::string, std::string>, std::uint32_t> pairs;
    for (const DerivedHandover& handover : derived.handovers) ++pairs[{handover.from, handover.to}];
    for (const auto& [pair, count] : pairs) {
        capnp::MallocMessageBuilder message;
        auto row = message.initRoot<rows::DerivedHandoverRow>();
        row.setFrom(pair.first);
        row.setTo(pair.second);
        row.setCount(count);
        rows.push_back({family + pair.first + '\0' + pair.second, row_value(row.asReader())});
    }
    return static_cast<std::uint32_t>(derived.handovers.size());
}

Row case_row(const facts::CaseFacts& facts, std::uint32_t by_resource, std::uint32_t by_unit) {
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<rows::SourceCaseRow>();
    row.setSource(facts.source_system);
    write_moment(row.initFirst(), facts.source_events.front().at.when);
    write_moment(row.initLast(), facts.source_events.back().at.when);
    row.setEvents(static_cast<std::uint32_t>(facts.source_events.size()));
    row.setHandoversByResource(by_resource);
    row.setHandoversByUnit(by_unit);
    return {"c", row_value(row.asReader())};
}

}  // namespace

// Any type can be what an activity of a source is mapped to.
bool DerivedHandoversProjection::interested_in(const EventType&) const { return true; }

RowsOrParked DerivedHandoversProjection::rows(const History&, const facts::CaseFacts& facts) const {
    if (facts.source_events.empty()) return {};
    std::vector<Row> rows;
    const auto by_resource = add_pairs(rows, "r/", facts, HandoverBy::resource);
    const auto by_unit = add_pairs(rows, "u/", facts, HandoverBy::unit);
    rows.push_back(case_row(facts, by_resource, by_unit));
    return rows;
}

}  // namespace forloeb
