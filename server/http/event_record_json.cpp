#include "server/http/event_record_json.hpp"

#include <kj/debug.h>

#include <map>

#include "events/codec/view.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

/// Types' labels stand in every event of every answer, and in annotations of a schema.
const std::string& label_json(const EventType& type) {
    static const auto labels = [] {
        std::map<const EventType*, std::string> all;
        for (const EventType& one : all_event_types()) {
            std::string& out = all[&one];
            out = "{\"da\":";
            append_json_quoted(out, one.label("da"));
            out.append(",\"en\":");
            append_json_quoted(out, one.label("en"));
            out.push_back('}');
        }
        return all;
    }();
    return labels.at(&type);
}

void write_event(JsonWriter& writer, capnp::AnyStruct::Reader value) {
    const auto record = value.as<wire::EventRecord>();
    const auto encoded = record.getLeaf();
    const auto leaf = decode_leaf({encoded.begin(), encoded.size()});
    KJ_REQUIRE(leaf.has_value(), "no leaf record");
    const auto stored = record.getStored();
    const auto event = EventView::open(*leaf, {stored.begin(), stored.size()});
    KJ_REQUIRE(event.has_value(), "no stored event");

    std::string& out = writer.text();
    out.push_back('{');
    writer.proposal_members({event->type().name, event->envelope(), event->payload(), record.getPersonal()});
    writer.key("label");
    out.append(label_json(event->type()));
    writer.key("stream");
    out.append("{\"kind\":\"").append(stream_kind_name(leaf->stream.kind)).append("\",\"id\":\"").append(leaf->stream.id.text()).append("\"}");
    const auto assigned = [&](std::string_view name, const std::string& text) {
        writer.key(name);
        out.append("\"").append(text).append("\"");
    };
    assigned("position", std::to_string(leaf->position.value));
    assigned("version", std::to_string(leaf->version.value));
    assigned("eventId", leaf->event_id.text());
    assigned("recordedAt", format_instant(leaf->recorded_at));
    out.push_back('}');
}

}  // namespace

JsonWriter answer_writer(std::string& out) {
    JsonWriter writer(out);
    writer.give_form(capnp::typeId<wire::EventRecord>(), write_event);
    return writer;
}

std::string answer_value_json(capnp::DynamicValue::Reader value, capnp::Type type) {
    std::string out;
    answer_writer(out).value(value, type);
    return out;
}

std::string event_record_json(wire::EventRecord::Reader record) {
    std::string out;
    answer_writer(out).object(record);
    return out;
}

}  // namespace forloeb
