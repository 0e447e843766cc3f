// The target of a request line taken apart: "/api/v1/cases?unit=%C3%A6" -> path and query, percent-decoded. Only the origin
// form (RFC 9112, 3.2.1): nobody uses this server as a proxy. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/vocabulary/result.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

struct RequestTarget {
    std::string path;
    HttpFields query;
};

/// `invalid` if an escape is malformed, the path has a segment "." or "..", an escaped slash, or a control character.
[[nodiscard]] Result<RequestTarget> parse_target(std::string_view target);

/// Empty if an escape is malformed.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace forloeb
