#include "projections/reading/field_text.hpp"

#include <charconv>

#include "events/catalogue/catalogue.hpp"
#include "events/schema/case.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using capnp::DynamicValue;

std::string number_text(double value) {
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
    return {buffer, end};
}

std::string enum_text(capnp::DynamicEnum value) {
    KJ_IF_MAYBE(enumerant, value.getEnumerant()) {
        const bool unsaid = enumerant->getOrdinal() == 0;  // "unknown" or "not assessed", by the house's rule
        return unsaid ? std::string() : std::string(enumerant->getProto().getName().cStr());
    }
    return {};
}

// The value of an imported attribute, with its key and what is nested in it.
std::string attribute_text(Attribute::Reader attribute) {
    const auto dynamic = capnp::DynamicStruct::Reader(attribute);
    std::string text = attribute.getKey().cStr();
    if (attribute.getValue().isBoolean())
        text += attribute.getValue().getBoolean() ? ": true" : ": false";
    else if (!attribute.getValue().isNone())
        KJ_IF_MAYBE(which, dynamic.get("value").as<capnp::DynamicStruct>().which())
            text += ": " + field_text(dynamic.get("value").as<capnp::DynamicStruct>().get(*which));
    if (attribute.getChildren().size() > 0) text += " (" + field_text(dynamic.get("children")) + ")";
    return text;
}

std::string struct_text(capnp::DynamicStruct::Reader value) {
    if (value.getSchema() == capnp::Schema::from<Moment>()) return format_when(read_moment(value.as<Moment>()));
    if (value.getSchema() == capnp::Schema::from<Id16>()) {
        const auto id = value.as<Id16>();
        const Uuid uuid = Uuid::from_halves(id.getHigh(), id.getLow());
        return uuid.is_nil() ? std::string() : uuid.text();
    }
    if (value.getSchema() == capnp::Schema::from<Attribute>()) return attribute_text(value.as<Attribute>());
    std::string text;
    for (const auto field : value.getSchema().getNonUnionFields())
        if (const std::string part = field_text(value.get(field)); !part.empty()) text += (text.empty() ? "" : " ") + part;
    return text;
}

std::string list_text(capnp::DynamicList::Reader list) {
    std::string text;
    for (const auto element : list)
        if (const std::string part = field_text(element); !part.empty()) text += (text.empty() ? "" : ", ") + part;
    return text;
}

}  // namespace

std::string field_text(DynamicValue::Reader value) {
    switch (value.getType()) {
        case DynamicValue::BOOL: return value.as<bool>() ? "true" : "";
        case DynamicValue::INT: return value.as<std::int64_t>() < 0 ? "" : std::to_string(value.as<std::int64_t>());
        case DynamicValue::UINT: return value.as<std::uint64_t>() == 0 ? "" : std::to_string(value.as<std::uint64_t>());
        case DynamicValue::FLOAT: return number_text(value.as<double>());
        case DynamicValue::TEXT: return value.as<capnp::Text>().cStr();
        case DynamicValue::ENUM: return enum_text(value.as<capnp::DynamicEnum>());
        case DynamicValue::STRUCT: return struct_text(value.as<capnp::DynamicStruct>());
        case DynamicValue::LIST: return list_text(value.as<capnp::DynamicList>());
        case DynamicValue::UNKNOWN:
        case DynamicValue::VOID:
        case DynamicValue::DATA:
        case DynamicValue::CAPABILITY:
        case DynamicValue::ANY_POINTER: return {};
    }
    return {};
}

ValueLabels value_labels(DynamicValue::Reader value) {
    if (value.getType() != DynamicValue::ENUM) return {};
    KJ_IF_MAYBE(enumerant, value.as<capnp::DynamicEnum>().getEnumerant()) {
        return {std::string(label_of(*enumerant, "da")), std::string(label_of(*enumerant, "en"))};
    }
    return {};
}

}  // namespace forloeb
