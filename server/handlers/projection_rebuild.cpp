#include "projections/queries.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

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
        FORLOEB_CHECK(runner->rebuild(which, {}));
    }
    return query_projections(projections.engine(), *runner, which, !request.getCancel(), reply.initProjectionRebuildReply());
}

}  // namespace forloeb
