#include "projections/measure_facts/stored_cases.hpp"

#include <mutex>

#include "projections/runner/in_order.hpp"

namespace forloeb {
namespace {

constexpr std::size_t piece_rows = 64;

std::vector<Recording::Since> firsts_of(const facts::CaseFacts& facts) {
    Recording recording;
    recording.add(facts);
    return recording.all();
}

struct MeasuredCase {
    Uuid id;
    std::shared_ptr<const HeldRow> row;  // nullptr: parked
    bool is_stored = false;
    StoredFacts stored;   // if it is
    FactsIfKnown folded;  // else
};

/// The next cases in the order of their ids. Used again for later ones: what was allocated for facts serves the next.
struct RowsInHand {
    explicit RowsInHand(FactsWanted wanted) : reader(wanted), cases(piece_rows) {}
    FactsRowReader reader;
    std::vector<MeasuredCase> cases;
    std::size_t size = 0;
};
using RowsPiece = std::unique_ptr<RowsInHand>;

/// Rows and parked cases one after the other, from memory, or from the store where there are too many to be held.
class MeasuredRows {
  public:
    [[nodiscard]] Status open(const Generation& generation) {
        FORLOEB_TRY(held_, generation.held());
        if (held_) return {};
        held_.emplace();
        store_ = generation.store().snapshot();
        FORLOEB_TRY(const auto checkpoint, store_->get(row_keys::checkpoint));
        FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
        held_->applied = at.next;
        return store_->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view) {
            held_->parked.push_back(row_keys::case_of(key));
            return true;
        });
    }
    [[nodiscard]] Position applied() const { return held_->applied; }

    /// Fills as many as there are left, at most all of them; how many.
    [[nodiscard]] Result<std::size_t> next(std::vector<MeasuredCase>& into) {
        for (std::size_t size = 0; size < into.size(); ++size) {
            FORLOEB_CHECK(refill());
            const bool rows_left = row_ < held_->rows.size();
            const bool parked_left = parked_ < held_->parked.size();
            if (!rows_left && !parked_left) return size;
            MeasuredCase& at = into[size];
            at.row = nullptr;
            if (rows_left) at.id = row_keys::case_of(held_->rows[row_]->key);
            if (parked_left && (!rows_left || held_->parked[parked_] < at.id)) at.id = held_->parked[parked_++];
            else at.row = held_->rows[row_++];
        }
        return into.size();
    }

  private:
    Status refill() {
        if (!store_ || row_ < held_->rows.size()) return {};
        const std::string after = held_->rows.empty() ? std::string() : held_->rows.back()->key;
        if (std::exchange(row_, 0) != 0) held_->rows.clear();
        const Status read = store_->scan(row_keys::rows, after, [&](std::string_view key, std::string_view value) {
            held_->rows.push_back(std::make_shared<const HeldRow>(HeldRow{std::string(key), std::string(value)}));
            return held_->rows.size() < piece_rows;
        });
        if (held_->rows.empty()) store_.reset();
        return read;
    }

    std::optional<HeldView> held_;
    std::unique_ptr<RowStore::Snapshot> store_;  // nullptr: everything is held, or has been taken
    std::size_t row_ = 0;
    std::size_t parked_ = 0;
};

class StoredCases {
  public:
    StoredCases(const Engine& engine, const AsOf& as_of, FactsWanted wanted) : engine_(engine), as_of_(as_of), wanted_(wanted) {}

    Result<EveryCase> visit(const Generation& generation, const MeasuredVisit& visit) {
        FORLOEB_CHECK(rows_.open(generation));
        EveryCase result{rows_.applied(), {}};
        const auto deliver = [&](RowsPiece& piece) -> Status {
            for (std::size_t i = 0; i < piece->size; ++i) {
                MeasuredCase& each = piece->cases[i];
                FORLOEB_CHECK(still_wanted());
                if (each.is_stored) visit(each.stored.facts, each.stored.firsts);
                else FORLOEB_CHECK(visit_or_list(each.id, std::move(each.folded), [&](const auto& facts) { visit(facts, firsts_of(facts)); }, result.unreadable));
            }
            const std::lock_guard lock(idle_mutex_);
            idle_.push_back(std::move(piece));
            return {};
        };
        FORLOEB_CHECK(in_order_on_every_core<RowsPiece>([&] { return next(); }, [&](RowsPiece& piece) { decode(*piece); }, deliver));
        return result;
    }

  private:
    Result<std::optional<RowsPiece>> next() {
        RowsPiece piece = idle_piece();
        FORLOEB_TRY(piece->size, rows_.next(piece->cases));
        if (piece->size == 0) return std::optional<RowsPiece>();
        return std::optional<RowsPiece>(std::move(piece));
    }

    RowsPiece idle_piece() {
        const std::lock_guard lock(idle_mutex_);
        if (idle_.empty()) return std::make_unique<RowsInHand>(wanted_);
        RowsPiece piece = std::move(idle_.back());
        idle_.pop_back();
        return piece;
    }

    void decode(RowsInHand& piece) const {
        for (std::size_t i = 0; i < piece.size; ++i) {
            MeasuredCase& each = piece.cases[i];
            each.is_stored = each.row != nullptr && piece.reader.read(each.id, each.row->value, each.stored);
            if (as_of_.occurred_by && *as_of_.occurred_by < each.stored.last_occurs) each.is_stored = false;
            if (!each.is_stored) each.folded = facts_below(engine_, each.id, as_of_, rows_.applied());
        }
    }

    const Engine& engine_;
    const AsOf& as_of_;
    const FactsWanted wanted_;
    MeasuredRows rows_;
    std::mutex idle_mutex_;
    std::vector<RowsPiece> idle_;
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
