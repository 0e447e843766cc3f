#include "server/handlers/records.hpp"
#include "server/handlers/requests.hpp"

namespace forloeb {

Status read_log(const Engine& engine, wire::ReadLog::Reader request, wire::Frame::Builder reply) {
    const Position from{request.getFrom()};
    FORLOEB_TRY(const Page page, engine.read_log(from, page_limit(request.getEventsMax())));
    auto out = reply.initPage();
    auto events = out.initEvents(static_cast<capnp::uint>(page.events.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) write_record(events[i], page.events[i]);
    out.setAtEnd(page.at_end);
    out.setNext(page.events.empty() ? from.value : page.events.back().leaf().position.value + 1);
    return {};
}

}  // namespace forloeb
