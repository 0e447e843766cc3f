#include "projections/evaluation/pseudonymised_fields.hpp"

#include <algorithm>

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/vocabulary.hpp"
#include "projections/case_facts/network_facts.hpp"
#include "projections/reading/field_text.hpp"

namespace forloeb {
namespace {

using capnp::DynamicValue;

const Vocabulary* vocabulary_of(const std::string& path) {
    for (const Vocabulary& each : shipped_vocabularies())
        if (std::find(each.fields.begin(), each.fields.end(), path) != each.fields.end()) return &each;
    return nullptr;
}

/// A struct whose fields are shown each by itself; the others have a form of their own.
bool is_plain_struct(capnp::StructSchema schema) { return schema != capnp::Schema::from<Moment>() && schema != capnp::Schema::from<Id16>(); }

}  // namespace

std::vector<ReplayedField> PseudonymisedFields::of(const EventType& type, capnp::DynamicStruct::Reader payload) {
    std::vector<ReplayedField> out;
    add_struct(std::string(type.name), payload, out);
    return out;
}

void PseudonymisedFields::add_struct(const std::string& path, capnp::DynamicStruct::Reader value, std::vector<ReplayedField>& out) {
    for (const auto field : value.getSchema().getNonUnionFields()) {
        if (!value.has(field)) continue;
        const auto held = value.get(field);
        if (field_text(held).empty()) continue;
        const std::string name = field.getProto().getName().cStr();
        if (held.getType() == DynamicValue::STRUCT && is_plain_struct(held.as<capnp::DynamicStruct>().getSchema())) {
            add_struct(path + "." + name, held.as<capnp::DynamicStruct>(), out);
            continue;
        }
        ReplayedField shown{name, {std::string(label_of(field, "da")), std::string(label_of(field, "en"))}, text_of(path + "." + name, is_verbatim(field), held), {}};
        const ValueLabels labels = value_labels(held);
        shown.value_label = {labels.da, labels.en};
        if (shown.value.empty())
            ++left_out_;
        else
            out.push_back(std::move(shown));
    }
}

std::optional<PseudonymisedValue> PseudonymisedFields::passes(const std::string& path, bool verbatim, DynamicValue::Reader value) const {
    using Kind = PseudonymisedValue::Kind;
    const auto said = [](Kind kind, std::string text, std::int64_t number = 0) { return PseudonymisedValue{kind, std::move(text), number, {}, -1}; };
    switch (value.getType()) {
        case DynamicValue::BOOL: return said(Kind::yes_no, field_text(value), value.as<bool>() ? 1 : 0);
        case DynamicValue::INT:
        case DynamicValue::UINT: return said(Kind::whole, field_text(value), value.as<std::int64_t>());
        case DynamicValue::FLOAT: return said(Kind::decimal, field_text(value));
        case DynamicValue::ENUM: return said(Kind::code, field_text(value));
        case DynamicValue::TEXT: {
            const std::string text = field_text(value);
            if (verbatim || text.empty()) return std::nullopt;
            if (text == facts::citizen_reference) return said(Kind::code, text);
            const Vocabulary* vocabulary = vocabulary_of(path);
            return vocabulary != nullptr && vocabulary->knows(text) ? said(Kind::code, text) : said(Kind::reference, pseudonym_(text));
        }
        case DynamicValue::STRUCT: {
            const auto told = value.as<capnp::DynamicStruct>();
            if (told.getSchema() == capnp::Schema::from<Moment>()) {
                const WhenTold when = read_moment(told.as<Moment>());
                if (when.precision != Precision::INSTANT && when.precision != Precision::DAY) return std::nullopt;
                const std::int32_t day = local_date(when).days - day_0_.days;
                return said(Kind::day, "day " + std::to_string(day), day);
            }
            if (told.getSchema() == capnp::Schema::from<Id16>()) {
                const auto id = told.as<Id16>();
                const auto place = places_.find(Uuid::from_halves(id.getHigh(), id.getLow()));
                if (place == places_.end()) return std::nullopt;
                return said(Kind::event, "#" + std::to_string(place->second), static_cast<std::int64_t>(place->second));
            }
            return std::nullopt;
        }
        default: return std::nullopt;
    }
}

std::string PseudonymisedFields::text_of(const std::string& path, bool verbatim, DynamicValue::Reader value) {
    if (value.getType() == DynamicValue::LIST) {
        std::string text;
        for (const auto element : value.as<capnp::DynamicList>())
            if (const std::string part = text_of(path, verbatim, element); !part.empty()) text += (text.empty() ? "" : ", ") + part;
        return text;
    }
    if (value.getType() == DynamicValue::STRUCT && is_plain_struct(value.as<capnp::DynamicStruct>().getSchema())) {
        std::vector<ReplayedField> parts;
        add_struct(path, value.as<capnp::DynamicStruct>(), parts);
        std::string text;
        for (const ReplayedField& part : parts) text += (text.empty() ? "" : " ") + part.name + "=" + part.value;
        return text;
    }
    const auto passed = passes(path, verbatim, value);
    return passed ? passed->text : std::string();
}

std::vector<PseudonymisedValue> PseudonymisedFields::values_of(const EventType& type, capnp::DynamicStruct::Reader payload) {
    std::vector<PseudonymisedValue> out;
    add_values({std::string(type.name), {}, -1}, payload, out);
    return out;
}

void PseudonymisedFields::add_values(const Place& at, capnp::DynamicStruct::Reader value, std::vector<PseudonymisedValue>& out) {
    for (const auto field : value.getSchema().getNonUnionFields()) {
        if (!value.has(field)) continue;
        const auto held = value.get(field);
        if (field_text(held).empty()) continue;
        const std::size_t before = out.size();
        const bool goes_on = held.getType() == DynamicValue::STRUCT && is_plain_struct(held.as<capnp::DynamicStruct>().getSchema());
        const std::string name = field.getProto().getName().cStr();
        add_value({at.path + "." + name, at.name.empty() ? name : at.name + "." + name, at.row}, is_verbatim(field), held, out);
        if (out.size() == before && !goes_on) ++left_out_;  // what goes on has counted its own
    }
}

void PseudonymisedFields::add_value(const Place& at, bool verbatim, DynamicValue::Reader value, std::vector<PseudonymisedValue>& out) {
    if (value.getType() == DynamicValue::LIST) {
        std::int32_t element = 0;
        for (const auto each : value.as<capnp::DynamicList>()) {
            add_value({at.path, at.name + "[]", at.row < 0 ? element : at.row}, verbatim, each, out);
            ++element;
        }
        return;
    }
    if (value.getType() == DynamicValue::STRUCT && is_plain_struct(value.as<capnp::DynamicStruct>().getSchema())) return add_values(at, value.as<capnp::DynamicStruct>(), out);
    auto passed = passes(at.path, verbatim, value);
    if (!passed) return;
    passed->name = at.name;
    passed->row = at.row;
    out.push_back(std::move(*passed));
}

}  // namespace forloeb
