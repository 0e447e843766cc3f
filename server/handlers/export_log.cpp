#include "server/handlers/requests.hpp"

namespace forloeb {

Status export_log(const Engine& engine, wire::ExportLog::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const LogExport piece, engine.export_log({{request.getFrom()}, request.getInside()}, {request.getEnd()}, limits::export_bytes_max));
    auto out = reply.initExportLogReply();
    auto values = out.initValues(static_cast<capnp::uint>(piece.values.size()));
    for (capnp::uint i = 0; i < values.size(); ++i) {
        const ByteSpan value = as_bytes(piece.values[i]);
        values.set(i, kj::arrayPtr(value.data(), value.size()));
    }
    out.setNext(piece.next.position.value);
    out.setInside(piece.next.inside);
    return {};
}

}  // namespace forloeb
