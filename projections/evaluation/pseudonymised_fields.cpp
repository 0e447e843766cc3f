#include "projections/evaluation/pseudonymised_fields.hpp"

#include <algorithm>

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/vocabulary.hpp"
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

std::string PseudonymisedFields::text_of(const std::string& path, bool verbatim, DynamicValue::Reader value) {
    switch (value.getType()) {
        case DynamicValue::BOOL:
        case DynamicValue::INT:
        case DynamicValue::UINT:
        case DynamicValue::FLOAT:
        case DynamicValue::ENUM: return field_text(value);
        case DynamicValue::TEXT: {
            const std::string text = field_text(value);
            if (verbatim) return {};
            const Vocabulary* vocabulary = vocabulary_of(path);
            return vocabulary != nullptr && vocabulary->knows(text) ? text : pseudonym_(text);
        }
        case DynamicValue::STRUCT: {
            const auto told = value.as<capnp::DynamicStruct>();
            if (told.getSchema() == capnp::Schema::from<Moment>()) {
                const WhenTold when = read_moment(told.as<Moment>());
                const bool has_day = when.precision == Precision::INSTANT || when.precision == Precision::DAY;
                return has_day ? "day " + std::to_string(local_date(when).days - day_0_.days) : std::string();
            }
            if (told.getSchema() == capnp::Schema::from<Id16>()) {
                const auto id = told.as<Id16>();
                const auto place = places_.find(Uuid::from_halves(id.getHigh(), id.getLow()));
                return place == places_.end() ? std::string() : "#" + std::to_string(place->second);
            }
            std::vector<ReplayedField> parts;
            add_struct(path, told, parts);
            std::string text;
            for (const ReplayedField& part : parts) text += (text.empty() ? "" : " ") + part.name + "=" + part.value;
            return text;
        }
        case DynamicValue::LIST: {
            std::string text;
            for (const auto element : value.as<capnp::DynamicList>())
                if (const std::string part = text_of(path, verbatim, element); !part.empty()) text += (text.empty() ? "" : ", ") + part;
            return text;
        }
        default: return {};
    }
}

}  // namespace forloeb
