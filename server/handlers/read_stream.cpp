#include "server/handlers/records.hpp"
#include "server/handlers/requests.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

using Records = std::span<const layout::Record>;
using PersonalParts = std::vector<std::vector<UnsealedPart>>;

/// The personal text of the page's events, of as many as one reply holds: opened, it makes them larger. Adds to `bytes`
/// what they take with it.
Result<PersonalParts> open_fitting(const Engine& engine, const ReadReceipt& receipt, const StoredPage& page, std::size_t& bytes) {
    PersonalParts out;
    for (const layout::Record& stored : page.records) {
        FORLOEB_TRY(const EventView event, EventView::open_in_place(stored.leaf, stored.payload, page.bytes));
        FORLOEB_TRY(auto recorded, record(engine, event, &receipt, bytes));
        if (!out.empty() && bytes > limits::page_bytes_max) break;
        out.push_back(std::move(recorded.personal));
    }
    return out;
}

}  // namespace

Status read_stream(const Engine& engine, const Passage& passage, wire::ReadStream::Reader request, FrameBuilder& reply) {
    FORLOEB_TRY(const StreamId stream, read_stream_ref(request.getStream(), "stream"));
    const Direction direction = request.getBackwards() ? Direction::backwards : Direction::forwards;
    StreamVersion from{request.getFrom()};
    if (from.value == 0) {
        from = {1};
        if (direction == Direction::backwards) {
            FORLOEB_TRY(from, engine.stream_version(stream));
        }
    }
    StoredPage page;
    page.at_end = true;
    if (from.value != 0) {
        FORLOEB_TRY(page, engine.read_stored_stream(stream, from, direction, page_limit(request.getEventsMax())));
    }
    Records records = page.records;
    PersonalParts personal;
    std::size_t bytes = 0;
    if (request.getPersonal()) {
        FORLOEB_TRY(const ReadReceipt receipt, passage.receipt());
        FORLOEB_TRY(personal, open_fitting(engine, receipt, page, bytes));
        records = records.first(personal.size());
    }

    reply.expect(bytes + wire_bytes(records));
    auto out = reply.frame().initPage();
    auto events = out.initEvents(static_cast<capnp::uint>(records.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) {
        FORLOEB_CHECK(write_record(events[i], records[i]));
        if (request.getPersonal() && !personal[i].empty()) write_personal(events[i], personal[i]);
    }
    out.setAtEnd(page.at_end && records.size() == page.records.size());
    std::uint64_t next = from.value;
    if (!records.empty()) {
        const std::uint64_t last = records.back().leaf.version.value;
        next = direction == Direction::forwards ? last + 1 : last - 1;
    }
    out.setNext(next);
    return {};
}

}  // namespace forloeb
