// The values of an answer's fields in words, from the schema: what is not said is empty. Pure; any thread.
#pragma once

#include <capnp/dynamic.h>

#include <optional>
#include <string>

#include "tools/render/language.hpp"

namespace forloeb {

/// The field's label; nothing if it has none and is not to be printed.
[[nodiscard]] std::optional<std::string> field_label(Language language, capnp::StructSchema::Field field);

/// A value without its label: codes, dates and answers in words, lists with commas, structs as facts.
[[nodiscard]] std::string value_text(Language language, capnp::DynamicValue::Reader value);

/// "label: value" as it reads best: "frist 2. okt. 2025", "2 gange udskudt", "»egne ord«"; empty if nothing is said.
[[nodiscard]] std::string fact_text(Language language, std::string_view label, capnp::DynamicValue::Reader value);

[[nodiscard]] bool is_list_of_structs(capnp::StructSchema::Field field);
[[nodiscard]] bool is_list_of_risks(capnp::StructSchema::Field field);

}  // namespace forloeb
