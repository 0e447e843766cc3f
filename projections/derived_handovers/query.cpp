// Derived handovers, of one case and across cases (queries.hpp).
#include <algorithm>
#include <map>
#include <set>

#include "projections/derived_handovers/derived_handovers.hpp"
#include "projections/derived_handovers/handovers_of.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/every_case.hpp"
#include "projections/runner/projection_status.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

Result<HandoverBy> by_of(const HandoverQuery& query) {
    if (query.by.empty() || query.by == "resource") return HandoverBy::resource;
    if (query.by == "unit") return HandoverBy::unit;
    return fail(ErrorKind::invalid, "Handovers are derived by resource or by unit.", "by");
}

template <typename Builder>
void write_question(Builder out, HandoverBy by, const HandoverQuery& query) {
    out.setBy(by == HandoverBy::unit ? "unit" : "resource");
    auto words = out.initMissingWords(static_cast<unsigned>(query.missing_words.size()));
    for (unsigned i = 0; i < words.size(); ++i) words.set(i, query.missing_words[i]);
}

/// Counts over cases; cases are added one after the other.
struct Totals {
    struct Pair {
        std::uint64_t count = 0;
        std::uint32_t cases = 0;
    };
    std::map<std::pair<std::string, std::string>, Pair> pairs;
    std::uint32_t cases = 0;
    std::uint32_t cases_with_any = 0;
    std::uint64_t total = 0;

    void add_pair(std::pair<std::string, std::string> names, std::uint32_t count) {
        Pair& pair = pairs[std::move(names)];
        pair.count += count;
        ++pair.cases;
        total += count;
    }

    void write(answers::DerivedHandovers::Builder out) const {
        out.setCases(cases);
        out.setCasesWithAny(cases_with_any);
        out.setTotal(total);
        std::vector<const decltype(pairs)::value_type*> sorted;
        for (const auto& entry : pairs) sorted.push_back(&entry);
        std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->second.count > b->second.count; });
        auto list = out.initPairs(static_cast<unsigned>(sorted.size()));
        for (unsigned i = 0; i < list.size(); ++i) {
            list[i].setFrom(sorted[i]->first.first);
            list[i].setTo(sorted[i]->first.second);
            list[i].setCount(sorted[i]->second.count);
            list[i].setCases(sorted[i]->second.cases);
        }
    }
};

/// From the stored rows: of each case "c" comes first, then its pairs by resource and by unit.
Result<Position> add_stored(Totals& totals, const Generation& rows, HandoverBy by, const std::string& source) {
    const std::string family = by == HandoverBy::unit ? "u/" : "r/";
    const auto snapshot = rows.store().snapshot();
    bool counted = false;  // the case at hand is of the source asked for
    FORLOEB_CHECK(snapshot->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        const std::string_view within = row_keys::within_case(key);
        if (within == "c") {
            const StoredRow<rows::SourceCaseRow> row(value);
            counted = source.empty() || source == row->getSource().cStr();
            if (!counted) return true;
            ++totals.cases;
            const std::uint32_t handovers = by == HandoverBy::unit ? row->getHandoversByUnit() : row->getHandoversByResource();
            totals.cases_with_any += handovers > 0 ? 1 : 0;
        } else if (counted && within.starts_with(family)) {
            const StoredRow<rows::DerivedHandoverRow> row(value);
            totals.add_pair({row->getFrom().cStr(), row->getTo().cStr()}, row->getCount());
        }
        return true;
    }));
    FORLOEB_TRY(const auto checkpoint, snapshot->get(row_keys::checkpoint));
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
    return at.next;
}

Result<Position> add_folded(Totals& totals, const Engine& engine, const AsOf& as_of, HandoverBy by, const HandoverQuery& query) {
    FORLOEB_TRY(const EveryCase all, visit_every_case(engine, as_of, [&](const facts::CaseFacts& facts) {
        if (facts.source_events.empty() || (!query.source.empty() && facts.source_system != query.source)) return;
        ++totals.cases;
        std::map<std::pair<std::string, std::string>, std::uint32_t> pairs;
        for (DerivedHandover& handover : derived_handovers_of(facts.source_events, by, query.missing_words).handovers)
            ++pairs[{std::move(handover.from), std::move(handover.to)}];
        totals.cases_with_any += pairs.empty() ? 0 : 1;
        for (const auto& [names, count] : pairs) totals.add_pair(names, count);
    }));
    return all.known;
}

}  // namespace

Status query_case_handovers(const Engine& engine, const Uuid& case_id, const AsOf& as_of, const HandoverQuery& query,
                            answers::CaseHandovers::Builder out) {
    FORLOEB_TRY(const HandoverBy by, by_of(query));
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, case_id, as_of));
    write_as_of(out.initAsOf(), engine, as_of, reading.history().known);
    write_id(out.initCaseId(), case_id);
    write_question(out, by, query);
    const auto derived = derived_handovers_of(reading.facts().source_events, by, query.missing_words);
    out.setDistinct(static_cast<std::uint32_t>(derived.distinct));
    auto steps = out.initSteps(static_cast<unsigned>(derived.handovers.size()));
    for (unsigned i = 0; i < steps.size(); ++i) {
        steps[i].setFrom(derived.handovers[i].from);
        steps[i].setTo(derived.handovers[i].to);
        steps[i].setFromPosition(derived.handovers[i].from_position.value);
        steps[i].setToPosition(derived.handovers[i].to_position.value);
        write_moment(steps[i].initOccurred(), derived.handovers[i].occurred);
    }
    return {};
}

Status query_derived_handovers(const Engine& engine, Runner& runner, const AsOf& as_of, const HandoverQuery& query,
                               answers::DerivedHandovers::Builder out) {
    FORLOEB_TRY(const HandoverBy by, by_of(query));
    FORLOEB_TRY(Follower* const follower, runner.find(DerivedHandoversProjection::stored_name));
    write_question(out, by, query);
    FORLOEB_CHECK(fill_projection_status(engine, *follower, out.initProjection()));
    FORLOEB_TRY(const std::uint64_t rows, follower->count_rows());
    out.getProjection().setRows(rows);
    // The stored rows know the present, with every word taken as a name.
    const bool stored = !as_of.occurred_by && !as_of.known_at && query.missing_words.empty();
    Totals totals;
    FORLOEB_TRY(const Position known, stored ? add_stored(totals, *follower->rows(), by, query.source)
                                             : add_folded(totals, engine, as_of, by, query));
    write_as_of(out.initAsOf(), engine, as_of, known);
    totals.write(out);
    return {};
}

}  // namespace forloeb
