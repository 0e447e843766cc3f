#include "server/handlers/records.hpp"
#include "server/handlers/requests.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

/// The events of `page` that fit into one reply: all of them, unless opened personal text makes them larger.
Result<std::vector<Recorded>> fitting(const Engine& engine, const Page& page, bool personal) {
    std::vector<Recorded> out;
    std::size_t bytes = 0;
    for (const auto& event : page.events) {
        FORLOEB_TRY(auto recorded, record(engine, event, personal, bytes));
        if (personal && !out.empty() && bytes > limits::page_bytes_max) break;
        out.push_back(std::move(recorded));
    }
    return out;
}

}  // namespace

Status read_stream(const Engine& engine, wire::ReadStream::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const StreamId stream, read_stream_ref(request.getStream(), "stream"));
    const Direction direction = request.getBackwards() ? Direction::backwards : Direction::forwards;
    StreamVersion from{request.getFrom()};
    if (from.value == 0) {
        from = {1};
        if (direction == Direction::backwards) {
            FORLOEB_TRY(from, engine.stream_version(stream));
        }
    }
    Page page;
    page.at_end = true;
    if (from.value != 0) {
        FORLOEB_TRY(page, engine.read_stream(stream, from, direction, page_limit(request.getEventsMax())));
    }
    FORLOEB_TRY(const auto records, fitting(engine, page, request.getPersonal()));

    auto out = reply.initPage();
    auto events = out.initEvents(static_cast<capnp::uint>(records.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) write_record(events[i], records[i]);
    out.setAtEnd(page.at_end && records.size() == page.events.size());
    std::uint64_t next = from.value;
    if (!records.empty()) {
        const std::uint64_t last = records.back().event->leaf().version.value;
        next = direction == Direction::forwards ? last + 1 : last - 1;
    }
    out.setNext(next);
    return {};
}

}  // namespace forloeb
