#include "server/http/openapi.hpp"

#include <algorithm>
#include <map>

#include "events/codec/json_schema.hpp"
#include "server/http/json_text.hpp"
#include "server/http/resource_answer.hpp"
#include "server/http/resource_shape.hpp"
#include "server/http/resource_words.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {
namespace {

constexpr const char* schemas_at = "#/components/schemas/";

std::string reference_to(std::string_view name) { return JsonLine('{').text("$ref", name).str(); }
std::string schema_named(std::string_view name) { return reference_to(std::string(schemas_at).append(name)); }
std::string of_json_type(std::string_view type) { return JsonLine('{').text("type", type).str(); }

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

/// GET /cases/{caseId}/timeline -> "getCasesByCaseIdTimeline".
std::string operation_id(std::string_view method, std::string_view path) {
    std::string id(method);
    for (char& letter : id) letter = static_cast<char>(letter - 'A' + 'a');
    bool upper = false;
    for (const char letter : path) {
        if (letter == '{') id.append("By");
        const bool ordinary = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        if (!ordinary) {
            upper = true;
            continue;
        }
        id.push_back(upper && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter);
        upper = false;
    }
    return id;
}

std::string_view tag_of(std::string_view path) { return path.substr(1, path.find('/', 1) - 1); }

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
            tags.emplace(tag_of(path), "");
        };
        for (const Resource& resource : all_resources()) add(resource.path, resource.method, operation_of(resource));
        for (const WordResource& word : all_word_resources()) add(word.path, "GET", operation_of(word));
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
            .raw("components", components())
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
        const std::string text = of_json_type("string");
        JsonLine known('{');
        for (const char* member : {"type", "occurredAt", "position", "version", "eventId", "recordedAt"}) known.raw(member, text);
        const std::string pair_of_texts = JsonLine('{').text("type", "object").raw("additionalProperties", text).str();
        known.raw("label", pair_of_texts).raw("stream", pair_of_texts);
        for (const char* member : {"actor", "payload"}) known.raw(member, of_json_type("object"));
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
        for (const char* header : {"Purpose", "Traceparent"}) out.item(reference_to(std::string("#/components/parameters/").append(header)));
        if (resource.request == "append")
            for (const char* header : {"IdempotencyKey", "IfMatch", "IfNoneMatch"}) out.item(reference_to(std::string("#/components/parameters/").append(header)));
        return out.str();
    }

    std::string body_schema(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        if (resource.request == "append") return schema_named("Append");
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
        if (resource.request == "append") return schema_named("Appended");
        if (shape.answer.isStruct() && !is_value(shape.answer)) return schemas_.answered(shape.answer);
        const std::string member = JsonLine('{').raw(answer_member(shape), schemas_.answered(shape.answer)).str();
        return JsonLine('{').text("type", "object").yes_no("additionalProperties", false).raw("properties", member).str();
    }

    std::string responses(const Resource& resource) {
        const ResourceShape& shape = resource_shape(resource);
        JsonLine content('{');
        for (const AnswerForm form : forms_of(resource))
            content.raw(media_type(form), JsonLine('{').raw("schema", form == AnswerForm::json ? answer_schema(resource) : of_json_type("string")).str());
        JsonLine ok('{');
        ok.text("description", resource.en);
        JsonLine headers('{');
        if (!resource.version.empty() || resource.request == "append") headers.raw("ETag", reference_to("#/components/headers/ETag"));
        if (resource.paging != Paging::none) headers.raw("Link", reference_to("#/components/headers/Link"));
        if (headers.str() != "{}") ok.raw("headers", headers.str());
        if (!shape.answer.isVoid()) ok.raw("content", content.str());
        JsonLine out('{');
        out.raw(shape.answer.isVoid() ? "204" : resource.request == "append" ? "201" : "200", ok.str());
        if (!resource.version.empty()) out.raw("304", JsonLine('{').text("description", "The case has this version still").str());
        return out.raw("4XX", problem()).raw("5XX", problem()).str();
    }
    static std::string problem() { return reference_to("#/components/responses/Problem"); }

    std::string operation_of(const Resource& resource) {
        JsonLine out('{');
        out.text("operationId", operation_id(resource.method, resource.path)).text("summary", resource.en).text("description", resource.da);
        out.raw("tags", JsonLine('[').item(json_quoted(tag_of(resource.path))).str()).text("x-request", resource.request);
        out.raw("parameters", parameters(resource));
        if (resource_shape(resource).has_body || resource.request == "append") out.raw("requestBody", body(resource));
        return out.raw("responses", responses(resource)).str();
    }

    std::string operation_of(const WordResource& word) {
        JsonLine parameters('[');
        const auto at = pairs_of(word.at);
        for (const auto& [name, value] : at)
            parameters.item(JsonLine('{').text("name", name).text("in", "path").yes_no("required", true).raw("schema", of_json_type("string")).text("example", value));
        const std::string schema = JsonLine('{').raw("type", R"(["object","array"])").str();
        const std::string media = word.path.starts_with("/schemas") ? "application/schema+json" : "application/json";
        const std::string content = JsonLine('{').raw(media, JsonLine('{').raw("schema", schema).str()).str();
        const std::string ok = JsonLine('{').text("description", word.en).raw("content", content).str();
        return JsonLine('{')
            .text("operationId", operation_id("GET", word.path))
            .text("summary", word.en)
            .text("description", word.da)
            .raw("tags", JsonLine('[').item(json_quoted(tag_of(word.path))).str())
            .raw("parameters", parameters.str())
            .raw("responses", JsonLine('{').raw("200", ok).raw("4XX", problem()).str())
            .str();
    }

    static std::string header_parameter(const char* name, const char* description, const char* example, bool required = false) {
        JsonLine out('{');
        out.text("name", name).text("in", "header").text("description", description);
        if (required) out.yes_no("required", true);
        return out.raw("schema", of_json_type("string")).text("example", example).str();
    }

    static std::string header_parameters() {
        return JsonLine('{')
            .raw("Purpose", header_parameter("Forloeb-Purpose", "What personal data are asked for; empty: the first that the caller's role allows.", "casework"))
            .raw("Traceparent", header_parameter("traceparent", "W3C Trace Context; given back, and in the server's log beside what went wrong.", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
            .raw("IdempotencyKey", header_parameter("Idempotency-Key", "The append's id, best a UUIDv7: the same one when the request is repeated.", "019a9f00-0000-7000-8000-000000000010", true))
            .raw("IfMatch", header_parameter("If-Match", "Only if the stream has exactly this version.", "\"143\""))
            .raw("IfNoneMatch", header_parameter("If-None-Match", "`*`: only if nobody has written to the stream.", "*"))
            .str();
    }

    std::string batch_schema() const {
        const std::string text = of_json_type("string");
        const std::string binding = JsonLine('{').text("type", "object").yes_no("additionalProperties", false).raw("properties", JsonLine('{').raw("scope", text).raw("identifier", text).str()).str();
        const auto list_of = [](const std::string& items) { return JsonLine('{').text("type", "array").raw("items", items).str(); };
        const std::string members = JsonLine('{').raw("events", list_of(schema_named("Proposal"))).raw("bindings", list_of(binding)).str();
        return JsonLine('{').text("type", "object").raw("required", R"(["events"])").yes_no("additionalProperties", false).raw("properties", members).str();
    }

    static std::string stored_schema() {
        const std::string digits = JsonLine('{').text("type", "string").text("pattern", "^[0-9]+$").str();
        const std::string members = JsonLine('{').raw("firstPosition", digits).raw("lastPosition", digits).raw("version", digits).raw("repeated", of_json_type("boolean")).str();
        return JsonLine('{').text("type", "object").raw("required", R"(["firstPosition","lastPosition","version","repeated"])").yes_no("additionalProperties", false).raw("properties", members).str();
    }

    static std::string problem_schema() {
        const std::string text = of_json_type("string");
        JsonLine members('{');
        for (const char* member : {"type", "title", "detail", "field", "rule", "currentVersion"}) members.raw(member, text);
        members.raw("status", of_json_type("integer"));
        members.raw("code", R"({"enum":["invalid","not_found","conflict","refused","overloaded","unknown","unavailable","damaged","unsupported","storage","storage_full","cancelled"]})");
        members.raw("retry", R"({"enum":["no","reload","later","sameId","callHuman","upgrade"]})");
        return JsonLine('{').text("type", "object").raw("required", R"(["type","title","status","detail","code","retry"])").raw("properties", members.str()).str();
    }

    std::string components() {
        // What this file writes itself, before the definitions that the schemas gave; they end the object.
        std::string definitions = schemas_.definitions();
        JsonLine own('{');
        own.raw("Proposal", proposal_).raw("Append", JsonLine('{').raw("anyOf", JsonLine('[').item(schema_named("Proposal")).item(batch_schema()).str()).str());
        own.raw("Appended", stored_schema()).raw("Problem", problem_schema());
        std::string both = own.str();
        both.pop_back();
        both.append(",").append(definitions.substr(1));
        const std::string problem_content = JsonLine('{').raw("application/problem+json", JsonLine('{').raw("schema", schema_named("Problem")).str()).str();
        const std::string text = of_json_type("string");
        return JsonLine('{')
            .raw("schemas", both)
            .raw("parameters", header_parameters())
            .raw("headers", JsonLine('{')
                                .raw("ETag", JsonLine('{').text("description", "The version: send it as If-Match to write, as If-None-Match to ask again.").raw("schema", text).str())
                                .raw("Link", JsonLine('{').text("description", "`rel=\"next\"`: the next page, if there is one.").raw("schema", text).str())
                                .str())
            .raw("responses", JsonLine('{').raw("Problem", JsonLine('{').text("description", "What is wrong, and what to do").raw("content", problem_content).str()).str())
            .raw("securitySchemes", JsonLine('{')
                                        .raw("token", JsonLine('{').text("type", "http").text("scheme", "bearer").text("description", "forloeb token create").str())
                                        .raw("session", JsonLine('{').text("type", "apiKey").text("in", "cookie").text("name", "forloeb_session").str())
                                        .str())
            .str();
    }

    JsonSchemas schemas_{schemas_at};
    std::string proposal_;
};

}  // namespace

const std::string& openapi_json() {
    static const std::string text = OpenApiWriter().text();
    return text;
}

}  // namespace forloeb
