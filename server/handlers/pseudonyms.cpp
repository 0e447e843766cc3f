#include "server/handlers/requests.hpp"

namespace forloeb {

Status pseudonyms(const Engine& engine, wire::Pseudonyms::Reader request, wire::Frame::Builder reply) {
    const auto names = request.getNames();
    if (names.size() > limits::identifiers_asked_max)
        return fail(ErrorKind::invalid, "At most 1,000 names can be asked for at a time.", "names");
    const auto scope = request.getScope();
    auto out = reply.initPseudonymsReply(names.size());
    for (capnp::uint i = 0; i < names.size(); ++i) {
        const auto name = names[i];
        out.set(i, engine.pseudonym({scope.begin(), scope.size()}, {name.begin(), name.size()}));
    }
    return {};
}

}  // namespace forloeb
