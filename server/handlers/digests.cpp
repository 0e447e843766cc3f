#include "server/handlers/requests.hpp"

namespace forloeb {

Status digests(const Engine& engine, capnp::List<capnp::Data>::Reader request, wire::Frame::Builder reply) {
    if (request.size() > limits::append_events_max)
        return fail(ErrorKind::invalid, "At most 1,000 digests can be asked for at a time.", "digests");
    auto out = reply.initDigestsReply(request.size());
    for (capnp::uint i = 0; i < request.size(); ++i) {
        const auto data = request[i];
        out.set(i, engine.keyed_digest({data.begin(), data.size()}));
    }
    return {};
}

}  // namespace forloeb
