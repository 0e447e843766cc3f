#include "engine/privacy/erased_rows.hpp"

#include <algorithm>

#include "engine/log/remainder.hpp"

namespace forloeb {
namespace {

bool is_group_header(std::string_view key) { return key.size() == 9 && key.back() == 0; }

/// A run with the boxes of some events zeroed.
struct ZeroedRun {
    std::string value;
    std::vector<Position> concerned;  // of these events, also where nothing was left to zero
    std::uint64_t bytes = 0;
};

Result<ZeroedRun> zeroed(std::string_view run, const std::set<Uuid>& events) {
    ZeroedRun out;
    layout::RunBuilder builder;
    FORLOEB_TRY(const auto records, layout::decode_run(run));
    for (const layout::Record& record : records) {
        if (!events.contains(record.leaf.event_id)) {
            builder.add(record.encoded_leaf, record.payload);
            continue;
        }
        FORLOEB_TRY(const std::string left, remainder_of(record.payload));
        for (std::size_t i = 0; i < left.size(); ++i) out.bytes += left[i] == '\0' && record.payload[i] != 0;
        builder.add(record.encoded_leaf, as_bytes(left));
        out.concerned.push_back(record.leaf.position);
    }
    out.value = builder.take();
    return out;
}

// The log's runs that hold these positions.
Status add_log_runs(const Store& store, const std::vector<Position>& positions, const std::set<Uuid>& events, ErasedRows& out) {
    std::set<std::string> done;
    for (const Position position : positions) {
        Cursor cursor = store.cursor(Table::log);
        cursor.seek_for_previous(layout::run_key(position));
        FORLOEB_CHECK(cursor.status());
        if (!cursor.valid() || !done.insert(std::string(cursor.key())).second) continue;
        FORLOEB_TRY(ZeroedRun run, zeroed(cursor.value(), events));
        if (!run.concerned.empty()) out.rows.push_back({Table::log, std::string(cursor.key()), std::move(run.value), false});
    }
    return {};
}

}  // namespace

Result<ErasedRows> without_identifiers(const Store& store, const std::function<bool(StreamId)>& concerns) {
    ErasedRows out;
    std::set<Hash> tokens;
    Cursor entries = store.cursor(Table::identifiers);
    for (entries.seek(""); entries.valid(); entries.next()) {
        FORLOEB_TRY(const StreamId stream, layout::decode_stream(as_bytes(entries.value())));
        if (!concerns(stream)) continue;
        Hash token{};
        std::copy_n(as_bytes(entries.key()).begin(), std::min(token.size(), entries.key().size()), token.begin());
        tokens.insert(token);
        out.rows.push_back({Table::identifiers, std::string(entries.key()), {}, true});
    }
    FORLOEB_CHECK(entries.status());
    out.identifiers = tokens.size();
    if (tokens.empty()) return out;
    Cursor log = store.cursor(Table::log);
    for (log.seek(""); log.valid(); log.next()) {
        if (!is_group_header(log.key())) continue;
        FORLOEB_TRY(layout::GroupHeader header, layout::decode_group_header(as_bytes(log.value())));
        if (std::erase_if(header.bindings, [&tokens](const layout::BindingEntry& binding) { return tokens.contains(binding.token); }) == 0) continue;
        out.rows.push_back({Table::log, std::string(log.key()), layout::encode_group_header(header), false});
    }
    FORLOEB_CHECK(log.status());
    return out;
}

Result<ErasedRows> without_boxes(const Store& store, StreamId stream, const std::set<Uuid>& events) {
    ErasedRows out;
    std::vector<Position> positions;
    const std::string prefix = layout::stream_prefix(stream);
    Cursor cursor = store.cursor(Table::streams);
    for (cursor.seek(layout::stream_key(stream, {0})); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
        FORLOEB_TRY(ZeroedRun run, zeroed(cursor.value(), events));
        if (run.concerned.empty()) continue;
        out.rows.push_back({Table::streams, std::string(cursor.key()), std::move(run.value), false});
        out.bytes += run.bytes;
        positions.insert(positions.end(), run.concerned.begin(), run.concerned.end());
    }
    FORLOEB_CHECK(cursor.status());
    FORLOEB_CHECK(add_log_runs(store, positions, events, out));
    return out;
}

void put(const ErasedRows& rows, Batch& batch) {
    for (const ErasedRow& row : rows.rows) {
        if (row.removed) batch.remove(row.table, row.key);
        else batch.put(row.table, row.key, row.value);
    }
}

Status forget_replaced(Store& store, const ErasedRows& rows) {
    for (const ErasedRow& row : rows.rows) FORLOEB_CHECK(store.forget_replaced(row.table, row.key, row.key));
    return {};
}

}  // namespace forloeb
