#include "server/handlers/requests.hpp"

namespace forloeb {

Status log_root(const Engine& engine, wire::LogRoot::Reader request, wire::Frame::Builder reply) {
    const LogHead head = engine.head();
    const Position size = request.getSize() == 0 ? head.next : Position{request.getSize()};
    if (size > head.next)
        return fail(ErrorKind::invalid, "The log has " + std::to_string(head.next.value) + " events; ask for a root of at most that size.", "size");
    Hash root = head.root;
    if (size != head.next || request.getRecompute()) {
        FORLOEB_TRY(root, engine.recompute_root(size));
    }
    auto out = reply.initLogRootReply();
    out.setSize(size.value);
    out.setRoot(kj::arrayPtr(root.data(), root.size()));
    out.setOrigin(engine.options().origin);
    return {};
}

}  // namespace forloeb
