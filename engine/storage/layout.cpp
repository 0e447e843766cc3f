#include "engine/storage/layout.hpp"

#include <libdeflate.h>

#include <algorithm>

namespace forloeb::layout {
namespace {

std::uint32_t checksum(ByteSpan bytes) {
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

void put_bytes(std::string& out, ByteSpan bytes) { out.append(as_text(bytes)); }

void put_checksum(std::string& out) { put_big_endian(out, checksum(as_bytes(out))); }

// Reads fields from the front of a span; once something is missing everything after is missing too.
class Reader {
  public:
    explicit Reader(ByteSpan bytes) : bytes_(bytes) {}
    template <typename Integer>
    Integer integer() {
        const ByteSpan field = take(sizeof(Integer));
        return field.empty() ? Integer{} : get_big_endian<Integer>(field.data());
    }
    template <typename Array>
    Array array() {
        Array out{};
        const ByteSpan field = take(out.size());
        std::copy(field.begin(), field.end(), out.begin());
        return out;
    }
    StreamId stream() {
        const auto kind = static_cast<StreamKind>(integer<std::uint8_t>());
        return {kind, Uuid{array<std::array<Byte, 16>>()}};
    }
    ByteSpan take(std::size_t size) {
        if (bytes_.size() < size) {
            complete_ = false;
            bytes_ = {};
            return {};
        }
        const ByteSpan field = bytes_.first(size);
        bytes_ = bytes_.subspan(size);
        return field;
    }
    [[nodiscard]] std::size_t left() const { return bytes_.size(); }
    [[nodiscard]] bool done() const { return complete_ && bytes_.empty(); }

  private:
    ByteSpan bytes_;
    bool complete_ = true;
};

// The bytes between magic and trailing checksum, or `damaged`.
Result<ByteSpan> checked_body(ByteSpan bytes, std::string_view magic, const char* what) {
    const bool long_enough = bytes.size() >= magic.size() + 4;
    if (!long_enough || as_text(bytes.first(magic.size())) != magic ||
        checksum(bytes.first(bytes.size() - 4)) != get_big_endian<std::uint32_t>(bytes.data() + bytes.size() - 4))
        return fail(ErrorKind::damaged, std::string("A stored ") + what + " does not match its checksum.");
    return bytes.subspan(magic.size(), bytes.size() - magic.size() - 4);
}

void put_stream(std::string& out, StreamId stream) {
    put_big_endian(out, static_cast<std::uint8_t>(stream.kind));
    put_bytes(out, stream.id.bytes);
}

std::string log_key(Position first, char kind) {
    std::string key;
    put_big_endian(key, first.value);
    key.push_back(kind);
    return key;
}

}  // namespace

std::string anchor_key(Position first) {
    std::string key = "anchor";
    put_big_endian(key, first.value);
    return key;
}
std::string erased_key(Position order) {
    std::string key = "erased";
    put_big_endian(key, order.value);
    return key;
}
std::string group_key(Position first) { return log_key(first, 0); }
std::string run_key(Position first) { return log_key(first, 1); }

std::string stream_prefix(StreamId stream) {
    std::string key;
    put_stream(key, stream);
    return key;
}

std::string stream_key(StreamId stream, StreamVersion first) {
    std::string key = stream_prefix(stream);
    put_big_endian(key, first.value);
    return key;
}

StreamId stream_of_key(std::string_view key) { return Reader(as_bytes(key)).stream(); }

std::string encode_head(const HeadRecord& head) {
    std::string out = "FLh1";
    put_big_endian(out, head.next.value);
    put_big_endian(out, head.durable.value);
    put_bytes(out, head.root);
    put_checksum(out);
    return out;
}

StreamVersion version_of_key(std::string_view key) {
    return key.size() < stream_prefix_bytes + 8 ? StreamVersion{} : StreamVersion{get_big_endian<std::uint64_t>(as_bytes(key).data() + stream_prefix_bytes)};
}
StreamVersion version_behind(std::string_view key, std::string_view run) {
    if (run.size() < run_header_bytes) return {};
    return {version_of_key(key).value + get_big_endian<std::uint32_t>(as_bytes(run).data() + 4)};
}

Result<HeadRecord> decode_head(ByteSpan bytes) {
    FORLOEB_TRY(const ByteSpan body, checked_body(bytes, "FLh1", "head record"));
    Reader reader(body);
    HeadRecord head;
    head.next.value = reader.integer<std::uint64_t>();
    head.durable.value = reader.integer<std::uint64_t>();
    head.root = reader.array<Hash>();
    if (!reader.done()) return fail(ErrorKind::damaged, "The stored head record has the wrong length.");
    return head;
}

std::string encode_anchor(const Anchor& anchor) {
    std::string out = "FLt1";
    put_big_endian(out, anchor.first.value);
    put_big_endian(out, anchor.first.value + tile_leaves - 1);
    put_bytes(out, anchor.root);
    put_checksum(out);
    return out;
}

Result<Anchor> decode_anchor(ByteSpan bytes) {
    FORLOEB_TRY(const ByteSpan body, checked_body(bytes, "FLt1", "anchor"));
    Reader reader(body);
    Anchor anchor;
    anchor.first.value = reader.integer<std::uint64_t>();
    const auto last = reader.integer<std::uint64_t>();
    anchor.root = reader.array<Hash>();
    if (!reader.done() || last != anchor.first.value + tile_leaves - 1) return fail(ErrorKind::damaged, "A stored anchor does not name one tile.");
    return anchor;
}

void RunBuilder::add(ByteSpan leaf, ByteSpan payload) {
    if (count_ == 0) run_.assign(run_header_bytes, '\0');  // filled in by take()
    put_bytes(run_, leaf);
    put_bytes(run_, payload);
    ++count_;
}

bool RunBuilder::is_full_for(std::size_t payload_bytes) const {
    return count_ > 0 && run_.size() + leaf_bytes + payload_bytes > limits::run_bytes_max;
}

std::string RunBuilder::take() {
    std::string header = "FLr1";
    put_big_endian(header, count_);
    put_big_endian(header, checksum(as_bytes(run_).subspan(run_header_bytes)));
    run_.replace(0, run_header_bytes, header);
    count_ = 0;
    return std::exchange(run_, {});
}

Result<std::vector<Record>> decode_run(std::string_view value) {
    std::vector<Record> records;
    FORLOEB_CHECK(decode_run(value, records));
    return records;
}

Status decode_run(std::string_view value, std::vector<Record>& records) {
    const auto damaged = [] { return fail(ErrorKind::damaged, "A stored run of events does not match its checksum."); };
    const ByteSpan bytes = as_bytes(value);
    if (bytes.size() < run_header_bytes || value.substr(0, 4) != "FLr1") return damaged();
    const auto count = get_big_endian<std::uint32_t>(bytes.data() + 4);
    Reader reader(bytes.subspan(run_header_bytes));
    if (checksum(bytes.subspan(run_header_bytes)) != get_big_endian<std::uint32_t>(bytes.data() + 8)) return damaged();
    if (count == 0 || count > reader.left() / leaf_bytes) return damaged();
    for (std::uint32_t i = 0; i < count; ++i) {
        const ByteSpan encoded_leaf = reader.take(leaf_bytes);
        FORLOEB_TRY(const LeafRecord leaf, decode_leaf(encoded_leaf));
        if (leaf.payload_length > reader.left()) return damaged();
        records.push_back({leaf, reader.take(leaf.payload_length), encoded_leaf});
    }
    if (!reader.done()) return damaged();
    return {};
}

std::string encode_group_header(const GroupHeader& header) {
    std::string out = "FLg1";
    put_big_endian(out, header.count);
    put_big_endian(out, header.recorded_at.micros);
    put_bytes(out, header.batch_id.bytes);
    put_big_endian(out, header.durable.value);
    put_bytes(out, header.root_before);
    put_big_endian(out, static_cast<std::uint32_t>(header.appends.size()));
    for (const AppendEntry& entry : header.appends) {
        put_bytes(out, entry.append_id.bytes);
        put_big_endian(out, entry.count);
        put_bytes(out, entry.digest);
    }
    put_big_endian(out, static_cast<std::uint32_t>(header.bindings.size()));
    for (const BindingEntry& entry : header.bindings) {
        put_bytes(out, entry.token);
        put_stream(out, entry.stream);
    }
    put_checksum(out);
    return out;
}

Result<GroupHeader> decode_group_header(ByteSpan bytes) {
    FORLOEB_TRY(const ByteSpan body, checked_body(bytes, "FLg1", "group header"));
    Reader reader(body);
    GroupHeader header;
    header.count = reader.integer<std::uint32_t>();
    header.recorded_at.micros = reader.integer<std::int64_t>();
    header.batch_id.bytes = reader.array<std::array<Byte, 16>>();
    header.durable.value = reader.integer<std::uint64_t>();
    header.root_before = reader.array<Hash>();
    const auto appends = reader.integer<std::uint32_t>();
    for (std::uint32_t i = 0; i < appends && reader.left() > 0; ++i) {
        AppendEntry entry;
        entry.append_id.bytes = reader.array<std::array<Byte, 16>>();
        entry.count = reader.integer<std::uint32_t>();
        entry.digest = reader.array<Hash>();
        header.appends.push_back(entry);
    }
    const auto bindings = reader.integer<std::uint32_t>();
    for (std::uint32_t i = 0; i < bindings && reader.left() > 0; ++i) {
        BindingEntry entry;
        entry.token = reader.array<Hash>();
        entry.stream = reader.stream();
        header.bindings.push_back(entry);
    }
    if (!reader.done() || header.appends.size() != appends || header.bindings.size() != bindings)
        return fail(ErrorKind::damaged, "A stored group header has the wrong length.");
    return header;
}

std::string encode_append_row(const AppendRow& row) {
    std::string out;
    put_big_endian(out, row.first.value);
    put_big_endian(out, row.count);
    put_bytes(out, row.digest);
    return out;
}

Result<AppendRow> decode_append_row(ByteSpan bytes) {
    Reader reader(bytes);
    AppendRow row;
    row.first.value = reader.integer<std::uint64_t>();
    row.count = reader.integer<std::uint32_t>();
    row.digest = reader.array<Hash>();
    if (!reader.done()) return fail(ErrorKind::damaged, "A stored append entry has the wrong length.");
    return row;
}

std::string encode_stream(StreamId stream) { return stream_prefix(stream); }

Result<StreamId> decode_stream(ByteSpan bytes) {
    Reader reader(bytes);
    const StreamId stream = reader.stream();
    if (!reader.done()) return fail(ErrorKind::damaged, "A stored stream id has the wrong length.");
    return stream;
}

}  // namespace forloeb::layout
