#include "events/codec/json.hpp"

#include <capnp/dynamic.h>
#include <kj/encoding.h>
#include <kj/exception.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "events/codec/json_check.hpp"
#include "events/codec/json_writer.hpp"
#include "events/codec/propose.hpp"
#include "events/codec/shape.hpp"
#include "events/schema/correction.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

std::string_view view_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

kj::StringPtr text_of(JsonValue::Reader value) {
    return value.isString() ? kj::StringPtr(value.getString()) : kj::StringPtr();
}

// Inside a handler an exception is the library's way to refuse; HouseJson's own calls check first and never meet it.
// The library's handlers have no virtual destructor and are never deleted through their base.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

/// They read only: what they are for is written by JsonWriter.
template <typename Read>
class ReadingHandler : public capnp::JsonCodec::Handler<Read> {
  public:
    using capnp::JsonCodec::Handler<Read>::decode;
    void encode(const capnp::JsonCodec&, capnp::ReaderFor<Read>, JsonValue::Builder) const override { KJ_FAIL_REQUIRE("JsonWriter writes"); }
};

class Id16Handler final : public ReadingHandler<Id16> {
  public:
    using ReadingHandler::decode;
    void decode(const capnp::JsonCodec&, JsonValue::Reader input, Id16::Builder output) const override {
        if (text_of(input).size() == 0) return;
        const auto id = Uuid::parse(std::string_view(text_of(input).begin(), text_of(input).size()));
        KJ_REQUIRE(id.has_value(), "no UUID");
        output.setHigh(id->high());
        output.setLow(id->low());
    }
};

class MomentHandler final : public ReadingHandler<Moment> {
  public:
    using ReadingHandler::decode;
    void decode(const capnp::JsonCodec&, JsonValue::Reader input, Moment::Builder output) const override {
        const auto when = parse_when(std::string_view(text_of(input).begin(), text_of(input).size()));
        KJ_REQUIRE(when.has_value(), "no time");
        write_moment(output, *when);
    }
};

class BytesHandler final : public ReadingHandler<capnp::Data> {
  public:
    capnp::Orphan<capnp::Data> decode(const capnp::JsonCodec&, JsonValue::Reader input, capnp::Orphanage orphanage) const override {
        const auto bytes = kj::decodeHex(text_of(input));
        KJ_REQUIRE(!bytes.hadErrors, "no hexadecimal digits");
        return orphanage.newOrphanCopy(capnp::Data::Reader(bytes));
    }
};

/// Sets the fields of `out` that `object` names; `other` is asked first and takes what it knows.
void decode_members(const capnp::JsonCodec& codec, JsonValue::Reader object, capnp::DynamicStruct::Builder out,
                    const std::function<bool(std::string_view name, JsonValue::Reader value)>& other) {
    const auto orphanage = capnp::Orphanage::getForMessageContaining(out);
    for (const auto member : object.getObject()) {
        if (other(view_of(member.getName()), member.getValue())) continue;
        const auto field = out.getSchema().getFieldByName(member.getName());
        out.adopt(field, codec.decode(member.getValue(), field.getType(), orphanage));
    }
}

/// EventCorrected.payload is of the type that stands in targetType.
class CorrectionHandler final : public ReadingHandler<EventCorrected> {
  public:
    using ReadingHandler::decode;
    void decode(const capnp::JsonCodec& codec, JsonValue::Reader input, EventCorrected::Builder output) const override {
        const auto name = json_member(input, "targetType");
        const EventType* target = name ? find_event_type(view_of(name->getString())) : nullptr;
        decode_members(codec, input, output, [&](std::string_view member, JsonValue::Reader value) {
            if (member != "payload") return false;
            KJ_REQUIRE(target != nullptr, "targetType is no event type");
            codec.decode(value, output.getPayload().initAs<capnp::DynamicStruct>(target->clear));
            return true;
        });
    }
};

#pragma GCC diagnostic pop

Status at(std::string step, Status status) {
    if (!status) return tl::make_unexpected(within(std::move(step), std::move(status.error())));
    return status;
}

tl::unexpected<Error> does_not_fit() {
    return fail(ErrorKind::invalid, "This JSON does not fit what is expected here.");
}

/// What a proposal's object holds beside the envelope.
struct ProposalJson {
    const EventType* type = nullptr;
    std::optional<capnp::StructSchema> personal_schema;
    std::optional<JsonValue::Reader> payload;
    std::optional<JsonValue::Reader> personal;
};

bool is_outside_envelope(std::string_view name) { return name == "type" || name == "payload" || name == "personal"; }

Status check_personal_part(JsonValue::Reader part, capnp::StructSchema schema) {
    if (!part.isObject()) return fail(ErrorKind::invalid, "Write an object with `subject` and `fields` here.");
    for (const auto member : part.getObject()) {
        const std::string_view name = view_of(member.getName());
        if (name == "subject") {
            FORLOEB_CHECK(at("subject", check_json(member.getValue(), capnp::Schema::from<Id16>())));
        } else if (name == "fields") {
            FORLOEB_CHECK(at("fields", check_json_object(member.getValue(), schema)));
        } else {
            return fail(ErrorKind::invalid, "There is no field of this name here: write `subject` and `fields`.",
                        std::string(name));
        }
    }
    return {};
}

Status check_personal(const ProposalJson& proposal) {
    if (!proposal.personal) return {};
    if (!proposal.personal_schema)
        return fail(ErrorKind::invalid, "This type has no personal fields: record them with note.recorded.",
                    "personal");
    if (proposal.personal->isObject())
        return at("personal", check_json_object(*proposal.personal, *proposal.personal_schema));
    if (!proposal.personal->isArray())
        return fail(ErrorKind::invalid, "Write an object, or a list of objects, here.", "personal");
    const auto parts = proposal.personal->getArray();
    for (capnp::uint i = 0; i < parts.size(); ++i)
        FORLOEB_CHECK(
            at("personal[" + std::to_string(i) + "]", check_personal_part(parts[i], *proposal.personal_schema)));
    return {};
}

/// Checks the whole object; afterwards decoding it cannot fail.
Result<ProposalJson> check_proposal_json(JsonValue::Reader value) {
    if (!value.isObject())
        return fail(ErrorKind::invalid,
                    "A proposal is a JSON object with `type`, `occurredAt`, `actor` and `payload`.");
    ProposalJson proposal;
    const auto name = json_member(value, "type");
    if (!name || !name->isString()) return fail(ErrorKind::invalid, "Name the event type.", "type");
    proposal.type = find_event_type(view_of(name->getString()));
    if (proposal.type == nullptr)
        return fail(ErrorKind::invalid, "There is no event type of this name. The catalogue is in events/README.md.",
                    "type");
    proposal.payload = json_member(value, "payload");
    proposal.personal = json_member(value, "personal");

    const capnp::StructSchema envelope = capnp::Schema::from<Envelope>();
    std::vector<std::string_view> seen;
    for (const auto member : value.getObject()) {
        const std::string_view field = view_of(member.getName());
        if (std::find(seen.begin(), seen.end(), field) != seen.end())
            return fail(ErrorKind::invalid, "This field is there twice.", std::string(field));
        seen.push_back(field);
        if (is_outside_envelope(field)) continue;
        KJ_IF_MAYBE (known, envelope.findFieldByName(member.getName())) {
            FORLOEB_CHECK(at(std::string(field), check_json(member.getValue(), known->getType())));
        } else {
            return fail(ErrorKind::invalid,
                        "There is no field of this name here. Check its spelling, or upgrade if it is newer.",
                        std::string(field));
        }
    }
    if (proposal.payload) FORLOEB_CHECK(at("payload", check_json(*proposal.payload, proposal.type->clear)));

    proposal.personal_schema = proposal.type->personal;
    if (proposal.type->type_id() == capnp::typeId<EventCorrected>()) {
        const auto target = proposal.payload ? json_member(*proposal.payload, "targetType") : std::nullopt;
        const EventType* type = target && target->isString() ? find_event_type(view_of(target->getString())) : nullptr;
        if (type == nullptr)
            return fail(ErrorKind::invalid, "Name the type of the corrected event.", "payload.targetType");
        proposal.personal_schema = type->personal;
    }
    FORLOEB_CHECK(check_personal(proposal));
    return proposal;
}

void decode_personal(const capnp::JsonCodec& codec, const ProposalJson& proposal, ProposedEvent::Builder out) {
    if (!proposal.personal) return;
    const auto schema = *proposal.personal_schema;
    if (proposal.personal->isObject()) {
        codec.decode(*proposal.personal, out.initPersonal(1)[0].getFields().initAs<capnp::DynamicStruct>(schema));
        return;
    }
    const auto list = proposal.personal->getArray();
    auto parts = out.initPersonal(list.size());
    for (capnp::uint i = 0; i < list.size(); ++i) {
        if (const auto subject = json_member(list[i], "subject")) codec.decode(*subject, parts[i].initSubject());
        if (const auto fields = json_member(list[i], "fields"))
            codec.decode(*fields, parts[i].getFields().initAs<capnp::DynamicStruct>(schema));
    }
}

}  // namespace

struct HouseJson::Handlers {
    Id16Handler id16;
    MomentHandler moment;
    BytesHandler bytes;
    CorrectionHandler correction;
};

HouseJson::HouseJson() : handlers_(std::make_unique<Handlers>()), codec_(std::make_unique<capnp::JsonCodec>()) {
    codec_->setRejectUnknownFields(true);
    codec_->addTypeHandler(handlers_->id16);
    codec_->addTypeHandler(handlers_->moment);
    codec_->addTypeHandler(handlers_->bytes);
    codec_->addTypeHandler(handlers_->correction);
}
HouseJson::~HouseJson() = default;
HouseJson::HouseJson(HouseJson&&) noexcept = default;

std::string HouseJson::encode(capnp::DynamicStruct::Reader value, bool pretty) {
    std::string text;
    JsonWriter(text).object(value);
    return pretty ? laid_out(text) : text;
}

std::string HouseJson::laid_out(std::string_view json) {
    capnp::MallocMessageBuilder scratch;
    const auto value = scratch.initRoot<JsonValue>();
    codec_->decodeRaw(kj::arrayPtr(json.data(), json.size()), value);
    codec_->setPrettyPrint(true);
    const kj::String text = codec_->encodeRaw(value);
    return {text.begin(), text.size()};
}

Status HouseJson::decode(std::string_view text, capnp::DynamicStruct::Builder out) {
    try {
        capnp::MallocMessageBuilder scratch;
        const auto value = scratch.initRoot<JsonValue>();
        codec_->decodeRaw(kj::arrayPtr(text.data(), text.size()), value);
        FORLOEB_CHECK(check_json(value.asReader(), out.getSchema()));
        codec_->decode(value.asReader(), out);
        return {};
    } catch (const kj::Exception&) {
        return does_not_fit();  // the exception's own words may quote the input
    }
}

Status HouseJson::decode_proposal(std::string_view text, ProposedEvent::Builder out) {
    try {
        capnp::MallocMessageBuilder scratch;
        const auto value = scratch.initRoot<JsonValue>();
        codec_->decodeRaw(kj::arrayPtr(text.data(), text.size()), value);
        return decode_proposal(value.asReader(), out);
    } catch (const kj::Exception&) {
        return fail(ErrorKind::invalid, "This is no JSON.");
    }
}

Status HouseJson::decode_proposal(capnp::json::Value::Reader value, ProposedEvent::Builder out) {
    FORLOEB_TRY(const ProposalJson proposal, check_proposal_json(value));
    try {
        out.setType(kj::StringPtr(proposal.type->name.data(), proposal.type->name.size()));
        decode_members(*codec_, value, out.initEnvelope(),
                       [](std::string_view name, JsonValue::Reader) { return is_outside_envelope(name); });
        if (proposal.payload)
            codec_->decode(*proposal.payload, out.getPayload().initAs<capnp::DynamicStruct>(proposal.type->clear));
        decode_personal(*codec_, proposal, out);
        return {};
    } catch (const kj::Exception&) {
        return does_not_fit();
    }
}

}  // namespace forloeb
