// A field's value as one line of text, from the schema alone: what a timeline says about an event of any type, also of
// types that are added later. What is not said is empty: unknown answers, -1, empty texts and lists. Pure; any thread.
#pragma once

#include <capnp/dynamic.h>

#include <string>

namespace forloeb {

[[nodiscard]] std::string field_text(capnp::DynamicValue::Reader value);

/// Danish and English labels of an enumerant; empty for other values.
struct ValueLabels {
    std::string da;
    std::string en;
};
[[nodiscard]] ValueLabels value_labels(capnp::DynamicValue::Reader value);

}  // namespace forloeb
