#include "server/http/openapi_doors.hpp"

#include "server/http/json_text.hpp"
#include "server/http/openapi_parts.hpp"

namespace forloeb::openapi {
namespace {

JsonLine operation_begun(std::string_view method, std::string_view path, const char* en, const char* da) {
    JsonLine out('{');
    out.text("operationId", operation_id(method, path)).text("summary", en).text("description", da);
    out.raw("tags", JsonLine('[').item(json_quoted(tag_of(path))).str());
    return out;
}

std::string content_of(const char* media, const std::string& schema) { return JsonLine('{').raw(media, JsonLine('{').raw("schema", schema).str()).str(); }

std::string responses(const char* status, const char* description, const std::string& content) {
    JsonLine good('{');
    good.text("description", description);
    if (!content.empty()) good.raw("content", content);
    return JsonLine('{').raw(status, good.str()).raw("4XX", problem()).str();
}

std::string object_of(const std::string& required, const std::string& properties) {
    return JsonLine('{').text("type", "object").raw("required", required).yes_no("additionalProperties", false).raw("properties", properties).str();
}

std::string who_is_signed_in() {
    const std::string text = of_json_type("string");
    JsonLine members('{');
    for (const char* member : {"signedIn", "synthetic"}) members.raw(member, of_json_type("boolean"));
    for (const char* member : {"actor", "unit", "identified", "csrf", "origin", "controller", "server"}) members.raw(member, text);
    members.raw("roles", JsonLine('{').text("type", "array").raw("items", text).str()).raw("idleSeconds", of_json_type("integer"));
    return object_of(R"(["signedIn","actor","unit","roles","identified","csrf","idleSeconds","origin","controller","server","synthetic"])", members.str());
}

std::string ask_session() {
    return operation_begun("GET", "/session", "Who asks, and what the page sends back to change something", "Hvem der spørger, og hvad siden sender med for at ændre noget")
        .raw("responses", responses("200", "Who asks", content_of("application/json", who_is_signed_in())))
        .str();
}

std::string sign_in() {
    const std::string token = object_of(R"(["token"])", JsonLine('{').raw("token", of_json_type("string")).str());
    const std::string example = JsonLine('{').text("token", "forloeb_" + std::string(64, '0')).str();
    const std::string body = JsonLine('{').raw("content", JsonLine('{').raw("application/json", JsonLine('{').raw("schema", token).raw("example", example).str()).str()).yes_no("required", true).str();
    return operation_begun("POST", "/session", "Sign in with a token; the answer sets the cookie", "Log ind med en adgangsnøgle; svaret sætter cookien")
        .raw("security", "[]")
        .raw("requestBody", body)
        .raw("responses", responses("200", "Signed in", content_of("application/json", who_is_signed_in())))
        .str();
}

std::string sign_out() {
    const std::string csrf = parameter("X-CSRF-Token", "header", "As GET /session says it; needed with a cookie.", of_json_type("string"), {});
    return operation_begun("DELETE", "/session", "Sign out", "Log ud")
        .raw("parameters", JsonLine('[').item(csrf).str())
        .raw("responses", responses("204", "Signed out", {}))
        .str();
}

std::string follow() {
    const std::string text = of_json_type("string");
    const std::string texts = JsonLine('{').text("type", "array").raw("items", text).str();
    JsonLine parameters('[');
    parameters.item(parameter("from", "query", "A position, or `now`.", text, json_quoted("now")));
    parameters.item(parameter("case", "query", "Only of these cases.", texts, {}));
    parameters.item(parameter("types", "query", "Only events of these types.", texts, R"(["contact.held","goal.agreed"])"));
    parameters.item(parameter("purpose", "query", "What the events are asked for, where a header cannot be sent.", text, {}));
    parameters.item(parameter("Last-Event-ID", "header", "Go on after this id; browsers send it by themselves.", text, {}));
    parameters.item(reference_to("#/components/parameters/Purpose"));
    const char* const events = "Server-sent events: `events` with {\"events\": [...], \"next\": \"42\"}, `caughtUp`, `fellBehind`, and `ended` with a problem. `id` is a position.";
    return operation_begun("GET", "/stream", "Events as they come", "Hændelser, efterhånden som de kommer")
        .raw("parameters", parameters.str())
        .raw("responses", responses("200", events, content_of("text/event-stream", text)))
        .str();
}

}  // namespace

std::vector<DoorOperation> door_operations() {
    return {{"/session", "GET", ask_session()}, {"/session", "POST", sign_in()}, {"/session", "DELETE", sign_out()}, {"/stream", "GET", follow()}};
}

}  // namespace forloeb::openapi
