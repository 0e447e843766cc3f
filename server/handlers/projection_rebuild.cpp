#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

namespace {

/// A rebuild writes all rows anew beside the old ones: it must not take the room that the log is promised.
Status check_room(const Engine& engine) {
    const EngineFigures now = engine.figures();
    if (now.free_bytes >= now.space_floor) return {};
    return fail(ErrorKind::storage_full, "The disk of the data directory has " + std::to_string(now.free_bytes) + " bytes free; " +
                                             std::to_string(now.space_floor) + " are needed before rows are rebuilt. Free some space and try again.");
}

}  // namespace

Status projection_rebuild(Projections& projections, wire::ProjectionRebuild::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(Runner * runner, projections.runner());
    std::vector<Follower*> which = runner->all();
    if (request.getName().size() > 0) {
        FORLOEB_TRY(Follower * follower, runner->find(text_of(request.getName())));
        which = {follower};
    }
    if (request.getCancel()) {
        runner->cancel_rebuild();
    } else {
        FORLOEB_CHECK(check_room(projections.engine()));
        FORLOEB_CHECK(runner->rebuild(which, {}));
    }
    return query_projections(projections.engine(), *runner, which, !request.getCancel(), reply.initProjectionRebuildReply());
}

}  // namespace forloeb
