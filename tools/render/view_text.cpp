#include "tools/render/view_text.hpp"

#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "projections/reading/field_text.hpp"
#include "projections/schema/views.capnp.h"
#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using capnp::DynamicValue;

constexpr std::uint64_t label_annotation = 0xc0d1ff0e7b5a4e02;  // events/schema/annotations.capnp

std::string enum_text(Language language, DynamicValue::Reader value) {
    const auto chosen = value.as<capnp::DynamicEnum>();
    if (chosen.getSchema() == capnp::Schema::from<Answer>()) {
        const auto answer = chosen.as<Answer>();
        return answer == Answer::UNKNOWN ? std::string() : answer_text(language, answer);
    }
    KJ_IF_MAYBE (enumerant, chosen.getEnumerant()) {
        const std::string_view name = enumerant->getProto().getName().cStr();
        if (name == "unknown" || name == "notAssessed" || name == "unset") return {};
        const ValueLabels labels = value_labels(value);
        return language == Language::da ? labels.da : labels.en;
    }
    return {};
}

std::string facts_of(Language language, capnp::DynamicStruct::Reader value) {
    std::vector<std::string> facts;
    for (const auto field : value.getSchema().getNonUnionFields())
        if (const auto label = field_label(language, field)) facts.push_back(fact_text(language, *label, value.get(field)));
    return join_facts(facts);
}

std::string struct_text(Language language, capnp::DynamicStruct::Reader value) {
    const auto schema = value.getSchema();
    if (schema == capnp::Schema::from<answers::PersonalText>()) return personal_text(language, value.as<answers::PersonalText>());
    if (schema == capnp::Schema::from<LegalBasis>()) return legal_basis_text(language, value.as<LegalBasis>());
    if (schema == capnp::Schema::from<Moment>()) {
        const auto moment = value.as<Moment>();
        return read_moment(moment).is_unknown() ? std::string() : moment_text(language, moment);
    }
    return facts_of(language, value);
}

std::string list_text(Language language, capnp::DynamicList::Reader list) {
    const bool structs = list.getSchema().whichElementType() == capnp::schema::Type::STRUCT;
    std::vector<std::string> words;
    for (const auto element : list) words.push_back(value_text(language, element));
    if (!structs) return join_words(language, words);
    std::string text;
    for (const std::string& word : words)
        if (!word.empty()) text += (text.empty() ? "" : "; ") + word;
    return text;
}

bool is_personal(DynamicValue::Reader value) {
    return value.getType() == DynamicValue::STRUCT &&
           value.as<capnp::DynamicStruct>().getSchema() == capnp::Schema::from<answers::PersonalText>();
}

bool is_list_of(capnp::StructSchema::Field field, capnp::schema::Type::Which what) {
    return field.getType().isList() && field.getType().asList().whichElementType() == what;
}

}  // namespace

std::optional<std::string> field_label(Language language, capnp::StructSchema::Field field) {
    for (const auto annotation : field.getProto().getAnnotations()) {
        if (annotation.getId() != label_annotation) continue;
        const auto label = annotation.getValue().getStruct().getAs<Label>();
        return std::string(view(language == Language::da ? label.getDa() : label.getEn()));
    }
    return std::nullopt;
}

std::string value_text(Language language, DynamicValue::Reader value) {
    switch (value.getType()) {
        case DynamicValue::BOOL: return {};  // said by its label alone
        case DynamicValue::INT: return value.as<std::int64_t>() < 0 ? std::string() : std::to_string(value.as<std::int64_t>());
        case DynamicValue::UINT: return value.as<std::uint64_t>() == 0 ? std::string() : std::to_string(value.as<std::uint64_t>());
        case DynamicValue::TEXT: return code_text(language, view(value.as<capnp::Text>()));
        case DynamicValue::ENUM: return enum_text(language, value);
        case DynamicValue::STRUCT: return struct_text(language, value.as<capnp::DynamicStruct>());
        case DynamicValue::LIST: return list_text(language, value.as<capnp::DynamicList>());
        default: return {};
    }
}

std::string fact_text(Language language, std::string_view label, DynamicValue::Reader value) {
    const std::string name(label);
    if (value.getType() == DynamicValue::BOOL) return value.as<bool>() ? name : std::string();
    const std::string text = value_text(language, value);
    if (text.empty() || name.empty()) return text;
    if (value.getType() == DynamicValue::INT || value.getType() == DynamicValue::UINT) return text + " " + name;
    if (is_personal(value)) return name + ": " + quoted(language, text);
    const bool moment = value.getType() == DynamicValue::STRUCT && value.as<capnp::DynamicStruct>().getSchema() == capnp::Schema::from<Moment>();
    return name + (moment ? " " : ": ") + text;
}

bool is_list_of_structs(capnp::StructSchema::Field field) { return is_list_of(field, capnp::schema::Type::STRUCT); }

bool is_list_of_risks(capnp::StructSchema::Field field) {
    return is_list_of(field, capnp::schema::Type::ENUM) && field.getType().asList().getEnumElementType() == capnp::Schema::from<answers::Risk>();
}

}  // namespace forloeb
