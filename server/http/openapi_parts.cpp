#include "server/http/openapi_parts.hpp"

#include "server/http/json_text.hpp"
#include "server/http/request_terms.hpp"

namespace forloeb::openapi {
namespace {

std::string header_parameter(const char* name, const char* description, const char* example, bool required = false) {
    JsonLine out('{');
    out.text("name", name).text("in", "header").text("description", description);
    if (required) out.yes_no("required", true);
    return out.raw("schema", of_json_type("string")).text("example", example).str();
}

std::string header_parameters() {
    return JsonLine('{')
        .raw("Purpose", header_parameter("Forloeb-Purpose", "What personal data are asked for; empty: the first that the caller's role allows.", "casework"))
        .raw("Traceparent", header_parameter("traceparent", "W3C Trace Context; given back, and in the server's log beside what went wrong.", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        .raw("AtLeast", header_parameter(at_least_header, "Answer from at least so many events of the log (lastPosition + 1 of what was stored): waits until they are there, to the deadline, else 5 s.", "1"))
        .raw("DeadlineMs", header_parameter(deadline_header, "Milliseconds from the request's arrival: what is not answered by then, and no append that was begun, is answered 503.", "30000"))
        .raw("IdempotencyKey", header_parameter("Idempotency-Key", "The append's id, best a UUIDv7: the same one when the request is repeated.", "019a9f00-0000-7000-8000-000000000010", true))
        .raw("IfMatch", header_parameter("If-Match", "Only if the stream has exactly this version.", "\"143\""))
        .raw("IfNoneMatch", header_parameter("If-None-Match", "`*`: only if nobody has written to the stream.", "*"))
        .str();
}

std::string list_of(const std::string& items) { return JsonLine('{').text("type", "array").raw("items", items).str(); }

std::string closed_object(const std::string& required, const std::string& properties) {
    return JsonLine('{').text("type", "object").raw("required", required).yes_no("additionalProperties", false).raw("properties", properties).str();
}

std::string batch_schema() {
    const std::string text = of_json_type("string");
    const std::string binding = JsonLine('{').text("type", "object").yes_no("additionalProperties", false).raw("properties", JsonLine('{').raw("scope", text).raw("identifier", text).str()).str();
    return closed_object(R"(["events"])", JsonLine('{').raw("events", list_of(schema_named("Proposal"))).raw("bindings", list_of(binding)).str());
}

std::string stored_schema() {
    const std::string digits = JsonLine('{').text("type", "string").text("pattern", "^[0-9]+$").str();
    return closed_object(R"(["firstPosition","lastPosition","version","repeated"])",
                         JsonLine('{').raw("firstPosition", digits).raw("lastPosition", digits).raw("version", digits).raw("repeated", of_json_type("boolean")).str());
}

std::string problem_schema() {
    const std::string text = of_json_type("string");
    JsonLine members('{');
    for (const char* member : {"type", "title", "detail", "field", "rule", "currentVersion"}) members.raw(member, text);
    members.raw("status", of_json_type("integer"));
    members.raw("code", R"({"enum":["invalid","not_found","conflict","refused","overloaded","unknown","unavailable","damaged","unsupported","storage","storage_full","cancelled"]})");
    members.raw("retry", R"({"enum":["no","reload","later","sameId","callHuman","upgrade"]})");
    return JsonLine('{').text("type", "object").raw("required", R"(["type","title","status","detail","code","retry"])").raw("properties", members.str()).str();
}

std::string text_header(const char* description) { return JsonLine('{').text("description", description).raw("schema", of_json_type("string")).str(); }

/// What is written here, before the definitions that the schemas gave; they end the object.
std::string all_schemas(const std::string& definitions, const std::string& proposal) {
    JsonLine own('{');
    own.raw("Proposal", proposal).raw("Append", JsonLine('{').raw("anyOf", JsonLine('[').item(schema_named("Proposal")).item(batch_schema()).str()).str());
    own.raw("Appended", stored_schema()).raw("Problem", problem_schema());
    std::string both = own.str();
    both.pop_back();
    return both.append(",").append(definitions, 1);
}

}  // namespace

std::string reference_to(std::string_view name) { return JsonLine('{').text("$ref", name).str(); }

std::string schema_named(std::string_view name) { return reference_to(std::string(schemas_at).append(name)); }

std::string of_json_type(std::string_view type) { return JsonLine('{').text("type", type).str(); }

std::string problem() { return reference_to("#/components/responses/Problem"); }

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

std::string parameter(std::string_view name, std::string_view place, std::string_view description, const std::string& schema, const std::string& example_json) {
    JsonLine out('{');
    out.text("name", name).text("in", place).text("description", description).raw("schema", schema);
    if (!example_json.empty()) out.raw("example", example_json);
    return out.str();
}

std::string components(const std::string& definitions, const std::string& proposal) {
    const std::string problem_content = JsonLine('{').raw("application/problem+json", JsonLine('{').raw("schema", schema_named("Problem")).str()).str();
    return JsonLine('{')
        .raw("schemas", all_schemas(definitions, proposal))
        .raw("parameters", header_parameters())
        .raw("headers", JsonLine('{')
                            .raw("ETag", text_header("The version: send it as If-Match to write, as If-None-Match to ask again."))
                            .raw("Link", text_header("`rel=\"next\"`: the next page, if there is one."))
                            .str())
        .raw("responses", JsonLine('{').raw("Problem", JsonLine('{').text("description", "What is wrong, and what to do").raw("content", problem_content).str()).str())
        .raw("securitySchemes", JsonLine('{')
                                    .raw("token", JsonLine('{').text("type", "http").text("scheme", "bearer").text("description", "forloeb token create").str())
                                    .raw("session", JsonLine('{').text("type", "apiKey").text("in", "cookie").text("name", "forloeb_session").str())
                                    .str())
        .str();
}

}  // namespace forloeb::openapi
