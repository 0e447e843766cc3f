#include "events/codec/json_plan.hpp"

#include <bit>
#include <mutex>
#include <unordered_map>

#include "events/schema/correction.capnp.h"
#include "events/schema/envelope.capnp.h"

namespace forloeb::json_plan {
namespace {

using Which = capnp::schema::Type::Which;
using Plans = std::unordered_map<std::uint64_t, std::unique_ptr<StructPlan>>;

const StructPlan& plan_in(Plans& plans, capnp::StructSchema schema);

StructForm form_of(std::uint64_t type_id) {
    if (type_id == capnp::typeId<Id16>()) return StructForm::id;
    if (type_id == capnp::typeId<Moment>()) return StructForm::moment;
    return type_id == capnp::typeId<EventCorrected>() ? StructForm::correction : StructForm::fields;
}

TypePlan type_plan(Plans& plans, capnp::Type type) {
    TypePlan plan;
    plan.which = type.which();
    if (type.isStruct()) plan.object = &plan_in(plans, type.asStruct());
    if (type.isList()) plan.element = std::make_unique<TypePlan>(type_plan(plans, type.asList().getElementType()));
    if (type.isEnum())
        for (const auto word : type.asEnum().getEnumerants()) plan.words.push_back(std::string("\"").append(word.getProto().getName().cStr()).append("\""));
    return plan;
}

/// Values are stored as their difference from the default.
std::uint64_t default_of(capnp::schema::Value::Reader value) {
    switch (value.which()) {
        case capnp::schema::Value::BOOL: return value.getBool() ? 1 : 0;
        case capnp::schema::Value::INT8: return static_cast<std::uint8_t>(value.getInt8());
        case capnp::schema::Value::INT16: return static_cast<std::uint16_t>(value.getInt16());
        case capnp::schema::Value::INT32: return static_cast<std::uint32_t>(value.getInt32());
        case capnp::schema::Value::INT64: return static_cast<std::uint64_t>(value.getInt64());
        case capnp::schema::Value::UINT8: return value.getUint8();
        case capnp::schema::Value::UINT16: return value.getUint16();
        case capnp::schema::Value::UINT32: return value.getUint32();
        case capnp::schema::Value::UINT64: return value.getUint64();
        case capnp::schema::Value::FLOAT32: return std::bit_cast<std::uint32_t>(value.getFloat32());
        case capnp::schema::Value::FLOAT64: return std::bit_cast<std::uint64_t>(value.getFloat64());
        case capnp::schema::Value::ENUM: return value.getEnum();
        default: return 0;
    }
}

bool is_pointer_type(Which which) {
    return which == Which::TEXT || which == Which::DATA || which == Which::LIST || which == Which::STRUCT || which == Which::ANY_POINTER;
}

FieldPlan field_plan(Plans& plans, capnp::StructSchema::Field field) {
    const auto proto = field.getProto();
    FieldPlan plan;
    plan.key = std::string("\"").append(proto.getName().cStr()).append("\":");
    plan.type = type_plan(plans, field.getType());
    plan.of_union = proto.getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT;
    plan.discriminant = proto.getDiscriminantValue();
    plan.is_group = proto.isGroup();
    if (plan.is_group) return plan;
    const Which which = plan.type.which;
    const auto slot = proto.getSlot();
    plan.is_pointer = is_pointer_type(which);
    const bool in_bytes = !plan.is_pointer && which != Which::BOOL;
    plan.offset = in_bytes ? slot.getOffset() * static_cast<std::uint32_t>(bytes_of(which)) : slot.getOffset();
    plan.default_bits = default_of(slot.getDefaultValue());
    return plan;
}

const StructPlan& plan_in(Plans& plans, capnp::StructSchema schema) {
    const auto proto = schema.getProto();
    auto& kept = plans[proto.getId()];
    if (kept) return *kept;
    kept = std::make_unique<StructPlan>();
    StructPlan& plan = *kept;  // there before its fields are: a struct may hold its like
    plan.type_id = proto.getId();
    plan.form = form_of(plan.type_id);
    plan.union_offset = proto.getStruct().getDiscriminantOffset() * 2;
    for (const auto field : schema.getFields()) plan.fields.push_back(field_plan(plans, field));
    return plan;
}

}  // namespace

std::size_t bytes_of(Which which) {
    switch (which) {
        case Which::INT8:
        case Which::UINT8: return 1;
        case Which::INT16:
        case Which::UINT16:
        case Which::ENUM: return 2;
        case Which::INT32:
        case Which::UINT32:
        case Which::FLOAT32: return 4;
        case Which::INT64:
        case Which::UINT64:
        case Which::FLOAT64: return 8;
        default: return 0;
    }
}

const StructPlan& plan_of(capnp::StructSchema schema) {
    static std::mutex mutex;
    static Plans plans;
    const std::lock_guard lock(mutex);
    return plan_in(plans, schema);
}

}  // namespace forloeb::json_plan
