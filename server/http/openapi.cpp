#include "server/http/openapi.hpp"

#include <algorithm>
#include <map>

#include "events/codec/json_schema.hpp"
#include "server/http/json_text.hpp"
#include "server/http/openapi_doors.hpp"
#include "server/http/openapi_parts.hpp"
#include "server/http/resource_answer.hpp"
#include "server/http/resource_shape.hpp"
#include "server/http/resource_words.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {
namespace {

/// "a=1&b=2" as it stands in the table.
std::map<std::string, std::string> pairs_of(std::string_view text) {
    std::map<std::string, std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view one = text.substr(0, end);
        const std::size_t equals = std::min(one.find('='), one.size());
        if (equals < one.size()) out.emplace(one.substr(0, equals), one.substr(equals + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

bool is_small_number(capnp::Type type) {
    switch (type.which()) {
        case capnp::schema::Type::INT8:
        case capnp::schema::Type::INT16:
        case capnp::schema::Type::INT32:
        case capnp::schema::Type::UINT8:
        case capnp::schema::Type::UINT16:
        case capnp::schema::Type::UINT32:
        case capnp::schema::Type::BOOL: return true;
        default: return false;
    }
}

std::string example_json(const std::string& text, capnp::Type type) {
    if (!type.isList()) return is_small_number(type) ? text : json_quoted(text);
    JsonLine list('[');
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        list.item(json_quoted(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return list.str();
}

/// Writes one description; the definitions that its parts need are gathered meanwhile.
class OpenApiWriter {
  public:
    OpenApiWriter() { define_special(); }

    std::string text() {
        std::map<std::string, std::string> paths;  // methods of a path, as members of its object
        std::map<std::string, std::string> tags;
        const auto add = [&](std::string_view path, std::string_view method, const std::string& operation) {
            std::string lower(method);
            for (char& letter : lower) letter = static_cast<char>(letter - 'A' + 'a');
            std::string& members = paths[std::string(path)];
            members.append(members.empty() ? "" : ",").append(json_quoted(lower)).append(":").append(operation);
            tags.emplace(openapi::tag_of(path), "");
        };
        for (const Resource& resource : all_resources()) add(resource.path, resource.method, operation_of(resource));
        for (const WordResource& word : all_word_resources()) add(word.path, "GET", operation_of(word));
        for (const openapi::DoorOperation& own : openapi::door_operations()) add(own.path, own.method, own.operation);
        JsonLine all_paths('{');
        for (const auto& [path, members] : paths) all_paths.raw(path, "{" + members + "}");
        JsonLine all_tags('[');
        for (const auto& [tag, nothing] : tags) all_tags.item(JsonLine('{').text("name", tag).text("description", "/" + tag));
        return JsonLine('{')
            .text("openapi", "3.1.0")
            .raw("info", info())
            .raw("servers", JsonLine('[').item(JsonLine('{').text("url", std::string(api_prefix))).str())
            .raw("security", JsonLine('[').item(JsonLine('{').raw("token", "[]")).item(JsonLine('{').raw("session", "[]")).str())
            .raw("tags", all_tags.str())
            .raw("paths", all_paths.str())
            .raw("components", openapi::components(schemas_.definitions(), proposal_))
            .str();
    }

  private:
    static std::string info() {
        return JsonLine('{')
            .text("title", "Forløb")
            .text("version", FORLOEB_VERSION)
            .text("summary", "Case histories: what happened, what is known, and who saw it")
            .text("description",
                  "Each operation is one request of the socket protocol; the same rights hold and the same read log is kept. 64-bit numbers are texts, ids UUIDs, "
                  "times ISO 8601. Errors are application/problem+json with `code`, `field`, `rule` and what to do (`retry`). Lists can be had as "
                  "application/x-ndjson and text/csv. Examples are of the demo's synthetic data.")
            .raw("license", JsonLine('{').text("name", "MPL-2.0").text("identifier", "MPL-2.0").str())
            .str();
    }

    /// Events are written as their proposals (event_record_json.hpp), and a proposal is of its type's own schema.
    void define_special() {
        JsonLine any('[');
        for (const EventType& type : all_event_types()) any.item(schemas_.proposal(type));
        proposal_ = JsonLine('{').raw("oneOf", any.str()).str();
        const std::string text = openapi::of_json_type("string");
        JsonLine known('{');
        for (const char* member : {"type", "occurredAt", "position", "version", "eventId", "recordedAt"}) known.raw(member, text);
        const std::string pair_of_texts = JsonLine('{').text("type", "object").raw("additionalProperties", text).str();
        known.raw("label", pair_of_texts).raw("stream", pair_of_texts);
        for (const char* member : {"actor", "payload"}) known.raw(member, openapi::of_json_type("object"));
        schemas_.define(capnp::typeId<wire::EventRecord>(), "Event",
                        JsonLine('{').text("type", "object").raw("required", R"(["type","position","version","eventId","recordedAt","stream","label"])").raw("properties", known.str()).str());
    }

    std::string parameter(const ResourceParameter& one, std::string_view place, const std::map<std::string, std::string>& examples) {
        JsonLine out('{');
        out.text("name", one.name).text("in", place);
        if (place == "path") out.yes_no("required", true);
        out.raw("schema", schemas_.asked(one.type));
        if (const auto example = examples.find(one.name); example != examples.end()) out.raw("example", example_json(example->second, one.type));
        return out.str();
    }

    std::string parameters(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        JsonLine out('[');
        const auto at = pairs_of(resource.at);
        const auto examples = resource.method == "POST" ? std::map<std::string, std::string>() : pairs_of(resource.example);
        for (const ResourceParameter& one : shape.path) out.item(parameter(one, "path", at));
        for (const ResourceParameter& one : shape.query) out.item(parameter(one, "query", examples));
        for (const char* header : {"Purpose", "Traceparent", "DeadlineMs"}) out.item(openapi::reference_to(std::string("#/components/parameters/").append(header)));
        if (resource.request != "append") out.item(openapi::reference_to("#/components/parameters/AtLeast"));
        if (resource.request == "append")
            for (const char* header : {"IdempotencyKey", "IfMatch", "IfNoneMatch"}) out.item(openapi::reference_to(std::string("#/components/parameters/").append(header)));
        return out.str();
    }

    std::string body_schema(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        if (resource.request == "append") return openapi::schema_named("Append");
        if (shape.type.isStruct() && !is_value(shape.type)) return schemas_.asked(shape.type);
        const std::string member = JsonLine('{').raw(resource.value, schemas_.asked(shape.type)).str();
        return JsonLine('{').text("type", "object").yes_no("additionalProperties", false).raw("properties", member).str();
    }

    std::string body(const Resource& resource) {
        JsonLine content('{');
        content.raw("schema", body_schema(resource));
        if (!resource.example.empty()) content.raw("example", resource.example);
        return JsonLine('{').raw("content", JsonLine('{').raw("application/json", content.str()).str()).str();
    }

    std::string answer_schema(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        if (resource.request == "append") return openapi::schema_named("Appended");
        if (shape.answer.isStruct() && !is_value(shape.answer)) return schemas_.answered(shape.answer);
        const std::string member = JsonLine('{').raw(answer_member(shape), schemas_.answered(shape.answer)).str();
        return JsonLine('{').text("type", "object").yes_no("additionalProperties", false).raw("properties", member).str();
    }

    std::string responses(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        JsonLine content('{');
        for (const AnswerForm form : forms_of(resource))
            content.raw(media_type(form), JsonLine('{').raw("schema", form == AnswerForm::json ? answer_schema(resource) : openapi::of_json_type("string")).str());
        JsonLine ok('{');
        ok.text("description", resource.en);
        JsonLine headers('{');
        if (!resource.version.empty() || resource.request == "append") headers.raw("ETag", openapi::reference_to("#/components/headers/ETag"));
        if (resource.paging != Paging::none) headers.raw("Link", openapi::reference_to("#/components/headers/Link"));
        if (headers.str() != "{}") ok.raw("headers", headers.str());
        if (!shape.answer.isVoid()) ok.raw("content", content.str());
        JsonLine out('{');
        out.raw(shape.answer.isVoid() ? "204" : resource.request == "append" ? "201" : "200", ok.str());
        if (!resource.version.empty()) out.raw("304", JsonLine('{').text("description", "The case has this version still").str());
        return out.raw("4XX", openapi::problem()).raw("5XX", openapi::problem()).str();
    }
    std::string operation_of(const Resource& resource) {
        JsonLine out('{');
        out.text("operationId", openapi::operation_id(resource.method, resource.path)).text("summary", resource.en).text("description", resource.da);
        out.raw("tags", JsonLine('[').item(json_quoted(openapi::tag_of(resource.path))).str()).text("x-request", resource.request);
        out.raw("parameters", parameters(resource));
        if (resource_shape(resource).has_body || resource.request == "append") out.raw("requestBody", body(resource));
        return out.raw("responses", responses(resource)).str();
    }

    std::string operation_of(const WordResource& word) {
        JsonLine parameters('[');
        const auto at = pairs_of(word.at);
        for (const auto& [name, value] : at)
            parameters.item(JsonLine('{').text("name", name).text("in", "path").yes_no("required", true).raw("schema", openapi::of_json_type("string")).text("example", value));
        const std::string schema = JsonLine('{').raw("type", R"(["object","array"])").str();
        const std::string media = word.path.starts_with("/schemas") ? "application/schema+json" : "application/json";
        const std::string content = JsonLine('{').raw(media, JsonLine('{').raw("schema", schema).str()).str();
        const std::string ok = JsonLine('{').text("description", word.en).raw("content", content).str();
        return JsonLine('{')
            .text("operationId", openapi::operation_id("GET", word.path))
            .text("summary", word.en)
            .text("description", word.da)
            .raw("tags", JsonLine('[').item(json_quoted(openapi::tag_of(word.path))).str())
            .raw("parameters", parameters.str())
            .raw("responses", JsonLine('{').raw("200", ok).raw("4XX", openapi::problem()).str())
            .str();
    }

    JsonSchemas schemas_{openapi::schemas_at};
    std::string proposal_;
};

}  // namespace

const std::string& openapi_json() {
    static const std::string text = OpenApiWriter().text();
    return text;
}

}  // namespace forloeb
