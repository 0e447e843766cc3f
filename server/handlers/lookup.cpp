#include "server/handlers/requests.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {

Status lookup(const Engine& engine, wire::Lookup::Reader request, wire::Frame::Builder reply) {
    const auto identifiers = request.getIdentifiers();
    if (identifiers.size() > limits::identifiers_asked_max)
        return fail(ErrorKind::invalid, "At most 1,000 identifiers can be looked up at a time.", "identifiers");
    const auto scope = request.getScope();
    auto streams = reply.initLookupReply().initStreams(identifiers.size());
    for (capnp::uint i = 0; i < identifiers.size(); ++i) {
        const auto identifier = identifiers[i];
        FORLOEB_TRY(const auto stream, engine.lookup({scope.begin(), scope.size()}, {identifier.begin(), identifier.size()}));
        if (stream) write_stream_ref(streams[i], *stream);
    }
    return {};
}

}  // namespace forloeb
