#include "tools/import/fill_field.hpp"

#include "events/catalogue/catalogue.hpp"
#include "events/codec/clear_text.hpp"
#include "events/schema/envelope.capnp.h"
#include "tools/xes/value.hpp"

namespace forloeb {
namespace {

bool fill_text(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value) {
    const bool personal = class_of(field) != SensitivityClass::NONE;
    const Status status = personal             ? check_personal_text(value)
                          : is_verbatim(field) ? check_verbatim(value)
                                               : check_code(value);
    if (!status) return false;
    payload.set(field, capnp::Text::Reader(value.c_str(), value.size()));
    return true;
}

/// One code becomes a list of one.
bool fill_list(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value) {
    if (field.getType().asList().whichElementType() != capnp::schema::Type::TEXT || !check_code(value)) return false;
    payload.init(field, 1).as<capnp::DynamicList>().set(0, capnp::Text::Reader(value.c_str(), value.size()));
    return true;
}

/// Yes and no from a truth value, any other enumerant by its name.
bool fill_enum(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value) {
    const capnp::EnumSchema schema = field.getType().asEnum();
    std::string name = value;
    if (schema == capnp::Schema::from<Answer>()) {
        if (const auto truth = xes::parse_boolean(value)) name = *truth ? "yes" : "no";
    }
    KJ_IF_MAYBE (found, schema.findEnumerantByName(name)) {
        payload.set(field, capnp::DynamicEnum(*found));
        return true;
    }
    return false;
}

bool fill_moment(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value,
                 const Zone& zone) {
    const auto date = xes::parse_date_time(value);
    if (!date || field.getType().asStruct() != capnp::Schema::from<Moment>()) return false;
    write_moment(payload.init(field).as<Moment>(), zone.place(*date).when);
    return true;
}

bool fill_number(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value) {
    const auto number = xes::parse_integer(value);
    if (number) payload.set(field, number->value);  // throws if it is out of the field's range
    return number.has_value();
}

bool fill(capnp::DynamicStruct::Builder payload, capnp::StructSchema::Field field, const std::string& value,
          const Zone& zone) {
    switch (field.getType().which()) {
        case capnp::schema::Type::TEXT: return fill_text(payload, field, value);
        case capnp::schema::Type::LIST: return fill_list(payload, field, value);
        case capnp::schema::Type::ENUM: return fill_enum(payload, field, value);
        case capnp::schema::Type::STRUCT: return fill_moment(payload, field, value, zone);
        case capnp::schema::Type::INT8:
        case capnp::schema::Type::INT16:
        case capnp::schema::Type::INT32:
        case capnp::schema::Type::INT64:
        case capnp::schema::Type::UINT8:
        case capnp::schema::Type::UINT16:
        case capnp::schema::Type::UINT32: return fill_number(payload, field, value);
        default: return false;
    }
}

}  // namespace

bool fill_field(capnp::DynamicStruct::Builder payload, const std::string& field, const xes::Attribute& attribute,
                const Zone& zone) {
    if (!attribute.items.empty() || !attribute.children.empty()) return false;
    try {
        return fill(payload, payload.getSchema().getFieldByName(field), attribute.value, zone);
    } catch (const kj::Exception&) {
        return false;
    }
}

}  // namespace forloeb
