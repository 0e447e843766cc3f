#include "events/codec/json_writer.hpp"

#include <kj/debug.h>
#include <kj/string.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/id16.hpp"
#include "events/codec/propose.hpp"
#include "events/schema/correction.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using Which = capnp::schema::Type::Which;
using json_plan::FieldPlan;
using json_plan::StructPlan;
using json_plan::TypePlan;
using DataSection = kj::ArrayPtr<const kj::byte>;

static_assert(std::endian::native == std::endian::little, "values lie in messages in this order");

/// A struct of an older version ends earlier: what is not there is 0.
std::uint64_t bits_at(DataSection data, std::size_t offset, std::size_t bytes) {
    std::uint64_t bits = 0;
    if (offset + bytes <= data.size()) std::memcpy(&bits, data.begin() + offset, bytes);
    return bits;
}

std::uint64_t stored_bits(DataSection data, const FieldPlan& field) {
    if (field.type.which != Which::BOOL) return bits_at(data, field.offset, json_plan::bytes_of(field.type.which));
    return bits_at(data, field.offset / 8, 1) >> (field.offset % 8) & 1;
}

std::string_view text_in(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

bool is_said(PersonalPart::Reader part) { return part.hasSubject() && !read_id(part.getSubject()).is_nil(); }

}  // namespace

void append_json_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back('"');
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) continue;
        out.append(text.substr(plain_from, i - plain_from));
        plain_from = i + 1;
        out.push_back('\\');
        switch (c) {
            case '"':
            case '\\': out.push_back(c); break;
            case '\b': out.push_back('b'); break;
            case '\f': out.push_back('f'); break;
            case '\n': out.push_back('n'); break;
            case '\r': out.push_back('r'); break;
            case '\t': out.push_back('t'); break;
            default: out.append("u00").append(1, digits[static_cast<std::size_t>(c) / 16]).append(1, digits[static_cast<std::size_t>(c) % 16]);
        }
    }
    out.append(text.substr(plain_from)).push_back('"');
}

void JsonWriter::give_form(std::uint64_t type_id, OwnForm form) {
    own_type_ = type_id;
    own_form_ = form;
}

void JsonWriter::comma() {
    if (out_.back() != '{' && out_.back() != '[') out_.push_back(',');
}

void JsonWriter::key(std::string_view name) {
    comma();
    append_json_quoted(out_, name);
    out_.push_back(':');
}

// ---- structs ----

void JsonWriter::object(capnp::DynamicStruct::Reader value) { write_struct(json_plan::plan_of(value.getSchema()), value); }

void JsonWriter::write_struct(const StructPlan& plan, capnp::AnyStruct::Reader value) {
    if (own_form_ != nullptr && plan.type_id == own_type_) return own_form_(*this, value);
    switch (plan.form) {
        case json_plan::StructForm::id: {
            const Uuid id = read_id(value.as<Id16>());
            out_.append("\"").append(id.is_nil() ? std::string() : id.text()).append("\"");
            return;
        }
        case json_plan::StructForm::moment: out_.append("\"").append(format_when(read_moment(value.as<Moment>()))).append("\""); return;
        case json_plan::StructForm::correction: return write_correction(plan, value);
        case json_plan::StructForm::fields: break;
    }
    out_.push_back('{');
    write_members(plan, value);
    out_.push_back('}');
}

void JsonWriter::write_members(const StructPlan& plan, capnp::AnyStruct::Reader value) {
    const DataSection data = value.getDataSection();
    const auto pointers = value.getPointerSection();
    const auto begin = [this](const FieldPlan& field) {
        comma();
        out_.append(field.key);
    };
    for (const FieldPlan& field : plan.fields) {
        if (field.of_union && bits_at(data, plan.union_offset, 2) != field.discriminant) continue;
        if (field.is_group) {
            begin(field);
            write_struct(*field.type.object, value);
            continue;
        }
        const std::uint64_t bits = field.is_pointer ? 0 : stored_bits(data, field);
        const bool is_there = !field.is_pointer ? bits != 0 || fields_ == JsonFields::there
                              : field.type.which != Which::ANY_POINTER && field.offset < pointers.size() && !pointers[field.offset].isNull();
        // Which member a union holds is said also where the member itself is not, but for the first.
        if (!is_there && (!field.of_union || field.discriminant == 0)) continue;
        begin(field);
        if (!is_there)
            out_.append("null");
        else if (field.is_pointer)
            write_pointer(field.type, pointers[field.offset]);
        else
            write_scalar(field.type, bits ^ field.default_bits);
    }
}

/// EventCorrected.payload is of the type that stands in targetType.
void JsonWriter::write_correction(const StructPlan& plan, capnp::AnyStruct::Reader value) {
    const auto correction = value.as<EventCorrected>();
    out_.push_back('{');
    write_members(plan, value);
    const EventType* target = find_event_type(text_in(correction.getTargetType()));
    if (target != nullptr && correction.hasPayload()) {
        key("payload");
        write_payload(correction.getPayload(), target->clear);
    }
    out_.push_back('}');
}

// ---- what stands in them ----

void JsonWriter::write_pointer(const TypePlan& type, capnp::AnyPointer::Reader pointer) {
    switch (type.which) {
        case Which::TEXT: return append_json_quoted(out_, text_in(pointer.getAs<capnp::Text>()));
        case Which::DATA: return write_bytes(pointer.getAs<capnp::Data>());
        case Which::LIST: return write_list(*type.element, pointer);
        case Which::STRUCT: return write_struct(*type.object, pointer.getAs<capnp::AnyStruct>());
        default: KJ_FAIL_REQUIRE("a value of no known type");
    }
}

void JsonWriter::write_list(const TypePlan& element, capnp::AnyPointer::Reader pointer) {
    const auto list = pointer.getAs<capnp::AnyList>();
    out_.push_back('[');
    const auto each = [&](auto&& write) {
        for (capnp::uint i = 0; i < list.size(); ++i) {
            comma();
            write(i);
        }
    };
    const std::size_t bytes = json_plan::bytes_of(element.which);
    if (list.size() == 0) {
        // An empty list need not say of what.
    } else if (element.which == Which::STRUCT) {
        KJ_REQUIRE(list.getElementSize() == capnp::ElementSize::INLINE_COMPOSITE, "a list of something else");
        const auto structs = list.as<capnp::List<capnp::AnyStruct>>();
        each([&](capnp::uint i) { write_struct(*element.object, structs[i]); });
    } else if (bytes > 0) {
        const DataSection raw = list.getRawBytes();
        KJ_REQUIRE(raw.size() >= list.size() * bytes, "a list of something else");
        each([&](capnp::uint i) { write_scalar(element, bits_at(raw, i * bytes, bytes)); });
    } else if (element.which == Which::BOOL) {
        const auto bits = pointer.getAs<capnp::List<bool>>();
        each([&](capnp::uint i) { write_scalar(element, bits[i] ? 1 : 0); });
    } else if (element.which == Which::VOID) {
        each([&](capnp::uint) { out_.append("null"); });
    } else {
        KJ_REQUIRE(list.getElementSize() == capnp::ElementSize::POINTER, "a list of something else");
        const auto pointers = list.as<capnp::List<capnp::AnyPointer>>();
        each([&](capnp::uint i) { write_pointer(element, pointers[i]); });
    }
    out_.push_back(']');
}

void JsonWriter::write_scalar(const TypePlan& type, std::uint64_t bits) {
    switch (type.which) {
        case Which::VOID: out_.append("null"); return;
        case Which::BOOL: out_.append(bits != 0 ? "true" : "false"); return;
        case Which::INT8: return write_integer(static_cast<std::int8_t>(bits));
        case Which::INT16: return write_integer(static_cast<std::int16_t>(bits));
        case Which::INT32: return write_integer(static_cast<std::int32_t>(bits));
        case Which::INT64: return write_integer(static_cast<std::int64_t>(bits));
        case Which::UINT8:
        case Which::UINT16:
        case Which::UINT32: return write_integer(static_cast<std::uint32_t>(bits));
        case Which::UINT64: return write_integer(bits);
        case Which::FLOAT32: return write_real(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))));
        case Which::FLOAT64: return write_real(std::bit_cast<double>(bits));
        case Which::ENUM:
            if (bits < type.words.size())
                out_.append(type.words[bits]);
            else
                write_integer(static_cast<std::uint32_t>(bits));  // a newer program's word
            return;
        default: KJ_FAIL_REQUIRE("a value of no known type");
    }
}

/// What a double cannot hold exactly is written as text.
template <typename Integer>
void JsonWriter::write_integer(Integer number) {
    constexpr bool is_wide = sizeof(Integer) == 8;
    if (is_wide) out_.push_back('"');
    write_digits(number);
    if (is_wide) out_.push_back('"');
}

template <typename Integer>
void JsonWriter::write_digits(Integer number) {
    std::array<char, 24> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<std::conditional_t<std::is_signed_v<Integer>, std::int64_t, std::uint64_t>>(number));
    out_.append(digits.data(), written.ptr);
}

void JsonWriter::write_real(double number) {
    if (std::isnan(number)) {
        out_.append("\"NaN\"");
    } else if (std::isinf(number)) {
        out_.append(number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    } else {
        const auto digits = kj::toCharSequence(number);
        out_.append(digits.begin(), digits.size());
    }
}

void JsonWriter::write_bytes(capnp::Data::Reader bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    out_.push_back('"');
    for (const kj::byte byte : bytes) {
        out_.push_back(digits[byte / 16]);
        out_.push_back(digits[byte % 16]);
    }
    out_.push_back('"');
}

void JsonWriter::value(capnp::DynamicValue::Reader value, capnp::Type type) {
    switch (type.which()) {
        case Which::STRUCT: return object(value.as<capnp::DynamicStruct>());
        case Which::LIST:
            out_.push_back('[');
            for (const auto item : value.as<capnp::DynamicList>()) {
                comma();
                this->value(item, type.asList().getElementType());
            }
            out_.push_back(']');
            return;
        case Which::TEXT: return append_json_quoted(out_, text_in(value.as<capnp::Text>()));
        case Which::DATA: return write_bytes(value.as<capnp::Data>());
        case Which::BOOL: out_.append(value.as<bool>() ? "true" : "false"); return;
        case Which::FLOAT32:
        case Which::FLOAT64: return write_real(value.as<double>());
        case Which::INT64: return write_integer(value.as<std::int64_t>());
        case Which::UINT64: return write_integer(value.as<std::uint64_t>());
        case Which::INT8:
        case Which::INT16:
        case Which::INT32: return write_integer(value.as<std::int32_t>());
        case Which::UINT8:
        case Which::UINT16:
        case Which::UINT32: return write_integer(value.as<std::uint32_t>());
        case Which::ENUM:
            KJ_IF_MAYBE (word, value.as<capnp::DynamicEnum>().getEnumerant()) {
                return append_json_quoted(out_, text_in(word->getProto().getName()));
            }
            return write_integer(static_cast<std::uint32_t>(value.as<capnp::DynamicEnum>().getRaw()));
        default: out_.append("null");
    }
}

// ---- proposals ----

void JsonWriter::proposal_members(const Proposal& proposal) {
    const JsonFields before = std::exchange(fields_, JsonFields::said);
    key("type");
    append_json_quoted(out_, proposal.type);
    static const StructPlan& envelope = json_plan::plan_of(capnp::Schema::from<Envelope>());
    write_members(envelope, proposal.envelope);
    if (const EventType* type = find_event_type(proposal.type)) {
        if (!proposal.payload.isNull()) {
            key("payload");
            write_payload(proposal.payload, type->clear);
        }
        if (proposal.personal.size() > 0)
            if (const auto schema = personal_schema(*type, proposal.payload); schema && *schema) write_personal(proposal, **schema);
    }
    fields_ = before;
}

void JsonWriter::write_payload(capnp::AnyPointer::Reader fields, capnp::StructSchema schema) {
    write_struct(json_plan::plan_of(schema), fields.getAs<capnp::AnyStruct>());
}

/// One part about the stream's own subject is an object, any other parts are a list.
void JsonWriter::write_personal(const Proposal& proposal, capnp::StructSchema schema) {
    key("personal");
    const auto parts = proposal.personal;
    if (parts.size() == 1 && !is_said(parts[0])) return write_payload(parts[0].getFields(), schema);
    out_.push_back('[');
    for (const auto part : parts) {
        comma();
        out_.push_back('{');
        if (is_said(part)) {
            key("subject");
            out_.append("\"").append(read_id(part.getSubject()).text()).append("\"");
        }
        key("fields");
        write_payload(part.getFields(), schema);
        out_.push_back('}');
    }
    out_.push_back(']');
}

std::string proposal_json(const JsonWriter::Proposal& proposal) {
    std::string out = "{";
    JsonWriter(out).proposal_members(proposal);
    out.push_back('}');
    return out;
}

std::string proposal_json(ProposedEvent::Reader proposal) {
    return proposal_json({text_in(proposal.getType()), proposal.getEnvelope(), proposal.getPayload(), proposal.getPersonal()});
}

}  // namespace forloeb
