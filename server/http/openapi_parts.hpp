// What the OpenAPI description is put together from: short pieces that stand in many places, and the components that every
// operation refers to. Pure; any thread. Operations are openapi.cpp's and openapi_doors.hpp's.
#pragma once

#include <string>
#include <string_view>

namespace forloeb::openapi {

inline constexpr const char* schemas_at = "#/components/schemas/";

[[nodiscard]] std::string reference_to(std::string_view name);
[[nodiscard]] std::string schema_named(std::string_view name);
[[nodiscard]] std::string of_json_type(std::string_view type);
/// The response of every error.
[[nodiscard]] std::string problem();

/// GET /cases/{caseId}/timeline -> "getCasesByCaseIdTimeline".
[[nodiscard]] std::string operation_id(std::string_view method, std::string_view path);
/// "/cases/{caseId}" -> "cases".
[[nodiscard]] std::string_view tag_of(std::string_view path);

/// A parameter of the query, or a header.
[[nodiscard]] std::string parameter(std::string_view name, std::string_view place, std::string_view description, const std::string& schema, const std::string& example_json);

/// `definitions`: of the structs, as a JSON object; `proposal`: the schema of any event's proposal.
[[nodiscard]] std::string components(const std::string& definitions, const std::string& proposal);

}  // namespace forloeb::openapi
