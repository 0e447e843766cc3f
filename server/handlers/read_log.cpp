#include "server/handlers/records.hpp"
#include "server/handlers/requests.hpp"

namespace forloeb {

Status read_log(const Engine& engine, wire::ReadLog::Reader request, FrameBuilder& reply) {
    const Position from{request.getFrom()};
    FORLOEB_TRY(const StoredPage page, engine.read_stored_log(from, page_limit(request.getEventsMax())));
    reply.expect(wire_bytes(page.records));
    auto out = reply.frame().initPage();
    auto events = out.initEvents(static_cast<capnp::uint>(page.records.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) FORLOEB_CHECK(write_record(events[i], page.records[i]));
    out.setAtEnd(page.at_end);
    out.setNext(page.records.empty() ? from.value : page.records.back().leaf.position.value + 1);
    return {};
}

}  // namespace forloeb
