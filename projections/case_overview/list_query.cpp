// The list of cases, from the stored rows (queries.hpp). In order of ids it is made page by page; what is most urgent is
// known only when all cases have been looked at, so that order costs the same for every page.
#include <capnp/schema.h>

#include <algorithm>
#include <set>

#include "projections/case_overview/case_overview.hpp"
#include "projections/caseload/most_urgent.hpp"
#include "projections/partner_map/partner_map.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/runner/projection_status.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

/// One line of the list, either of a row or of a parked case.
struct Listed {
    Uuid case_id;
    std::string value;
    bool parked = false;
    std::optional<MostUrgent> urgent = {};
};

struct Counted {
    std::uint32_t rows = 0, parked = 0;
};

bool matches(std::string_view wanted, capnp::Text::Reader found) { return wanted.empty() || wanted == found.cStr(); }

bool is_wanted(const CaseListQuery& query, rows::CaseOverviewRow::Reader row) {
    const auto citizen = row.getCitizen();
    if (!query.citizen.is_nil() && Uuid::from_halves(citizen.getHigh(), citizen.getLow()) != query.citizen) return false;
    return matches(query.state, row.getState()) && matches(query.unit, row.getUnit()) && matches(query.source, row.getSource()) &&
           matches(query.coordinator, row.getCoordinator());
}

/// A parked case has nothing to be filtered by: it is listed, so that nobody takes it for gone.
Status collect(const RowStore::Snapshot& rows, const CaseListQuery& query, const std::optional<std::set<Uuid>>& among,
               std::vector<Listed>& out, Counted& counted) {
    const bool paged = !query.urgent_first;
    const auto take = [&](Listed listed) {
        if (!paged || query.after.is_nil() || listed.case_id > query.after) out.push_back(std::move(listed));
    };
    FORLOEB_CHECK(rows.scan(row_keys::parked, {}, [&](std::string_view key, std::string_view) {
        ++counted.parked;
        take({row_keys::case_of(key), {}, true});
        return true;
    }));
    std::uint32_t wanted = 0;
    FORLOEB_CHECK(rows.scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        ++counted.rows;
        const Uuid case_id = row_keys::case_of(key);
        if (paged && (wanted > query.limit || (!query.after.is_nil() && case_id <= query.after))) return true;  // only counted
        if (among && !among->contains(case_id)) return true;
        if (!is_wanted(query, *StoredRow<rows::CaseOverviewRow>(value).operator->())) return true;
        ++wanted;
        take({case_id, std::string(value), false});
        return true;
    }));
    std::sort(out.begin(), out.end(), [](const Listed& a, const Listed& b) { return a.case_id < b.case_id; });
    return {};
}

/// Parked cases first, for nobody can tell what is in them; then by what is pending, the open before the rest; then by id.
auto place_of(const Listed& listed) {
    constexpr auto nothing_pending = std::tuple(static_cast<answers::Attention>(std::numeric_limits<std::uint16_t>::max()), Instant{});
    return std::tuple(!listed.parked, listed.urgent ? listed.urgent->place() : nothing_pending, listed.case_id);
}

/// All that were collected in order of urgency, without the pages before this one.
Status put_urgent_first(const Engine& engine, Runner& runner, const CaseListQuery& query, std::vector<Listed>& listed) {
    FORLOEB_TRY(const auto urgent, most_urgent_by_case(runner, Observed::until(engine.now()), {7, 30}));
    for (Listed& each : listed)
        if (const auto found = urgent.find(each.case_id); found != urgent.end()) each.urgent = found->second;
    std::ranges::sort(listed, {}, place_of);
    if (query.after.is_nil()) return {};
    const auto last = std::ranges::find(listed, query.after, &Listed::case_id);
    if (last == listed.end()) return fail(ErrorKind::not_found, "The case to go on after is not in this list any more: begin from the first.", "after");
    listed.erase(listed.begin(), last + 1);
    return {};
}

Result<std::set<Uuid>> cases_with_partner(Runner& runner, const std::string& unit) {
    FORLOEB_TRY(Follower* const partners, runner.find(PartnerMapProjection::stored_name));
    std::set<Uuid> cases;
    const auto rows = partners->rows();
    FORLOEB_CHECK(rows->store().snapshot()->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        if (matches(unit, StoredRow<rows::PartnerRow>(value)->getUnit())) cases.insert(row_keys::case_of(key));
        return true;
    }));
    return cases;
}

void fill_row(answers::CaseRow::Builder out, const Listed& listed) {
    write_id(out.initCaseId(), listed.case_id);
    out.setParked(listed.parked);
    if (listed.parked) return;
    const StoredRow<rows::CaseOverviewRow> row(listed.value);
    out.setState(row->getState());
    out.setOpened(row->getOpened());
    out.setPhase(row->getPhase());
    out.setCoordinator(row->getCoordinator());
    out.setUnit(row->getUnit());
    out.setTargetGroup(row->getTargetGroup());
    out.setNextDeadline(row->getNextDeadline());
    out.setOpenCommitments(row->getOpenCommitments());
    out.setLastOccurred(row->getLastOccurred());
    out.setEvents(row->getEvents());
    out.setSource(row->getSource());
    out.setLastContact(row->getLastContact());
    out.setSharedGoal(row->getSharedGoal());
    if (!listed.urgent) return;
    const auto reasons = capnp::Schema::from<answers::Attention>().getEnumerants();
    out.setUrgentReason(reasons[static_cast<unsigned>(listed.urgent->reason)].getProto().getName());
    write_moment(out.initUrgentDate(), listed.urgent->date);
}

}  // namespace

Status query_case_list(const Engine& engine, Runner& runner, const CaseListQuery& query, answers::CaseList::Builder out) {
    FORLOEB_TRY(Follower* const follower, runner.find(CaseOverviewProjection::stored_name));
    std::optional<std::set<Uuid>> among;
    if (!query.partner_unit.empty()) {
        FORLOEB_TRY(among, cases_with_partner(runner, query.partner_unit));
    }
    FORLOEB_CHECK(fill_projection_status(engine, *follower, out.initProjection()));
    const auto generation = follower->rows();
    const auto rows = generation->store().snapshot();
    std::vector<Listed> listed;
    Counted counted;
    FORLOEB_CHECK(collect(*rows, query, among, listed, counted));
    out.getProjection().setRows(counted.rows);
    if (query.urgent_first) FORLOEB_CHECK(put_urgent_first(engine, runner, query, listed));
    FORLOEB_TRY(const auto checkpoint, rows->get(row_keys::checkpoint));
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
    write_as_of(out.initAsOf(), engine, {}, at.next);
    out.setTotal(counted.rows + counted.parked);
    out.setMore(listed.size() > query.limit);
    auto list = out.initRows(static_cast<unsigned>(std::min<std::size_t>(listed.size(), query.limit)));
    for (unsigned i = 0; i < list.size(); ++i) fill_row(list[i], listed[i]);
    return {};
}

}  // namespace forloeb
