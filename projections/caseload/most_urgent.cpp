#include "projections/caseload/most_urgent.hpp"

#include "projections/caseload/caseload.hpp"
#include "projections/runner/stored_row.hpp"

namespace forloeb {

Result<std::map<Uuid, MostUrgent>> most_urgent_by_case(Runner& runner, const Observed& now, const AttentionLimits& limits) {
    FORLOEB_TRY(Follower* const follower, runner.find(CaseloadProjection::stored_name));
    const auto generation = follower->rows();
    const auto rows = generation->store().snapshot();
    std::map<Uuid, MostUrgent> found;
    FORLOEB_CHECK(rows->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        const StoredRow<rows::CaseloadRow> row(value);
        const auto items = attention_on(now, *row.operator->(), limits);
        if (items.empty()) return true;
        const rows::PendingMatter::Reader matter = items.front().matter;
        const WhenTold due = read_moment(matter.getDue());
        const MostUrgent urgent{items.front().reason, due.is_unknown() ? read_moment(matter.getSince()) : due};
        const auto [at, first] = found.try_emplace(row_keys::case_of(key), urgent);
        if (!first && urgent.place() < at->second.place()) at->second = urgent;  // colleagues' rows of one case
        return true;
    }));
    return found;
}

}  // namespace forloeb
