// The program's own words over HTTP: the event types and what a form needs of one, the vocabularies, JSON Schemas, and the
// OpenAPI description. They are the same for everybody and of nobody, so that no gate stands before them.
// Any thread; reads the municipality's own vocabularies when they are asked for.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "server/http/http_message.hpp"

namespace forloeb {

/// Empty if `path` (without /api/v1) is none of them.
[[nodiscard]] std::optional<HttpResponse> answer_words(const HttpRequest& request, std::string_view path, const std::filesystem::path& vocabularies);
/// The path of its kind ("/schemas/{type}"); empty if it is none of them.
[[nodiscard]] std::string_view route_of_words(std::string_view path);

/// For the OpenAPI description: path, summary, what the answer is.
struct WordResource {
    std::string_view path;
    std::string_view da, en;
    std::string_view at;  // values of the path that the description shows: "type=contact.held"
};
[[nodiscard]] std::span<const WordResource> all_word_resources();

}  // namespace forloeb
