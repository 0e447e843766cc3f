// The operations of the OpenAPI description that are no request of the protocol but the HTTP door's own: /session
// (session_resource.cpp) and /stream (event_stream.hpp). Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forloeb::openapi {

struct DoorOperation {
    std::string_view path, method;  // "/session", "GET"
    std::string operation;          // an Operation Object
};

[[nodiscard]] std::vector<DoorOperation> door_operations();

}  // namespace forloeb::openapi
