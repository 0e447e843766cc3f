// The rows of the store that an erasure changes: found, and made as they are to be. Reads only. One thread.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/privacy/governance.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {

struct ErasedRow {
    Table table = Table::log;
    std::string key;
    std::string value;    // what it becomes; unused if it goes
    bool removed = false;
};

struct ErasedRows {
    std::vector<ErasedRow> rows;
    std::size_t identifiers = 0;  // removed entries
    std::uint64_t bytes = 0;      // zeroed in sealed boxes, counted once
};

/// The entries of the keyed index that lead to one of these streams, and the group headers that would bring them back.
[[nodiscard]] Result<ErasedRows> without_identifiers(const Store& store, const std::function<bool(StreamId)>& concerns);
/// The runs of a stream and of the log that hold these events, with their sealed boxes zeroed: as they are if they were already.
[[nodiscard]] Result<ErasedRows> without_boxes(const Store& store, StreamId stream, const std::set<Uuid>& events);

/// Writes them, behind the head record.
void put(const ErasedRows& rows, Batch& batch);
/// After that: what they replaced is in no file of the store any more.
[[nodiscard]] Status forget_replaced(Store& store, const ErasedRows& rows);

}  // namespace forloeb
