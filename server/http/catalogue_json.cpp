#include "server/http/catalogue_json.hpp"

#include <algorithm>
#include <set>

#include "events/codec/code_check.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "server/http/json_text.hpp"

namespace forloeb {
namespace {

JsonLine texts_json(const std::vector<std::string>& texts) {
    JsonLine out('[');
    for (const std::string& text : texts) out.item(json_quoted(text));
    return out;
}

std::string class_word(SensitivityClass sensitivity, std::string_view language) {
    const auto word = capnp::Schema::from<SensitivityClass>().getEnumerants()[static_cast<capnp::uint>(sensitivity)];
    return std::string(language.empty() ? std::string_view(word.getProto().getName().cStr()) : label_of(word, language));
}

JsonLine code_json(const VocabularyCode& code) {
    JsonLine out('{');
    out.text("code", code.code).text("da", code.da).text("en", code.en);
    const std::pair<const char*, const std::string*> rest[] = {{"parent", &code.parent}, {"official", &code.official}, {"validFrom", &code.valid_from}, {"validTo", &code.valid_to}};
    for (const auto& [key, value] : rest)
        if (!value->empty()) out.text(key, *value);
    for (const auto& [key, value] : code.more) out.text(key, value);
    return out;
}

// ---- what a form needs ----

enum class FormPlace : std::uint8_t { clear, personal };

std::string form_fields(capnp::StructSchema schema, FormPlace place, int depth);

const char* form_kind(capnp::Type type, FormPlace place, bool verbatim) {
    switch (type.which()) {
        case capnp::schema::Type::VOID: return "void";
        case capnp::schema::Type::BOOL: return "boolean";
        case capnp::schema::Type::FLOAT32:
        case capnp::schema::Type::FLOAT64: return "number";
        case capnp::schema::Type::TEXT: return place == FormPlace::clear && !verbatim ? "code" : "text";
        case capnp::schema::Type::ENUM: return "words";
        case capnp::schema::Type::STRUCT:
            if (type.asStruct() == capnp::Schema::from<Id16>()) return "id";
            return type.asStruct() == capnp::Schema::from<Moment>() ? "time" : "struct";
        case capnp::schema::Type::LIST:
        case capnp::schema::Type::DATA:
        case capnp::schema::Type::INTERFACE:
        case capnp::schema::Type::ANY_POINTER: return "struct";
        default: return "integer";
    }
}

std::string words_json(capnp::EnumSchema schema) {
    JsonLine out('[');
    for (const auto word : schema.getEnumerants())
        out.item(JsonLine('{').text("word", word.getProto().getName().cStr()).text("da", label_of(word, "da")).text("en", label_of(word, "en")));
    return out.str();
}

std::size_t text_bytes_max(FormPlace place, bool verbatim) {
    if (place == FormPlace::personal) return limits::personal_text_bytes_max;
    return verbatim ? limits::clear_verbatim_bytes_max : limits::clear_code_bytes_max;
}

/// Only the envelope's: what else must be there is the case rules' to say, and depends on the case.
bool is_required(capnp::StructSchema::Field field) {
    const bool in_envelope = field.getContainingStruct() == capnp::Schema::from<Envelope>();
    const bool in_actor = field.getContainingStruct() == capnp::Schema::from<Actor>();
    const std::string_view name = field.getProto().getName().cStr();
    return (in_envelope && (name == "occurredAt" || name == "actor")) || (in_actor && name == "pseudonym");
}

JsonLine form_field(capnp::StructSchema::Field field, FormPlace place, int depth) {
    const bool is_list = field.getType().isList();
    const capnp::Type type = is_list ? field.getType().asList().getElementType() : field.getType();
    const bool verbatim = is_verbatim(field);
    const std::string_view kind = form_kind(type, place, verbatim);
    JsonLine out('{');
    out.text("name", field.getProto().getName().cStr()).text("da", label_of(field, "da")).text("en", label_of(field, "en")).text("kind", kind);
    if (is_list) out.yes_no("list", true);
    if (is_required(field)) out.yes_no("required", true);
    if (verbatim) out.yes_no("verbatim", true);
    if (type.isText()) out.number("bytesMax", text_bytes_max(place, verbatim));
    if (const Vocabulary* const vocabulary = vocabulary_of(field)) out.text("vocabulary", vocabulary->name);
    if (const SensitivityClass sensitivity = class_of(field); sensitivity != SensitivityClass::NONE) out.text("class", class_word(sensitivity, {}));
    if (field.getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT) out.yes_no("alternative", true);
    if (type.isEnum()) out.raw("words", words_json(type.asEnum()));
    if (kind == "struct" && type.isStruct() && depth > 0) out.raw("fields", form_fields(type.asStruct(), place, depth - 1));
    return out;
}

std::string form_fields(capnp::StructSchema schema, FormPlace place, int depth) {
    JsonLine out('[');
    for (const auto field : schema.getFields()) out.item(form_field(field, place, depth));
    return out.str();
}

}  // namespace

std::vector<std::string> stream_names(const EventType& type) {
    std::vector<std::string> names;
    for (const StreamKind kind : type.streams) names.emplace_back(stream_kind_name(kind));
    return names;
}

std::vector<std::string> sealed_classes(const EventType& type, std::string_view language) {
    if (!type.personal) return {};
    std::set<SensitivityClass> classes;
    for (const auto field : type.personal->getFields()) classes.insert(class_of(field));
    std::vector<std::string> names;
    for (const SensitivityClass one : classes) names.push_back(class_word(one, language));
    return names;
}

std::string event_types_json() {
    JsonLine types('[');
    for (const EventType& type : all_event_types())
        types.item(JsonLine('{')
                       .text("type", type.name)
                       .text("group", type.group)
                       .text("da", type.label("da"))
                       .text("en", type.label("en"))
                       .number("version", type.schema_version)
                       .raw("streams", texts_json(stream_names(type)).str())
                       .raw("sealed", texts_json(sealed_classes(type)).str()));
    return types.str();
}

std::string event_form_json(const EventType& type) {
    JsonLine out('{');
    out.text("type", type.name).text("da", type.label("da")).text("en", type.label("en")).raw("streams", texts_json(stream_names(type)).str());
    out.raw("envelope", form_fields(capnp::Schema::from<Envelope>(), FormPlace::clear, limits::nesting_depth_max));
    out.raw("payload", form_fields(type.clear, FormPlace::clear, limits::nesting_depth_max));
    out.raw("personal", type.personal ? form_fields(*type.personal, FormPlace::personal, limits::nesting_depth_max) : "[]");
    return out.str();
}

std::string vocabulary_json(const Vocabulary& vocabulary) {
    JsonLine codes('[');
    for (const VocabularyCode& code : vocabulary.codes) codes.item(code_json(code));
    return JsonLine('{')
        .text("name", vocabulary.name)
        .text("da", vocabulary.da)
        .text("en", vocabulary.en)
        .text("version", vocabulary.version)
        .text("source", vocabulary.source)
        .text("pattern", vocabulary.pattern)
        .text("wordsOf", vocabulary.words_of)
        .raw("fields", texts_json(vocabulary.fields).str())
        .raw("codes", codes.str())
        .str();
}

std::string vocabularies_json(std::span<const Vocabulary> vocabularies) {
    JsonLine out('[');
    for (const Vocabulary& one : vocabularies) out.item(vocabulary_json(one));
    return out.str();
}

}  // namespace forloeb
