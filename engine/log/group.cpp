#include "engine/log/group.hpp"

#include <algorithm>
#include <map>

namespace forloeb {
namespace {

void derive_log(const Group& group, Batch& batch) {
    batch.put(Table::log, layout::group_key(group.first), layout::encode_group_header(group.header));
    layout::RunBuilder run;
    Position run_first = group.first;
    for (const GroupEvent& event : group.events) {
        if (run.is_full_for(event.payload.size())) batch.put(Table::log, layout::run_key(run_first), run.take());
        if (run.empty()) run_first = event.leaf.position;
        run.add(as_bytes(event.leaf_record), event.payload);
    }
    batch.put(Table::log, layout::run_key(run_first), run.take());
}

void derive_streams(const Group& group, Batch& batch) {
    struct Open {
        layout::RunBuilder run;
        StreamVersion first;
    };
    std::map<StreamId, Open> open;  // ordered: equal groups give equal batches
    for (const GroupEvent& event : group.events) {
        Open& stream = open[event.leaf.stream];
        if (stream.run.is_full_for(event.payload.size()))
            batch.put(Table::streams, layout::stream_key(event.leaf.stream, stream.first), stream.run.take());
        if (stream.run.empty()) stream.first = event.leaf.version;
        stream.run.add(as_bytes(event.leaf_record), event.payload);
    }
    for (auto& [id, stream] : open) batch.put(Table::streams, layout::stream_key(id, stream.first), stream.run.take());
}

// In the order of their keys: what lies near its neighbour is found faster in a memtable, and these are the many small ones.
void derive_appends(const Group& group, Batch& batch) {
    struct Entry {
        Position first;
        const layout::AppendEntry* append;
    };
    std::vector<Entry> entries;
    entries.reserve(group.header.appends.size());
    Position first = group.first;
    for (const layout::AppendEntry& append : group.header.appends) {
        entries.push_back({first, &append});
        first.value += append.count;
    }
    std::ranges::sort(entries, {}, [](const Entry& entry) { return entry.append->append_id; });
    for (const Entry& entry : entries)
        batch.put(Table::appends, as_text(entry.append->append_id.bytes),
                  layout::encode_append_row({entry.first, entry.append->count, entry.append->digest}));
}

}  // namespace

void Group::add(GroupEvent event, const Hash& leaf_hash) {
    if (const auto tile = edge.append(leaf_hash)) tiles.push_back(*tile);
    events.push_back(std::move(event));
}

void derive(const Group& group, Batch& batch) {
    const Position next{group.first.value + group.events.size()};
    batch.put(Table::meta, layout::head_key, layout::encode_head({next, group.header.durable, group.edge.root()}));
    batch.put(Table::meta, layout::edge_key, group.edge.encode());
    std::uint64_t tile = next.value / tile_leaves - group.tiles.size();
    for (const Hash& root : group.tiles) {
        const Position first{tile++ * tile_leaves};
        batch.put(Table::meta, layout::anchor_key(first), layout::encode_anchor({first, root}));
    }
    derive_log(group, batch);
    derive_streams(group, batch);
    derive_appends(group, batch);
    for (const layout::BindingEntry& entry : group.header.bindings)
        batch.put(Table::identifiers, as_text(entry.token), layout::encode_stream(entry.stream));
}

std::string encode_group(const Group& group) {
    std::string out;
    put_big_endian(out, group.first.value);
    const std::string header = layout::encode_group_header(group.header);
    put_big_endian(out, static_cast<std::uint32_t>(header.size()));
    out.append(header);
    for (const GroupEvent& event : group.events) {
        out.append(event.leaf_record);
        out.append(as_text(event.payload));
    }
    return out;
}

Result<Group> decode_group(std::string_view bytes, const MerkleEdge& edge_before) {
    const auto damaged = [](const char* what) { return fail(ErrorKind::damaged, std::string("A group of the log is damaged: ") + what + "."); };
    constexpr std::size_t fixed = 12;
    if (bytes.size() < fixed) return damaged("it is too short");
    const ByteSpan all = as_bytes(bytes);
    Group group;
    group.first.value = get_big_endian<std::uint64_t>(all.data());
    const auto header_bytes = get_big_endian<std::uint32_t>(all.data() + 8);
    if (header_bytes > bytes.size() - fixed) return damaged("its header is cut off");
    FORLOEB_TRY(group.header, layout::decode_group_header(all.subspan(fixed, header_bytes)));
    if (group.first.value != edge_before.size() || group.header.root_before != edge_before.root())
        return damaged("it does not continue the log before it");
    group.edge = edge_before;
    ByteSpan rest = all.subspan(fixed + header_bytes);
    for (std::uint32_t i = 0; i < group.header.count; ++i) {
        if (rest.size() < leaf_bytes) return damaged("an event is cut off");
        GroupEvent event;
        event.leaf_record = as_text(rest.first(leaf_bytes));
        FORLOEB_TRY(event.leaf, decode_leaf(rest.first(leaf_bytes)));
        if (event.leaf.position.value != group.first.value + i) return damaged("its positions have a gap");
        rest = rest.subspan(leaf_bytes);
        if (rest.size() < event.leaf.payload_length) return damaged("an event is cut off");
        event.payload = rest.first(event.leaf.payload_length);
        rest = rest.subspan(event.leaf.payload_length);
        const Hash leaf = leaf_hash(as_bytes(event.leaf_record));
        group.add(std::move(event), leaf);
    }
    if (!rest.empty()) return damaged("there are bytes after its last event");
    return group;
}

}  // namespace forloeb
