// Fills every field of any of our structs by reflection, with values that differ from field to field and pass the rules
// for clear and personal text. Deterministic: the golden files are made with it.
#pragma once

#include <capnp/dynamic.h>

#include <algorithm>
#include <string>

#include "events/catalogue/catalogue.hpp"
#include "events/schema/correction.capnp.h"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb::test {

class EveryField {
  public:
    enum class Text { clear, personal };
    explicit EveryField(Text text) : text_(text) {}

    void fill(capnp::DynamicStruct::Builder out) {
        const std::uint64_t id = out.getSchema().getProto().getId();
        if (id == capnp::typeId<Moment>()) return fill_moment(out.as<Moment>());
        ++depth_;
        for (const auto field : out.getSchema().getNonUnionFields()) fill_field(out, field);
        const auto members = out.getSchema().getUnionFields();
        if (members.size() > 0) fill_field(out, members[turn_++ % members.size()]);
        --depth_;
        if (id == capnp::typeId<EventCorrected>()) fill_correction(out.as<EventCorrected>());
    }

  private:
    static constexpr int depth_max = 3;  // an attribute within an attribute within the event

    unsigned next() { return ++counter_; }

    std::string next_text() {
        return text_ == Text::clear ? "kode-" + std::to_string(next())
                                    : "Tekst nr. " + std::to_string(next()) + " på dansk: æ, ø og å.";
    }

    /// Valid while `kept_` is what was made last.
    capnp::Data::Reader as_data(std::string text) {
        kept_ = std::move(text);
        return {reinterpret_cast<const kj::byte*>(kept_.data()), kept_.size()};
    }

    void fill_moment(Moment::Builder out) {
        static constexpr const char* samples[] = {"2026-03-01T09:30:00+01:00", "2026-07-15", "2026-02",
                                                  "2026-10-25T02:30:00.250+02:00"};
        write_moment(out, *parse_when(samples[next() % 4]));
    }

    void fill_correction(EventCorrected::Builder out) {
        out.setTargetType("deadline.set");
        out.setTargetVersion(0);
        fill(out.getPayload().initAs<capnp::DynamicStruct>(find_event_type("deadline.set")->clear));
    }

    void fill_field(capnp::DynamicStruct::Builder out, capnp::StructSchema::Field field) {
        const auto type = field.getType();
        if (field.getProto().isGroup()) return fill(out.init(field).as<capnp::DynamicStruct>());
        switch (type.which()) {
            case capnp::schema::Type::STRUCT: return fill(out.init(field).as<capnp::DynamicStruct>());
            case capnp::schema::Type::LIST: return fill_list(out, field);
            case capnp::schema::Type::TEXT: return out.set(field, capnp::Text::Reader(next_text().c_str()));
            case capnp::schema::Type::DATA: return out.set(field, as_data(next_text()));
            case capnp::schema::Type::ANY_POINTER: return;
            default: return out.set(field, scalar(type));
        }
    }

    void fill_list(capnp::DynamicStruct::Builder out, capnp::StructSchema::Field field) {
        const auto element = field.getType().asList().getElementType();
        const bool is_struct = element.isStruct();
        if (is_struct && depth_ >= depth_max) return;
        auto list = out.init(field, is_struct ? alternatives(element.asStruct()) : 2).as<capnp::DynamicList>();
        for (capnp::uint i = 0; i < list.size(); ++i) {
            if (is_struct) {
                fill(list[i].as<capnp::DynamicStruct>());
            } else if (element.isText()) {
                list.set(i, capnp::Text::Reader(next_text().c_str()));
            } else if (element.isData()) {
                list.set(i, as_data(next_text()));
            } else {
                list.set(i, scalar(element));
            }
        }
    }

    /// Enough elements that every member of a union inside has its turn.
    static capnp::uint alternatives(capnp::StructSchema schema) {
        capnp::uint count = std::max<capnp::uint>(2, schema.getUnionFields().size());
        for (const auto field : schema.getFields())
            if (field.getProto().isGroup())
                count = std::max<capnp::uint>(count, field.getType().asStruct().getUnionFields().size());
        return count;
    }

    capnp::DynamicValue::Reader scalar(capnp::Type type) {
        switch (type.which()) {
            case capnp::schema::Type::VOID: return capnp::VOID;
            case capnp::schema::Type::BOOL: return true;
            case capnp::schema::Type::FLOAT32:
            case capnp::schema::Type::FLOAT64: return next() + 0.5;
            case capnp::schema::Type::INT64:
                return std::int64_t{-9007199254740993} - next();  // beyond what a double holds
            case capnp::schema::Type::UINT64: return std::uint64_t{18446744073709550000U} + next();
            case capnp::schema::Type::ENUM: {
                const auto words = type.asEnum().getEnumerants();
                return capnp::DynamicEnum(words[words.size() > 1 ? 1 + next() % (words.size() - 1) : 0]);
            }
            default: return next();
        }
    }

    Text text_;
    std::string kept_;
    unsigned counter_ = 0;
    unsigned turn_ = 0;
    int depth_ = 0;
};

/// A proposal of `type` with every field of its envelope, payload and personal struct.
inline void fill_proposal(const EventType& type, ProposedEvent::Builder out) {
    EveryField clear(EveryField::Text::clear);
    EveryField personal(EveryField::Text::personal);
    out.setType(kj::StringPtr(type.name.data(), type.name.size()));
    clear.fill(out.initEnvelope());
    clear.fill(out.getPayload().initAs<capnp::DynamicStruct>(type.clear));
    const auto schema = type.name == "event.corrected" ? find_event_type("deadline.set")->personal : type.personal;
    if (!schema) return;
    auto parts = out.initPersonal(2);
    parts[1].initSubject().setHigh(0x0190a1b2c3d47e8f);
    parts[1].getSubject().setLow(0x8a9b0c1d2e3f4051);
    for (auto part : parts) personal.fill(part.getFields().initAs<capnp::DynamicStruct>(*schema));
}

}  // namespace forloeb::test
