#include "server/handlers/records.hpp"

#include <algorithm>

#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

void write(wire::EventRecord::Builder out, const EventType& type, ByteSpan leaf, ByteSpan stored) {
    out.setType(capnp::Text::Reader(type.name.data(), type.name.size()));
    out.setLeaf(kj::arrayPtr(leaf.data(), leaf.size()));
    out.setStored(kj::arrayPtr(stored.data(), stored.size()));
}

}  // namespace

Status write_record(wire::EventRecord::Builder out, const layout::Record& record) {
    FORLOEB_TRY(const EventType* type, type_of(record.leaf));
    write(out, *type, record.encoded_leaf, record.payload);
    return {};
}

std::size_t wire_bytes(std::span<const layout::Record> records) {
    std::size_t bytes = 2 * record_overhead_bytes;
    for (const layout::Record& record : records) bytes += record.payload.size() + record_overhead_bytes;
    return bytes;
}

void write_personal(wire::EventRecord::Builder out, std::span<const UnsealedPart> parts) {
    auto list = out.initPersonal(static_cast<capnp::uint>(parts.size()));
    for (capnp::uint i = 0; i < list.size(); ++i) {
        write_id(list[i].initSubject(), parts[i].subject);
        MessageReader reader(parts[i].fields);
        list[i].getFields().set(reader.root<capnp::AnyPointer>());
    }
}

Result<Recorded> record(const Engine& engine, const EventView& event, const ReadReceipt* receipt, std::size_t& bytes) {
    Recorded recorded{&event, {}};
    if (receipt != nullptr) {
        FORLOEB_TRY(recorded.personal, engine.unseal(event, *receipt));
    }
    bytes += event.bytes().size() + record_overhead_bytes;
    for (const auto& part : recorded.personal) bytes += part.fields.bytes().size() + record_overhead_bytes;
    return recorded;
}

void write_record(wire::EventRecord::Builder out, const Recorded& recorded) {
    std::string leaf;
    encode_leaf(recorded.event->leaf(), leaf);
    write(out, recorded.event->type(), as_bytes(leaf), recorded.event->bytes());
    if (!recorded.personal.empty()) write_personal(out, recorded.personal);
}

PageLimit page_limit(std::uint32_t events_asked) {
    PageLimit limit;
    limit.events = events_asked == 0 ? limits::read_events_max : std::min<std::size_t>(events_asked, limits::read_events_max);
    limit.bytes = limits::page_bytes_max;
    return limit;
}

}  // namespace forloeb
