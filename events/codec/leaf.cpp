#include "events/codec/leaf.hpp"

#include <algorithm>

namespace forloeb {
namespace {

constexpr std::string_view magic = "FLv1";

bool is_stream_kind(Byte kind) {
    switch (static_cast<StreamKind>(kind)) {
        case StreamKind::case_:
        case StreamKind::person:
        case StreamKind::project:
        case StreamKind::reads:
        case StreamKind::governance: return true;
    }
    return false;
}

template <std::size_t Size>
void get_array(const Byte* from, std::array<Byte, Size>& to) {
    std::copy_n(from, Size, to.begin());
}

}  // namespace

void encode_leaf(const LeafRecord& leaf, std::string& out) {
    out.reserve(out.size() + leaf_bytes);
    out += magic;
    out.push_back(static_cast<char>(leaf.stream.kind));
    out.push_back(static_cast<char>(leaf.flags));
    put_big_endian(out, leaf.schema);
    put_big_endian(out, leaf.position.value);
    put_big_endian(out, leaf.recorded_at.micros);
    out += as_text(leaf.event_id.bytes);
    out += as_text(leaf.stream.id.bytes);
    put_big_endian(out, leaf.type_id);
    put_big_endian(out, leaf.payload_length);
    put_big_endian(out, leaf.segment_count);
    out += as_text(leaf.payload_hash);
    put_big_endian(out, leaf.version.value);
    out += as_text(leaf.previous);
}

Result<LeafRecord> decode_leaf(ByteSpan bytes) {
    if (bytes.size() != leaf_bytes)
        return fail(ErrorKind::damaged, "A leaf record is not 144 bytes long: the log is damaged here.");
    const Byte* data = bytes.data();
    if (as_text(bytes.first(magic.size())) != magic)
        return fail(ErrorKind::damaged, "A leaf record does not begin with \"FLv1\": the log is damaged here.");
    if (!is_stream_kind(data[4]))
        return fail(ErrorKind::damaged, "A leaf record has no known kind of stream: the log is damaged here.");

    LeafRecord leaf;
    leaf.stream.kind = static_cast<StreamKind>(data[4]);
    leaf.flags = data[5];
    leaf.schema = get_big_endian<std::uint16_t>(data + 6);
    leaf.position.value = get_big_endian<std::uint64_t>(data + 8);
    leaf.recorded_at.micros = get_big_endian<std::int64_t>(data + 16);
    get_array(data + 24, leaf.event_id.bytes);
    get_array(data + 40, leaf.stream.id.bytes);
    leaf.type_id = get_big_endian<std::uint64_t>(data + 56);
    leaf.payload_length = get_big_endian<std::uint32_t>(data + 64);
    leaf.segment_count = get_big_endian<std::uint32_t>(data + 68);
    get_array(data + 72, leaf.payload_hash);
    leaf.version.value = get_big_endian<std::uint64_t>(data + 104);
    get_array(data + 112, leaf.previous);
    return leaf;
}

}  // namespace forloeb
