#include "server/handlers/requests.hpp"

#include "engine/log/stored_tree.hpp"

namespace forloeb {

Status log_root(const Engine& engine, wire::LogRoot::Reader request, wire::Frame::Builder reply) {
    const LogHead head = engine.head();
    const Position size = request.getSize() == 0 ? head.next : Position{request.getSize()};
    if (size > head.next)
        return fail(ErrorKind::invalid, "The log has " + std::to_string(head.next.value) + " events; ask for a root of at most that size.", "size");
    Hash root = head.root;
    if (request.getRecompute()) {
        FORLOEB_TRY(root, engine.recompute_root(size));
    } else if (size != head.next) {
        FORLOEB_TRY(StoredTree tree, engine.tree(size));
        FORLOEB_TRY(const TreeHead then, tree.head());
        root = then.root;
    }
    auto out = reply.initLogRootReply();
    out.setSize(size.value);
    out.setRoot(kj::arrayPtr(root.data(), root.size()));
    out.setOrigin(engine.options().origin);
    out.setFormat(engine.format_description());
    return {};
}

}  // namespace forloeb
