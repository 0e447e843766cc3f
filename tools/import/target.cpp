#include "tools/import/target.hpp"

#include <algorithm>

#include "events/schema/case.capnp.h"
#include "events/schema/promise.capnp.h"

namespace forloeb {

std::size_t ImportAppend::bytes() const {
    std::size_t out = 0;
    for (const StreamWrite& write : writes)
        for (const ReadyEvent& event : write.events) out += event.bytes();
    return out;
}

void RecordedCase::note(StreamVersion at, const EventType& type, Envelope::Reader envelope,
                        capnp::AnyPointer::Reader payload, std::string_view system,
                        const std::vector<Uuid>& retracted) {
    version = std::max(version, at);
    const Source::Reader source = envelope.getSource();
    if (std::string_view(source.getSystem().begin(), source.getSystem().size()) != system) return;
    const Uuid batch = Uuid::from_halves(source.getBatch().getHigh(), source.getBatch().getLow());
    if (std::find(retracted.begin(), retracted.end(), batch) != retracted.end()) return;
    if (!source.getSynthesised()) {
        events[source.getPosition()] = source.getDigest();
    } else if (type.type_id() == capnp::typeId<CaseOpened>()) {
        opening = source.getDigest();
    } else if (type.type_id() == capnp::typeId<DeadlineSet>()) {
        const auto reference = payload.getAs<DeadlineSet>().getDeadline();
        deadlines[std::string(reference.begin(), reference.size())] = source.getDigest();
    }
}

}  // namespace forloeb
