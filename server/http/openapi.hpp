// The OpenAPI 3.1 description of /api/v1, written from the table of resources and the schemas, so that it says what the
// server does. Every operation has an example that can be asked of the demo's data. Pure; any thread.
#pragma once

#include <string>

namespace forloeb {

[[nodiscard]] const std::string& openapi_json();

}  // namespace forloeb
