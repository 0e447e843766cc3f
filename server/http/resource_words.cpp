#include "server/http/resource_words.hpp"

#include <array>

#include "events/codec/json_schema.hpp"
#include "server/http/answer_form.hpp"
#include "server/http/catalogue_json.hpp"
#include "server/http/openapi.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/resource_table.hpp"
#include "server/http/vocabulary_folder.hpp"

namespace forloeb {
namespace {

constexpr std::array word_resources{
    WordResource{"/event-types", "Hændelsestyperne", "The event types", {}},
    WordResource{"/event-types/{type}", "Hvad en formular skal vide om en hændelsestype", "What a form needs to know of an event type", "type=contact.held"},
    WordResource{"/vocabularies", "Kodelisterne", "The code lists", {}},
    WordResource{"/vocabularies/{name}", "En kodeliste", "One code list", "name=channel"},
    WordResource{"/schemas", "JSON Schema for en hændelse af enhver type", "The JSON Schema of an event of any type", {}},
    WordResource{"/schemas/{type}", "JSON Schema for en hændelsestype", "The JSON Schema of an event type", "type=contact.held"},
    WordResource{"/openapi.json", "Denne beskrivelse", "This description", {}},
};

HttpResponse word_response(std::string text, const char* type = "application/json") { return {200, {{"content-type", type}}, std::move(text)}; }

constexpr const char* schema_type = "application/schema+json";

HttpResponse no_such_word(const char* what, std::string_view name) {
    return problem_response(Error{ErrorKind::not_found, what, std::string(name), {}});
}

HttpResponse event_type_word(const std::string& name, bool as_schema) {
    const EventType* const type = find_event_type(std::string_view(name));
    if (type == nullptr) return no_such_word("There is no event type of this name. They are listed at /api/v1/event-types.", "type");
    return as_schema ? word_response(json_schema_of(*type), schema_type) : word_response(event_form_json(*type));
}

HttpResponse vocabulary_word(const std::filesystem::path& folder, const std::string* name) {
    const auto all = vocabularies_with(folder);
    if (!all) return problem_response(Error{ErrorKind::unavailable, "One of the municipality's own code lists cannot be read; forloeb vocabulary list says which.", {}, {}});
    if (name == nullptr) return word_response(vocabularies_json(*all));
    const Vocabulary* const found = find_vocabulary(*all, *name);
    if (found == nullptr) return no_such_word("There is no code list of this name. They are listed at /api/v1/vocabularies.", "name");
    return word_response(vocabulary_json(*found));
}

HttpResponse word_at(std::string_view pattern, const PathValues& values, const std::filesystem::path& folder) {
    const std::string* const name = values.empty() ? nullptr : &values.front().second;
    if (pattern == "/event-types") return word_response(event_types_json());
    if (pattern == "/schemas") return word_response(json_schema_of_all(), schema_type);
    if (pattern == "/openapi.json") return word_response(openapi_json());
    if (pattern.starts_with("/vocabularies")) return vocabulary_word(folder, name);
    return event_type_word(*name, pattern.starts_with("/schemas"));
}

HttpResponse only_read() {
    HttpResponse response = problem_response(405, Error{ErrorKind::invalid, "This resource is asked with GET, HEAD.", {}, {}});
    response.headers.emplace_back("allow", "GET, HEAD");
    return response;
}

}  // namespace

std::span<const WordResource> all_word_resources() { return word_resources; }

std::string_view route_of_words(std::string_view path) {
    PathValues values;
    for (const WordResource& one : word_resources)
        if (path_matches(one.path, path, values)) return one.path;
    return {};
}

std::optional<HttpResponse> answer_words(const HttpRequest& request, std::string_view path, const std::filesystem::path& vocabularies) {
    PathValues values;
    for (const WordResource& one : word_resources) {
        if (!path_matches(one.path, path, values)) continue;
        if (request.method != "GET" && request.method != "HEAD") return only_read();
        if (!request.query.empty()) return problem_response(Error{ErrorKind::invalid, "This resource takes no parameters.", request.query.front().first, {}});
        return word_at(one.path, values, vocabularies);
    }
    return std::nullopt;
}

}  // namespace forloeb
