#include "server/http/event_record_json.hpp"

#include <capnp/dynamic.h>
#include <capnp/message.h>
#include <kj/exception.h>

#include "events/codec/view.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

EventView view_of_record(wire::EventRecord::Reader record) {
    const auto encoded = record.getLeaf();
    const auto leaf = decode_leaf({encoded.begin(), encoded.size()});
    KJ_REQUIRE(leaf.has_value(), "no leaf record");
    const auto stored = record.getStored();
    auto event = EventView::open(*leaf, {stored.begin(), stored.size()});
    KJ_REQUIRE(event.has_value(), "no stored event");
    return std::move(*event);
}

/// The proposal it was, with what was opened of it.
void fill_proposal(ProposedEvent::Builder proposal, const EventView& event, wire::EventRecord::Reader record) {
    proposal.setType(capnp::Text::Reader(event.type().name.data(), event.type().name.size()));
    proposal.setEnvelope(event.envelope());
    proposal.getPayload().set(event.payload());
    const auto opened = record.getPersonal();
    auto parts = proposal.initPersonal(opened.size());
    for (capnp::uint i = 0; i < opened.size(); ++i) {
        const auto subject = opened[i].getSubject();
        if (subject.getHigh() != 0 || subject.getLow() != 0) parts[i].setSubject(subject);
        parts[i].getFields().set(opened[i].getFields());
    }
}

void write_label(JsonValue::Builder out, const EventType& type) {
    auto label = out.initObject(2);
    label[0].setName("da");
    label[0].initValue().setString(std::string(type.label("da")));
    label[1].setName("en");
    label[1].initValue().setString(std::string(type.label("en")));
}

void write_stream(JsonValue::Builder out, const StreamId& stream) {
    auto members = out.initObject(2);
    members[0].setName("kind");
    members[0].initValue().setString(std::string(stream_kind_name(stream.kind)));
    members[1].setName("id");
    members[1].initValue().setString(stream.id.text());
}

void write_event(HouseJson& json, wire::EventRecord::Reader record, JsonValue::Builder out) {
    const EventView event = view_of_record(record);
    const LeafRecord& leaf = event.leaf();
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    fill_proposal(proposal, event, record);
    auto proposed = capnp::Orphanage::getForMessageContaining(out).newOrphan<JsonValue>();
    json.encode_proposal(proposal.asReader(), proposed.get());
    auto told = proposed.get().getObject();
    constexpr capnp::uint assigned = 6;
    auto members = out.initObject(told.size() + assigned);
    for (capnp::uint i = 0; i < told.size(); ++i) {
        members[i].adoptName(told[i].disownName());
        members[i].adoptValue(told[i].disownValue());
    }
    capnp::uint next = told.size();
    const auto member = [&](const char* name) {
        members[next].setName(name);
        return members[next++].initValue();
    };
    write_label(member("label"), event.type());
    write_stream(member("stream"), leaf.stream);
    member("position").setString(std::to_string(leaf.position.value));
    member("version").setString(std::to_string(leaf.version.value));
    member("eventId").setString(leaf.event_id.text());
    member("recordedAt").setString(format_instant(leaf.recorded_at));
}

// The library's handlers have no virtual destructor and are never deleted through their base.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

class EventRecordHandler final : public capnp::JsonCodec::Handler<wire::EventRecord> {
  public:
    explicit EventRecordHandler(HouseJson& json) : json_(json) {}
    using Handler::decode;
    void encode(const capnp::JsonCodec&, wire::EventRecord::Reader input, JsonValue::Builder output) const override { write_event(json_, input, output); }
    void decode(const capnp::JsonCodec&, JsonValue::Reader, wire::EventRecord::Builder) const override {
        KJ_FAIL_REQUIRE("events are never read in this form");
    }

  private:
    HouseJson& json_;
};

#pragma GCC diagnostic pop

}  // namespace

std::string event_record_json(HouseJson& json, wire::EventRecord::Reader record) {
    capnp::MallocMessageBuilder scratch;
    auto value = scratch.initRoot<JsonValue>();
    write_event(json, record, value);
    json.codec().setPrettyPrint(false);
    const kj::String text = json.codec().encodeRaw(value);
    return {text.begin(), text.size()};
}

struct AnswerJson::Records {
    EventRecordHandler handler;
};

AnswerJson::AnswerJson() : records_(std::make_unique<Records>(Records{EventRecordHandler(house_)})) {
    house_.codec().setPrettyPrint(false);
    house_.codec().addTypeHandler(records_->handler);
}
AnswerJson::~AnswerJson() = default;

std::string AnswerJson::encode(capnp::DynamicValue::Reader value, capnp::Type type) {
    const kj::String text = house_.codec().encode(value, type);
    return {text.begin(), text.size()};
}

}  // namespace forloeb
