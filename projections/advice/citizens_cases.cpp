#include "projections/advice/citizens_cases.hpp"

#include "projections/case_overview/case_overview.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb::advice {

Result<std::vector<Uuid>> cases_of_citizen(Runner& runner, const Uuid& citizen) {
    FORLOEB_TRY(Follower* const follower, runner.find(CaseOverviewProjection::stored_name));
    const auto generation = follower->rows();
    std::vector<Uuid> cases;
    FORLOEB_CHECK(generation->store().snapshot()->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        if (read_id(StoredRow<rows::CaseOverviewRow>(value)->getCitizen()) == citizen) cases.push_back(row_keys::case_of(key));
        return true;
    }));
    return cases;
}

Result<std::vector<facts::CaseFacts>> other_cases_of_citizen(const Engine& engine, Runner& runner, const AsOf& as_of,
                                                             const facts::CaseFacts& asked) {
    std::vector<facts::CaseFacts> others;
    if (asked.citizen.is_nil()) return others;
    FORLOEB_TRY(const std::vector<Uuid> cases, cases_of_citizen(runner, asked.citizen));
    for (const Uuid& case_id : cases) {
        if (case_id == asked.case_id) continue;
        FORLOEB_TRY(const History history, history_below(engine, {StreamKind::case_, case_id}, as_of, engine.head().next));
        if (history.stored.empty()) continue;
        FORLOEB_TRY(facts::CaseFacts facts, facts::facts_of(case_id, history));
        if (facts.citizen == asked.citizen) others.push_back(std::move(facts));
    }
    return others;
}

}  // namespace forloeb::advice
