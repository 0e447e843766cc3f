// Where the next page of a list is (RFC 8288): the same address with the place to go on from. Of a POST the same body is
// sent there. Pure; any thread.
#pragma once

#include <capnp/dynamic.h>

#include <optional>
#include <string>

#include "server/http/resource_shape.hpp"

namespace forloeb {

/// `</api/v1/cases?limit=10&after=...>; rel="next"`; empty if this was the last page.
[[nodiscard]] std::optional<std::string> next_page_link(const Resource& resource, capnp::DynamicValue::Reader answer, const HttpRequest& request);

/// `path` or a query's text as it stands in an address (RFC 3986): everything but the unreserved characters and '/' escaped.
[[nodiscard]] std::string url_escaped(std::string_view text);

}  // namespace forloeb
