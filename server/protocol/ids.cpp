#include "server/protocol/ids.hpp"

namespace forloeb {

Result<StreamKind> read_stream_kind(wire::StreamKind kind, std::string_view field) {
    switch (kind) {
        case wire::StreamKind::CASE: return StreamKind::case_;
        case wire::StreamKind::PERSON: return StreamKind::person;
        case wire::StreamKind::PROJECT: return StreamKind::project;
        case wire::StreamKind::GOVERNANCE: return StreamKind::governance;
        case wire::StreamKind::UNSET:
        case wire::StreamKind::RESERVED: break;
    }
    return fail(ErrorKind::invalid, "A stream's kind is one of case, person, project, governance.", std::string(field) + ".kind");
}

Result<StreamId> read_stream_ref(wire::StreamRef::Reader ref, std::string_view field) {
    FORLOEB_TRY(const StreamKind kind, read_stream_kind(ref.getKind(), field));
    const Uuid id = read_id(ref.getId());
    if (id.is_nil()) return fail(ErrorKind::invalid, "A stream needs an id that is not nil.", std::string(field) + ".id");
    return StreamId{kind, id};
}

void write_stream_ref(wire::StreamRef::Builder out, const StreamId& stream) {
    out.setKind(static_cast<wire::StreamKind>(stream.kind));
    write_id(out.initId(), stream.id);
}

}  // namespace forloeb
