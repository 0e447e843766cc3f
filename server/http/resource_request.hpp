// From what came over HTTP to the request of the socket protocol that its row names, by the schema. Errors name the parameter
// or field as the caller wrote it, and never quote a value. Pure; any thread.
#pragma once

#include "events/codec/json.hpp"
#include "server/http/http_message.hpp"
#include "server/http/resource_shape.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// `invalid` for a parameter that the resource does not have (and those it has), one that is there twice, or a value that
/// does not fit.
[[nodiscard]] Status fill_resource_request(const Resource& resource, const PathValues& path, const HttpRequest& request, HouseJson& json, wire::Frame::Builder out);

/// `invalid` for a parameter that the resource does not have; for resources that read the rest themselves.
[[nodiscard]] Status check_parameter_names(const HttpFields& given, const std::vector<ResourceParameter>& known);

}  // namespace forloeb
