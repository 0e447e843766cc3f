// Sets a field of a payload from a source's attribute, where the attribute says what the field can hold. Pure.
#pragma once

#include <capnp/dynamic.h>

#include <string>

#include "tools/import/zone.hpp"
#include "tools/xes/attribute.hpp"

namespace forloeb {

/// False, and nothing set, if the value does not fit: not a number, out of range, no code, no date.
[[nodiscard]] bool fill_field(capnp::DynamicStruct::Builder payload, const std::string& field,
                              const xes::Attribute& attribute, const Zone& zone);

}  // namespace forloeb
