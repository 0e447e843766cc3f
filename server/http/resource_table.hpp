// The table of resources: one row for each method and path that is one request of the socket protocol. The row says which
// request, and where what stands in the path goes; parameters, bodies, answers, OpenAPI and their checks follow from the
// protocol's schema (resource_shape.hpp). A test that reads the schema names a request without a row.
//
// To add a resource: its row in resource_table.cpp. Immutable; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/http_message.hpp"

namespace forloeb {

/// How the next page of a list is asked for.
enum class Paging : std::uint8_t {
    none,
    after_last_row,  // `after` = the last row, while the answer says `more` or the page is full
    skip,            // `skip` = what was skipped and what came, while the page is full or the answer is not `atEnd`
    from_next,       // `from` = the answer's `next`, until it is `atEnd`
    after_next,      // `after` = the answer's `next`, until that is empty
};

struct Resource {
    std::string_view method;
    std::string_view path;          // below /api/v1; "{name}" is a part that the caller names
    std::string_view request;       // as in server/handlers/doors.cpp
    std::string_view answer = {};   // member of the reply, "accessReply.explained"; empty = of the request's own name
    std::string_view value = {};    // the name of a request's only value: {"caseId": ...}
    std::string_view binds = {};    // "stream.kind=case stream.id={caseId}"; a name of the path that is not here is the field of its name
    std::string_view rows = {};     // the answer's list: what NDJSON and CSV have one line each for
    Paging paging = Paging::none;
    std::string_view version = {};  // the answer's field that is its ETag
    bool is_bundle = false;         // of many requests, of which `request` is one: a case's evidence as a tar (bundle_resource.hpp)
    std::string_view da = {}, en = {};
    // What can be asked of the demo's data: values of the path, then the query or the body.
    std::string_view at = {};       // "caseId=019..."
    std::string_view example = {};  // "limit=2" or, of a POST, JSON
};

[[nodiscard]] std::span<const Resource> all_resources();

/// What stood in the path for its names, in order.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

/// True if `path` (without /api/v1) is one of `pattern`; then `values` has what it names.
[[nodiscard]] bool path_matches(std::string_view pattern, std::string_view path, PathValues& values);
/// The names in braces, in order.
[[nodiscard]] std::vector<std::string_view> path_names(std::string_view pattern);

inline constexpr std::string_view api_prefix = "/api/v1";

}  // namespace forloeb
