#include "events/codec/json_schema.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

#include "events/codec/code_check.hpp"
#include "events/schema/correction.capnp.h"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

/// JSON built from its innermost values outwards: every function returns the text of one value.
using Json = std::string;
using Members = std::vector<std::pair<std::string, Json>>;

Json quoted(std::string_view text) {
    Json out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);  // labels and names hold no control characters
    }
    return out + '"';
}

Json indented(const Json& value) {
    Json out;
    for (const char c : value) {
        out.push_back(c);
        if (c == '\n') out += "  ";
    }
    return out;
}

Json array(const std::vector<Json>& items) {
    const bool of_objects = !items.empty() && items.front().starts_with('{');
    Json out = of_objects ? "[\n  " : "[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += of_objects ? ",\n  " : ", ";
        out += indented(items[i]);
    }
    return out + (of_objects ? "\n]" : "]");
}

Json object(const Members& members) {
    const bool one_line = members.size() <= 2 && std::ranges::all_of(members, [](const auto& member) {
                              return member.second.size() < 80 && member.second.find('\n') == Json::npos;
                          });
    Json out = one_line ? "{" : "{\n  ";
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += one_line ? ", " : ",\n  ";
        out += quoted(members[i].first) + ": " + indented(members[i].second);
    }
    return out + (one_line ? "}" : "\n}");
}

Json label(std::string_view da, std::string_view en) { return object({{"da", quoted(da)}, {"en", quoted(en)}}); }

/// Texts stand in three kinds of place, and each has its own rule (events/codec/clear_text.hpp).
enum class TextPlace : std::uint8_t { code, verbatim, personal };

Members reference(const std::string& name) { return {{"$ref", quoted("#/$defs/" + name)}}; }
Members of_type(std::string_view type) { return {{"type", quoted(type)}}; }

Members text_schema(TextPlace place) {
    switch (place) {
        case TextPlace::code: return reference("code");
        case TextPlace::verbatim: return reference("verbatim");
        case TextPlace::personal: return of_type("string");
    }
    return {};
}

/// A number, or its digits as a text: what a double cannot hold is written so.
template <typename Integer>
Members whole_number() {
    using Limits = std::numeric_limits<Integer>;
    Members number = of_type("integer");
    if (sizeof(Integer) < 8) {
        number.emplace_back("minimum", std::to_string(Limits::min()));
        number.emplace_back("maximum", std::to_string(Limits::max()));
    }
    const Json digits = object({{"type", quoted("string")}, {"pattern", quoted("^-?[0-9]+$")}});
    return {{"anyOf", array({object(number), digits})}};
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

/// Walks the Cap'n Proto schemas and collects a definition for each struct and enum it meets.
class SchemaWriter {
  public:
    /// The proposal of one type as a definition; returns the reference to it.
    Members proposal(const EventType& type) {
        const std::string name(type.name);
        if (!defs_.contains(name)) defs_.emplace(name, object(proposal_schema(type)));
        return reference(name);
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
        const bool is_value = id == capnp::typeId<Id16>() || id == capnp::typeId<Moment>();
        // A struct that stands in clear and in personal places has a definition for each.
        std::string name = name_of(schema);
        if (place == TextPlace::personal && !is_value && !name.ends_with("Personal")) name += "InPersonal";
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
        for (const auto field : schema.getFields()) {
            const std::string name = field.getProto().getName().cStr();
            properties.emplace_back(name, field_schema(field, place));
            if (field.getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT)
                alternatives.push_back(object({{"required", array({quoted(name)})}}));
        }
        Members members = of_type("object");
        members.emplace_back("additionalProperties", "false");
        members.emplace_back("properties", object(properties));
        if (alternatives.empty()) return members;
        const Json none_of_them = object({{"not", object({{"anyOf", array(alternatives)}})}});
        alternatives.push_back(none_of_them);
        members.emplace_back("oneOf", array(alternatives));
        return members;
    }

    Json field_schema(capnp::StructSchema::Field field, TextPlace place) {
        if (place == TextPlace::code && is_verbatim(field)) place = TextPlace::verbatim;
        Members members = {{"x-label", label(label_of(field, "da"), label_of(field, "en"))}};
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
    static TextPlace inside(TextPlace place) {
        return place == TextPlace::personal ? TextPlace::personal : TextPlace::code;
    }

    Members type_schema(capnp::Type type, TextPlace place) {
        switch (type.which()) {
            case capnp::schema::Type::VOID: return of_type("null");
            case capnp::schema::Type::BOOL: return of_type("boolean");
            case capnp::schema::Type::INT8: return whole_number<std::int8_t>();
            case capnp::schema::Type::INT16: return whole_number<std::int16_t>();
            case capnp::schema::Type::INT32: return whole_number<std::int32_t>();
            case capnp::schema::Type::INT64: return whole_number<std::int64_t>();
            case capnp::schema::Type::UINT8: return whole_number<std::uint8_t>();
            case capnp::schema::Type::UINT16: return whole_number<std::uint16_t>();
            case capnp::schema::Type::UINT32: return whole_number<std::uint32_t>();
            case capnp::schema::Type::UINT64: return whole_number<std::uint64_t>();
            case capnp::schema::Type::FLOAT32:
            case capnp::schema::Type::FLOAT64: return floating();
            case capnp::schema::Type::TEXT: return text_schema(place);
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
        for (const auto word : schema.getEnumerants()) {
            texts.push_back(quoted(word.getProto().getName().cStr()));
            labels.emplace_back(word.getProto().getName().cStr(), label(label_of(word, "da"), label_of(word, "en")));
        }
        const std::string name = name_of(schema);
        defs_.emplace(name, object({{"enum", array(texts)}, {"x-labels", object(labels)}}));
        return reference(name);
    }

    std::map<std::string, Json> defs_;
};

Json document(std::string_view id, const Members& body, SchemaWriter& writer) {
    Members members = {{"$schema", quoted("https://json-schema.org/draft/2020-12/schema")}, {"$id", quoted(id)}};
    members.insert(members.end(), body.begin(), body.end());
    members.emplace_back("$defs", writer.definitions());
    return object(members) + "\n";
}

}  // namespace

std::string json_schema_of(const EventType& type) {
    SchemaWriter writer;
    const Members proposal = writer.proposal(type);
    const std::string id = "urn:forloeb:event:" + std::string(type.name) + ":" + std::to_string(type.schema_version);
    return document(id, proposal, writer);
}

std::string json_schema_of_all() {
    SchemaWriter writer;
    std::vector<Json> proposals;
    for (const EventType& type : all_event_types()) proposals.push_back(object(writer.proposal(type)));
    return document("urn:forloeb:event", {{"oneOf", array(proposals)}}, writer);
}

}  // namespace forloeb
