// The JSON of proposals (events/codec/json.hpp) described as JSON Schema, draft 2020-12, made from the Cap'n Proto schemas
// and their annotations: types, words, labels in both languages ("x-label"), sensitivity classes ("x-class"), and
// the name of a code's vocabulary ("x-vocabulary"), which is open. What a schema accepts may still be refused: byte
// lengths, CPR numbers, dates that do not exist, and the case rules are not in it.
// Deterministic: the same catalogue gives the same text. Pure; any thread.
#pragma once

#include <string>

#include "events/catalogue/catalogue.hpp"

namespace forloeb {

/// The schema of one proposal of this type, complete in itself; indented, with a line feed at the end.
[[nodiscard]] std::string json_schema_of(const EventType& type);
/// The schema of a proposal of any type: one of all of them, sharing what they share.
[[nodiscard]] std::string json_schema_of_all();

}  // namespace forloeb
