#include "projections/runner/projection_status.hpp"
#include "server/handlers/query.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Status projection_rebuild(Projections& projections, wire::ProjectionRebuild::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(Runner * runner, projections.runner());
    FORLOEB_TRY(Follower * follower, runner->find(text_of(request.getName())));
    FORLOEB_CHECK(follower->rebuild({}));
    return fill_projection_status(projections.engine(), *follower, true, reply.initProjectionRebuildReply());
}

}  // namespace forloeb
