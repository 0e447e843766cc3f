#include <algorithm>

#include "server/handlers/requests.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {

Status list_streams(const Engine& engine, wire::ListStreams::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const StreamKind kind, read_stream_kind(request.getKind(), "kind"));
    const std::size_t limit = request.getLimit() == 0 ? 1000 : std::min<std::size_t>(request.getLimit(), limits::read_events_max);
    FORLOEB_TRY(const auto streams, engine.list_streams(kind, read_id(request.getAfter()), limit));
    auto out = reply.initStreams().initStreams(static_cast<capnp::uint>(streams.size()));
    for (capnp::uint i = 0; i < out.size(); ++i) write_id(out[i], streams[i].id);
    return {};
}

}  // namespace forloeb
