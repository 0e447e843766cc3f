#include "server/evidence/event_json.hpp"

#include "events/codec/json_writer.hpp"
#include "events/vocabulary/time.hpp"
#include "server/http/json_text.hpp"

namespace forloeb {

std::string event_json(const EventView& event) {
    const LeafRecord& leaf = event.leaf();
    return JsonLine('{')
        .text("position", std::to_string(leaf.position.value))
        .text("recordedAt", format_instant(leaf.recorded_at))
        .raw("stream",
             JsonLine('{').text("kind", stream_kind_name(leaf.stream.kind)).text("id", leaf.stream.id.text()).str())
        .text("version", std::to_string(leaf.version.value))
        .text("eventId", leaf.event_id.text())
        .raw("event", proposal_json({event.type().name, event.envelope(), event.payload(), {}}))
        .str();
}

}  // namespace forloeb
