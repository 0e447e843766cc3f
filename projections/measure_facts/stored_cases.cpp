#include "projections/measure_facts/stored_cases.hpp"

#include <set>

#include "projections/runner/in_order.hpp"

namespace forloeb {
namespace {

constexpr std::size_t piece_rows = 64;

std::vector<Recording::Since> firsts_of(const facts::CaseFacts& facts) {
    Recording recording;
    recording.add(facts);
    return recording.all();
}

struct RowsInHand {
    struct Case {
        Uuid id;
        std::string row;  // empty: parked
        std::optional<StoredFacts> stored;
        FactsIfKnown folded;  // where there is nothing stored
    };
    std::vector<Case> cases;
};

class StoredCases {
  public:
    StoredCases(const Engine& engine, const AsOf& as_of, FactsWanted wanted) : engine_(engine), as_of_(as_of), wanted_(wanted) {}

    Result<EveryCase> visit(const Generation& generation, const MeasuredVisit& visit) {
        rows_ = generation.store().snapshot();
        FORLOEB_TRY(const auto checkpoint, rows_->get(row_keys::checkpoint));
        FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
        known_ = at.next;
        FORLOEB_CHECK(rows_->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view) {
            parked_.insert(row_keys::case_of(key));
            return true;
        }));
        EveryCase result{known_, {}};
        const auto deliver = [&](RowsInHand& piece) -> Status {
            for (RowsInHand::Case& each : piece.cases) {
                if (each.stored) visit(each.stored->facts, each.stored->firsts);
                else FORLOEB_CHECK(visit_or_list(each.id, std::move(each.folded), [&](const auto& facts) { visit(facts, firsts_of(facts)); }, result.unreadable));
            }
            return {};
        };
        FORLOEB_CHECK(in_order_on_every_core<RowsInHand>([&] { return next(); }, [&](RowsInHand& piece) { decode(piece); }, deliver));
        return result;
    }

  private:
    Result<std::optional<RowsInHand>> next() {
        RowsInHand piece;
        const auto take_parked_before = [&](const Uuid* id) {
            while (!parked_.empty() && (id == nullptr || *parked_.begin() < *id)) piece.cases.push_back({parked_.extract(parked_.begin()).value(), {}, {}, {}});
        };
        const std::string after = after_;
        FORLOEB_CHECK(rows_->scan(row_keys::rows, after, [&](std::string_view key, std::string_view row) {
            const Uuid id = row_keys::case_of(key);
            take_parked_before(&id);
            piece.cases.push_back({id, std::string(row), {}, {}});
            after_ = key;
            return piece.cases.size() < piece_rows;
        }));
        if (piece.cases.size() < piece_rows) take_parked_before(nullptr);
        if (piece.cases.empty()) return std::optional<RowsInHand>();
        return std::optional<RowsInHand>(std::move(piece));
    }

    void decode(RowsInHand& piece) const {
        for (RowsInHand::Case& each : piece.cases) {
            if (!each.row.empty()) each.stored = decode_facts(each.id, each.row, wanted_);
            if (each.stored && as_of_.occurred_by && *as_of_.occurred_by < each.stored->last_occurs) each.stored.reset();
            if (!each.stored) each.folded = facts_below(engine_, each.id, as_of_, known_);
        }
    }

    const Engine& engine_;
    const AsOf& as_of_;
    const FactsWanted wanted_;
    std::unique_ptr<RowStore::Snapshot> rows_;
    Position known_{0};
    std::set<Uuid> parked_;  // still to be visited
    std::string after_;      // the last row taken
};

}  // namespace

Result<EveryCase> visit_measured_cases(const Engine& engine, Runner* runner, const AsOf& as_of, FactsWanted wanted, const MeasuredVisit& visit) {
    if (runner == nullptr || !rows_answer(as_of))
        return visit_every_case(engine, as_of, [&](const facts::CaseFacts& facts) { visit(facts, firsts_of(facts)); });
    FORLOEB_TRY(Follower* const follower, runner->find(MeasureFactsProjection::stored_name));
    const auto generation = follower->rows();
    return StoredCases(engine, as_of, wanted).visit(*generation, visit);
}

}  // namespace forloeb
