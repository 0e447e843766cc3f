#include "projections/queries.hpp"
#include "server/handlers/query.hpp"

namespace forloeb {

Status projection_status(Projections& projections, wire::ProjectionStatus::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(Runner * runner, projections.runner());
    return query_projections(projections.engine(), *runner, runner->all(), request.getDigest(), reply.initProjectionStatusReply());
}

}  // namespace forloeb
