#include "events/codec/json_check.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/shape.hpp"
#include "events/schema/correction.capnp.h"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

std::string_view view_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

tl::unexpected<Error> expected(const char* what) {
    return fail(ErrorKind::invalid, std::string("Write ") + what + " here.");
}

/// A whole number as JSON writes it: a number without fraction, or decimal text (64-bit numbers do not fit a double).
template <typename Integer>
Status whole_number(JsonValue::Reader value) {
    using Limits = std::numeric_limits<Integer>;
    if (value.isString()) {
        const std::string_view text = view_of(value.getString());
        Integer parsed = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), parsed);
        if (result.ec == std::errc() && result.ptr == text.data() + text.size()) return {};
        return expected("a whole number of the right size");
    }
    if (!value.isNumber()) return expected("a whole number");
    const double number = value.getNumber();
    constexpr double exact_max = 9007199254740992.0;  // beyond 2^53 a double would round silently
    const bool fits = number == std::floor(number) && std::abs(number) <= exact_max &&
                      number >= static_cast<double>(Limits::min()) && number <= static_cast<double>(Limits::max());
    if (!fits) return expected("a whole number of the right size (beyond 2^53 as text)");
    return {};
}

Status floating(JsonValue::Reader value) {
    if (value.isNumber()) return {};
    if (value.isString()) {
        const std::string_view text = view_of(value.getString());
        if (text == "NaN" || text == "Infinity" || text == "-Infinity") return {};
    }
    return expected("a number");
}

Status hexadecimal(JsonValue::Reader value) {
    if (value.isString()) {
        const std::string_view text = view_of(value.getString());
        if (text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) return {};
    }
    return expected("bytes as an even number of hexadecimal digits");
}

Status enumerant(JsonValue::Reader value, capnp::EnumSchema schema) {
    if (value.isString() && schema.findEnumerantByName(value.getString()) != nullptr) return {};
    std::string words;
    for (const auto one : schema.getEnumerants())
        words += std::string(words.empty() ? "" : ", ") + one.getProto().getName().cStr();
    return fail(ErrorKind::invalid, "Write one of: " + words + ".");
}

Status list(JsonValue::Reader value, capnp::ListSchema schema) {
    if (!value.isArray()) return expected("a list");
    const auto elements = value.getArray();
    for (capnp::uint i = 0; i < elements.size(); ++i) {
        if (auto status = check_json(elements[i], schema.getElementType()); !status) {
            Error error = std::move(status.error());
            const std::string index = "[" + std::to_string(i) + "]";
            error.field = error.field.empty() ? index : index + "." + error.field;
            return tl::make_unexpected(std::move(error));
        }
    }
    return {};
}

Status structure(JsonValue::Reader value, capnp::StructSchema schema) {
    const std::uint64_t id = schema.getProto().getId();
    if (id == capnp::typeId<Id16>()) {
        if (value.isString() && (value.getString().size() == 0 || Uuid::parse(view_of(value.getString())))) return {};
        return expected("an id (a UUID of 36 characters)");
    }
    if (id == capnp::typeId<Moment>()) {
        if (!value.isString()) return expected("a time as text, e.g. \"2026-03-01T09:30:00+01:00\" or \"2026-03-01\"");
        auto when = parse_when(view_of(value.getString()));
        if (!when) return tl::make_unexpected(std::move(when.error()));
        return {};
    }
    return check_json_object(value, schema);
}

/// The payload of a correction is of the type that the object itself names.
Status corrected_payload(JsonValue::Reader object, JsonValue::Reader payload) {
    const auto name = json_member(object, "targetType");
    const EventType* target = name && name->isString() ? find_event_type(view_of(name->getString())) : nullptr;
    if (target == nullptr) return fail(ErrorKind::invalid, "Name the type of the corrected event in targetType.");
    return check_json_object(payload, target->clear);
}

Status member(JsonValue::Reader object, JsonValue::Reader value, capnp::StructSchema::Field field) {
    const bool is_correction = field.getContainingStruct().getProto().getId() == capnp::typeId<EventCorrected>();
    if (is_correction && field.getProto().getName() == "payload") return corrected_payload(object, value);
    return check_json(value, field.getType());
}

}  // namespace

std::optional<JsonValue::Reader> json_member(JsonValue::Reader object, std::string_view name) {
    if (!object.isObject()) return std::nullopt;
    for (const auto field : object.getObject())
        if (view_of(field.getName()) == name) return field.getValue();
    return std::nullopt;
}

Status check_json_object(JsonValue::Reader value, capnp::StructSchema schema) {
    if (!value.isObject()) return expected("an object");
    std::vector<bool> seen(schema.getFields().size(), false);
    bool union_chosen = false;
    for (const auto one : value.getObject()) {
        const std::string name = one.getName().cStr();
        KJ_IF_MAYBE (field, schema.findFieldByName(one.getName())) {
            if (seen[field->getIndex()]) return fail(ErrorKind::invalid, "This field is there twice.", name);
            seen[field->getIndex()] = true;
            const bool in_union = field->getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT;
            if (in_union && union_chosen)
                return fail(ErrorKind::invalid, "Only one of these alternatives may be given.", name);
            union_chosen = union_chosen || in_union;
            if (auto status = member(value, one.getValue(), *field); !status)
                return tl::make_unexpected(within(name, std::move(status.error())));
        } else {
            return fail(ErrorKind::invalid,
                        "There is no field of this name here. Check its spelling, or upgrade if it is newer.", name);
        }
    }
    return {};
}

Status check_json(JsonValue::Reader value, capnp::Type type) {
    if (value.isNull() && !type.isVoid())
        return fail(ErrorKind::invalid, "Leave the field out instead of writing null.");
    switch (type.which()) {
        case capnp::schema::Type::VOID: return value.isNull() ? Status() : expected("null");
        case capnp::schema::Type::BOOL: return value.isBoolean() ? Status() : expected("true or false");
        case capnp::schema::Type::INT8: return whole_number<std::int8_t>(value);
        case capnp::schema::Type::INT16: return whole_number<std::int16_t>(value);
        case capnp::schema::Type::INT32: return whole_number<std::int32_t>(value);
        case capnp::schema::Type::INT64: return whole_number<std::int64_t>(value);
        case capnp::schema::Type::UINT8: return whole_number<std::uint8_t>(value);
        case capnp::schema::Type::UINT16: return whole_number<std::uint16_t>(value);
        case capnp::schema::Type::UINT32: return whole_number<std::uint32_t>(value);
        case capnp::schema::Type::UINT64: return whole_number<std::uint64_t>(value);
        case capnp::schema::Type::FLOAT32:
        case capnp::schema::Type::FLOAT64: return floating(value);
        case capnp::schema::Type::TEXT: return value.isString() ? Status() : expected("a text");
        case capnp::schema::Type::DATA: return hexadecimal(value);
        case capnp::schema::Type::LIST: return list(value, type.asList());
        case capnp::schema::Type::ENUM: return enumerant(value, type.asEnum());
        case capnp::schema::Type::STRUCT: return structure(value, type.asStruct());
        default: return fail(ErrorKind::invalid, "This field cannot be written as JSON here.");
    }
}

}  // namespace forloeb
