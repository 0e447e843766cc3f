#include "engine/verify/hashed_rows.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/proof/merkle.hpp"
#include "engine/proof/sha256.hpp"

namespace forloeb {
namespace {

constexpr std::size_t batch_bytes = 512 * 1024;

std::size_t batches_ahead() { return std::max(2U, std::thread::hardware_concurrency()); }

}  // namespace

/// Some rows, copied out of the store, and the gap behind them.
struct HashedRows::Batch {
    struct Place {
        std::size_t key = 0, value = 0, end = 0;  // in `bytes`
    };
    std::string bytes;
    std::vector<Place> places;
    std::vector<HashedRow> rows;
    std::optional<TableWalk::Gap> gap;
};

HashedRows::HashedRows(const Store& store, Table table, IsRun is_run) : walk_(store, table), is_run_(is_run) {}
HashedRows::~HashedRows() = default;

const HashedRow& HashedRows::row() const { return batch_->rows[at_]; }

bool HashedRows::next() {
    gap_.reset();
    for (++at_; !batch_ || at_ >= batch_->rows.size(); at_ = 0) {
        if (batch_ && batch_->gap) {
            gap_ = std::exchange(batch_->gap, {});
            return false;
        }
        while (!all_read_ && ahead_.size() < batches_ahead()) ahead_.push_back(std::async(hashed, read(), is_run_));
        if (ahead_.empty()) return false;
        batch_ = ahead_.front().get();
        ahead_.pop_front();
    }
    return true;
}

std::unique_ptr<HashedRows::Batch> HashedRows::read() {
    auto batch = std::make_unique<Batch>();
    batch->bytes.reserve(batch_bytes * 2);
    while (batch->bytes.size() < batch_bytes) {
        if (!walk_.next()) {
            batch->gap = walk_.gap();
            all_read_ = !walk_.gap();
            break;
        }
        const std::size_t key = batch->bytes.size();
        batch->bytes.append(walk_.key());
        const std::size_t value = batch->bytes.size();
        batch->bytes.append(walk_.value());
        batch->places.push_back({key, value, batch->bytes.size()});
    }
    return batch;
}

std::unique_ptr<HashedRows::Batch> HashedRows::hashed(std::unique_ptr<Batch> batch, IsRun is_run) {
    const std::string_view bytes = batch->bytes;
    batch->rows.resize(batch->places.size());
    for (std::size_t i = 0; i < batch->rows.size(); ++i) {
        const Batch::Place& place = batch->places[i];
        HashedRow& row = batch->rows[i];
        row.key = bytes.substr(place.key, place.value - place.key);
        row.value = bytes.substr(place.value, place.end - place.value);
        if (!is_run(row.key)) continue;
        row.readable = layout::decode_run(row.value, row.records);
        if (!row.readable) row.records.clear();
        for (const layout::Record& record : row.records) {
            row.payloads.push_back(sha256(record.payload));
            row.leaves.push_back(leaf_hash(record.encoded_leaf));
        }
    }
    return batch;
}

}  // namespace forloeb
