// What a resource takes and gives, as the protocol's schema says: parameters of path and query, the body, the answer. From
// this requests are read (resource_request.hpp) and OpenAPI is written (openapi.hpp), so that both say the same.
//
// Three rules: what a family of requests shares (`asOf` of questions; `after`, `limit`, `from`, `to`, `names` of audit) is
// always said in the query; the rest of a GET's or DELETE's request is, too, as far as it is values; a POST's is its body.
// `eventsMax` is called `limit`, and an AsOf is said as `asOf`, `knownAt` and `clock`. Immutable; any thread.
#pragma once

#include <capnp/schema.h>

#include <optional>
#include <string>
#include <vector>

#include "server/http/resource_table.hpp"

namespace forloeb {

/// One value that stands in the path or the query.
struct ResourceParameter {
    std::string name;                // as callers write it
    std::vector<std::string> field;  // the way to it, from the request's struct or, if `shared`, from its family's
    bool shared = false;
    capnp::Type type;
};

struct ResourceShape {
    std::string in_frame;      // "query", "readStream": the member of Frame
    std::string chosen;        // "caseList": the member of its union; empty if the frame's member is the request itself
    capnp::Type type;          // of the request: a struct, a value, or nothing
    std::vector<ResourceParameter> path;
    std::vector<ResourceParameter> query;
    std::vector<std::pair<std::vector<std::string>, std::string>> fixed;  // fields that the row says itself
    bool has_body = false;

    std::string answer_in_frame;  // "answer", "page"
    std::string answer_chosen;    // "caseList"; empty as above
    capnp::Type answer;
    std::optional<capnp::Type> row;  // of the answer's list
};

/// Aborts if the row names what the schema does not have.
[[nodiscard]] const ResourceShape& resource_shape(const Resource& resource);

/// The name under which an answer stands that is no struct: {"checkpoint": ...}.
[[nodiscard]] std::string answer_member(const ResourceShape& shape);

/// Text, number, word, yes or no, id, time or bytes: what fits into a query.
[[nodiscard]] bool is_value(capnp::Type type);

}  // namespace forloeb
