#include "events/codec/json_schema.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <vector>

#include "events/codec/code_check.hpp"
#include "events/codec/json_layout.hpp"
#include "events/schema/correction.capnp.h"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace schema_text {

using json_layout::array;
using json_layout::Json;
using json_layout::Members;
using json_layout::object;
using json_layout::quoted;

namespace {

/// Texts stand in different kinds of place, and each has its own rule (events/codec/clear_text.hpp). Those of requests and
/// answers have none.
enum class TextPlace : std::uint8_t { code, verbatim, personal, asked, answered };

Json label(std::string_view da, std::string_view en) { return object({{"da", quoted(da)}, {"en", quoted(en)}}); }
Members of_type(std::string_view type) { return {{"type", quoted(type)}}; }

/// A number, or its digits as a text: what a double cannot hold is written so.
template <typename Integer>
Members whole_number(TextPlace place) {
    using Limits = std::numeric_limits<Integer>;
    Members number = of_type("integer");
    if (sizeof(Integer) < 8) {
        number.emplace_back("minimum", std::to_string(Limits::min()));
        number.emplace_back("maximum", std::to_string(Limits::max()));
    }
    const Members digits = {{"type", quoted("string")}, {"pattern", quoted("^-?[0-9]+$")}};
    if (place == TextPlace::answered) return sizeof(Integer) < 8 ? number : digits;
    return {{"anyOf", array({object(number), object(digits)})}};
}

Members floating() {
    const Json words = object({{"enum", array({quoted("NaN"), quoted("Infinity"), quoted("-Infinity")})}});
    return {{"anyOf", array({object(of_type("number")), words})}};
}

std::string class_name(SensitivityClass sensitivity) {
    const auto words = capnp::Schema::from<SensitivityClass>().getEnumerants();
    return words[static_cast<capnp::uint>(sensitivity)].getProto().getName().cStr();
}

/// "GoalAgreed.Type": unlike its last part alone, unique.
std::string name_of(capnp::Schema schema) {
    const std::string whole = schema.getProto().getDisplayName().cStr();
    return whole.substr(whole.find(':') + 1);
}

/// "/server/protocol/audit.capnp:Entry" -> "Audit": what tells two structs of one name apart.
std::string file_of(capnp::Schema schema) {
    const std::string whole = schema.getProto().getDisplayName().cStr();
    const std::string path = whole.substr(0, whole.find(':'));
    const std::size_t from = path.rfind('/') + 1;
    std::string stem = path.substr(from, path.find('.', from) - from);
    if (!stem.empty() && stem.front() >= 'a' && stem.front() <= 'z') stem.front() = static_cast<char>(stem.front() - 'a' + 'A');
    return stem;
}

/// Walks the Cap'n Proto schemas and collects a definition for each struct and enum it meets.
class SchemaWriter {
  public:
    explicit SchemaWriter(std::string definitions_at = "#/$defs/") : definitions_at_(std::move(definitions_at)) {}

    /// The proposal of one type as a definition; returns the reference to it.
    Members proposal(const EventType& type) {
        const std::string name(type.name);
        if (!defs_.contains(name)) defs_.emplace(name, object(proposal_schema(type)));
        return reference(name);
    }
    /// The JSON of a type in a request or an answer.
    Json value(capnp::Type type, TextPlace place) { return object(type_schema(type, place)); }
    /// A struct whose JSON is not its fields.
    void define(std::uint64_t struct_id, const std::string& name, Json schema) {
        special_[struct_id] = name;
        defs_[name] = std::move(schema);
    }
    [[nodiscard]] Json definitions() {
        const Members code = {{"type", quoted("string")},
                              {"maxLength", std::to_string(limits::clear_code_bytes_max)},
                              {"pattern", quoted("^[0-9A-Za-zÀ-ÖØ-öø-ɏ._:/+§-]*$")}};
        defs_.emplace("code", object(code));
        defs_.emplace("verbatim", object({{"type", quoted("string")},
                                          {"maxLength", std::to_string(limits::clear_verbatim_bytes_max)}}));
        return object({defs_.begin(), defs_.end()});
    }

  private:
    [[nodiscard]] Members reference(const std::string& name) const { return {{"$ref", quoted(definitions_at_ + name)}}; }

    [[nodiscard]] Members text_schema(TextPlace place) const {
        switch (place) {
            case TextPlace::code: return reference("code");
            case TextPlace::verbatim: return reference("verbatim");
            case TextPlace::personal:
            case TextPlace::asked:
            case TextPlace::answered: break;
        }
        return of_type("string");
    }

    /// A name that no other schema has, and the same in the same kind of place.
    std::string name_for(capnp::Schema schema, TextPlace place) {
        const std::uint64_t id = schema.getProto().getId();
        const bool is_value = id == capnp::typeId<Id16>() || id == capnp::typeId<Moment>();
        if (is_value || schema.getProto().isEnum()) place = TextPlace::code;
        const auto known = names_.find({id, place});
        if (known != names_.end()) return known->second;
        std::string name = name_of(schema);
        // A struct that stands in clear and in personal places has a definition for each.
        if (place == TextPlace::personal && !name.ends_with("Personal")) name += "InPersonal";
        if (taken_.contains(name) && (place == TextPlace::asked || place == TextPlace::answered)) name += place == TextPlace::asked ? "InRequest" : "InAnswer";
        if (taken_.contains(name)) name = file_of(schema) + name;
        taken_.insert(name);
        names_[{id, place}] = name;
        return name;
    }

    Members proposal_schema(const EventType& type) {
        Members properties = {{"type", object({{"const", quoted(type.name)}})}};
        for (const auto field : capnp::Schema::from<Envelope>().getFields())
            properties.emplace_back(field.getProto().getName().cStr(), field_schema(field, TextPlace::code));
        properties.emplace_back("payload", object(structure(type.clear, TextPlace::code)));
        // The personal parts of a correction are those of the type it corrects.
        const bool corrects = type.type_id() == capnp::typeId<EventCorrected>();
        if (corrects) properties.emplace_back("personal", personal(of_type("object")));
        if (type.personal)
            properties.emplace_back("personal", personal(structure(*type.personal, TextPlace::personal)));
        return {{"title", quoted(type.label("en"))},
                {"x-label", label(type.label("da"), type.label("en"))},
                {"type", quoted("object")},
                {"required", array({quoted("type"), quoted("occurredAt"), quoted("actor")})},
                {"additionalProperties", "false"},
                {"properties", object(properties)}};
    }

    // One object about the stream's own subject, or a list of parts about several.
    Json personal(const Members& fields) {
        const Json subject = object(structure(capnp::Schema::from<Id16>(), TextPlace::code));
        const Json part = object({{"type", quoted("object")},
                                  {"additionalProperties", "false"},
                                  {"properties", object({{"subject", subject}, {"fields", object(fields)}})}});
        return object({{"oneOf", array({object(fields), object({{"type", quoted("array")}, {"items", part}})})}});
    }

    Members structure(capnp::StructSchema schema, TextPlace place) {
        const std::uint64_t id = schema.getProto().getId();
        if (const auto special = special_.find(id); special != special_.end()) return reference(special->second);
        const std::string name = name_for(schema, place);
        const auto [slot, is_new] = defs_.emplace(name, "");
        if (!is_new) return reference(name);
        const Members members = id == capnp::typeId<Id16>()     ? uuid_text()
                                : id == capnp::typeId<Moment>() ? moment_text()
                                                                : fields_schema(schema, place);
        slot->second = object(members);
        return reference(name);
    }

    static Members uuid_text() {
        return {{"type", quoted("string")},
                {"pattern", quoted("^(|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$")}};
    }
    static Members moment_text() {
        return {
            {"description", quoted("A date, a month or a time (ISO 8601).")},
            {"type", quoted("string")},
            {"pattern", quoted("^(|[0-9]{4}-[0-9]{2}(-[0-9]{2}([Tt ][0-9:.]+)?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)$")}};
    }

    Members fields_schema(capnp::StructSchema schema, TextPlace place) {
        Members properties;
        std::vector<Json> alternatives;
        std::vector<Json> always;  // an answer says every number, word, and yes or no
        for (const auto field : schema.getFields()) {
            const std::string name = field.getProto().getName().cStr();
            properties.emplace_back(name, field_schema(field, place));
            if (field.getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT)
                alternatives.push_back(object({{"required", array({quoted(name)})}}));
            else if (place == TextPlace::answered && !field.getProto().isGroup() && !is_pointer(field.getType()))
                always.push_back(quoted(name));
        }
        Members members = of_type("object");
        members.emplace_back("additionalProperties", "false");
        members.emplace_back("properties", object(properties));
        if (!always.empty()) members.emplace_back("required", array(always));
        if (alternatives.empty()) return members;
        const Json none_of_them = object({{"not", object({{"anyOf", array(alternatives)}})}});
        alternatives.push_back(none_of_them);
        members.emplace_back("oneOf", array(alternatives));
        return members;
    }

    Json field_schema(capnp::StructSchema::Field field, TextPlace place) {
        if (place == TextPlace::code && is_verbatim(field)) place = TextPlace::verbatim;
        Members members;
        const std::string_view da = label_of(field, "da");
        if (!is_of_api(place) || da != field.getProto().getName().cStr()) members.emplace_back("x-label", label(da, label_of(field, "en")));
        if (const SensitivityClass sensitivity = class_of(field); sensitivity != SensitivityClass::NONE)
            members.emplace_back("x-class", quoted(class_name(sensitivity)));
        if (const Vocabulary* const vocabulary = vocabulary_of(field))
            members.emplace_back("x-vocabulary", quoted(vocabulary->name));
        const Members value = field.getProto().isGroup() ? fields_schema(field.getType().asStruct(), inside(place))
                                                         : type_schema(field.getType(), place);
        members.insert(members.end(), value.begin(), value.end());
        return object(members);
    }

    // What is inside a personal struct is personal; "verbatim" is said of one field only.
    static TextPlace inside(TextPlace place) { return place == TextPlace::verbatim ? TextPlace::code : place; }
    static bool is_of_api(TextPlace place) { return place == TextPlace::asked || place == TextPlace::answered; }
    static bool is_pointer(capnp::Type type) { return type.isText() || type.isData() || type.isList() || type.isStruct() || type.isAnyPointer(); }

    Members type_schema(capnp::Type type, TextPlace place) {
        switch (type.which()) {
            case capnp::schema::Type::VOID: return of_type("null");
            case capnp::schema::Type::BOOL: return of_type("boolean");
            case capnp::schema::Type::INT8: return whole_number<std::int8_t>(place);
            case capnp::schema::Type::INT16: return whole_number<std::int16_t>(place);
            case capnp::schema::Type::INT32: return whole_number<std::int32_t>(place);
            case capnp::schema::Type::INT64: return whole_number<std::int64_t>(place);
            case capnp::schema::Type::UINT8: return whole_number<std::uint8_t>(place);
            case capnp::schema::Type::UINT16: return whole_number<std::uint16_t>(place);
            case capnp::schema::Type::UINT32: return whole_number<std::uint32_t>(place);
            case capnp::schema::Type::UINT64: return whole_number<std::uint64_t>(place);
            case capnp::schema::Type::FLOAT32:
            case capnp::schema::Type::FLOAT64: return floating();
            case capnp::schema::Type::TEXT: return text_schema(place);
            case capnp::schema::Type::DATA: return {{"type", quoted("string")}, {"pattern", quoted("^([0-9a-fA-F]{2})*$")}};
            case capnp::schema::Type::LIST: {
                Members members = of_type("array");
                members.emplace_back("items", object(type_schema(type.asList().getElementType(), place)));
                return members;
            }
            case capnp::schema::Type::ENUM: return words(type.asEnum());
            case capnp::schema::Type::STRUCT: return structure(type.asStruct(), inside(place));
            default: return of_type("object");  // a correction's payload: of the type it names
        }
    }

    Members words(capnp::EnumSchema schema) {
        std::vector<Json> texts;
        Members labels;
        bool labelled = false;
        for (const auto word : schema.getEnumerants()) {
            labelled = labelled || label_of(word, "da") != word.getProto().getName().cStr();
            texts.push_back(quoted(word.getProto().getName().cStr()));
            labels.emplace_back(word.getProto().getName().cStr(), label(label_of(word, "da"), label_of(word, "en")));
        }
        const std::string name = name_for(schema, TextPlace::code);
        Members members = {{"enum", array(texts)}};
        if (labelled) members.emplace_back("x-labels", object(labels));
        defs_.emplace(name, object(members));
        return reference(name);
    }

    std::string definitions_at_;
    std::map<std::string, Json> defs_;
    std::map<std::uint64_t, std::string> special_;
    std::map<std::pair<std::uint64_t, TextPlace>, std::string> names_;
    std::set<std::string> taken_;
};

Json document(std::string_view id, const Members& body, SchemaWriter& writer) {
    Members members = {{"$schema", quoted("https://json-schema.org/draft/2020-12/schema")}, {"$id", quoted(id)}};
    members.insert(members.end(), body.begin(), body.end());
    members.emplace_back("$defs", writer.definitions());
    return object(members) + "\n";
}

}  // namespace
}  // namespace schema_text

using schema_text::SchemaWriter;

std::string json_schema_of(const EventType& type) {
    SchemaWriter writer;
    const json_layout::Members proposal = writer.proposal(type);
    const std::string id = "urn:forloeb:event:" + std::string(type.name) + ":" + std::to_string(type.schema_version);
    return schema_text::document(id, proposal, writer);
}

std::string json_schema_of_all() {
    SchemaWriter writer;
    std::vector<std::string> proposals;
    for (const EventType& type : all_event_types()) proposals.push_back(json_layout::object(writer.proposal(type)));
    return schema_text::document("urn:forloeb:event", {{"oneOf", json_layout::array(proposals)}}, writer);
}

struct JsonSchemas::Parts {
    SchemaWriter writer;
};

JsonSchemas::JsonSchemas(std::string definitions_at) : parts_(new Parts{SchemaWriter(std::move(definitions_at))}) {}
JsonSchemas::~JsonSchemas() = default;

std::string JsonSchemas::proposal(const EventType& type) { return json_layout::object(parts_->writer.proposal(type)); }
std::string JsonSchemas::asked(capnp::Type type) { return parts_->writer.value(type, schema_text::TextPlace::asked); }
std::string JsonSchemas::answered(capnp::Type type) { return parts_->writer.value(type, schema_text::TextPlace::answered); }
void JsonSchemas::define(std::uint64_t struct_id, const std::string& name, std::string schema) { parts_->writer.define(struct_id, name, std::move(schema)); }
std::string JsonSchemas::definitions() { return parts_->writer.definitions(); }

}  // namespace forloeb
