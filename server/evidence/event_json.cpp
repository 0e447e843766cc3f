#include "server/evidence/event_json.hpp"

#include <capnp/message.h>

#include "events/vocabulary/time.hpp"
#include "server/http/json_text.hpp"

namespace forloeb {

std::string event_json(HouseJson& json, const EventView& event) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType(std::string(event.type().name).c_str());
    proposal.setEnvelope(event.envelope());
    proposal.getPayload().set(event.payload());
    capnp::MallocMessageBuilder scratch;
    auto value = scratch.initRoot<capnp::json::Value>();
    json.encode_proposal(proposal.asReader(), value);
    json.codec().setPrettyPrint(false);
    const kj::String text = json.codec().encodeRaw(value);
    const LeafRecord& leaf = event.leaf();
    return JsonLine('{')
        .text("position", std::to_string(leaf.position.value))
        .text("recordedAt", format_instant(leaf.recorded_at))
        .raw("stream",
             JsonLine('{').text("kind", stream_kind_name(leaf.stream.kind)).text("id", leaf.stream.id.text()).str())
        .text("version", std::to_string(leaf.version.value))
        .text("eventId", leaf.event_id.text())
        .raw("event", std::string_view(text.begin(), text.size()))
        .str();
}

}  // namespace forloeb
