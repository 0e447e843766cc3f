// Does a JSON value fit a schema? Cap'n Proto's codec stops at the first misfit without saying where; this walk goes
// first and answers with the field's path and what would be accepted, and never quotes a value. Pure; any thread.
#pragma once

#include <capnp/compat/json.h>
#include <capnp/schema.h>

#include <optional>
#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// `invalid` for an unknown or doubled field, a value of another kind, a number out of range, a word the schema does not
/// list, two members of one union. Id16 must be a UUID text, Moment an ISO 8601 text.
[[nodiscard]] Status check_json(capnp::json::Value::Reader value, capnp::Type type);
[[nodiscard]] Status check_json_object(capnp::json::Value::Reader value, capnp::StructSchema schema);

/// The member of an object by its name; nullptr if it is not there.
[[nodiscard]] std::optional<capnp::json::Value::Reader> json_member(capnp::json::Value::Reader object,
                                                                    std::string_view name);

}  // namespace forloeb
