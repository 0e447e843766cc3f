// CSV as RFC 4180 has it, for spreadsheets too: a text that one of them would take for a formula gets an apostrophe in front.
// Pure; any thread. Lines end with CR LF, which the caller writes.
#pragma once

#include <capnp/dynamic.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/event_record_json.hpp"

namespace forloeb {

/// A text of somebody's: guarded, and in quotation marks where it must be.
[[nodiscard]] std::string csv_text(std::string_view text);
/// A number, an id, a time or a word of a schema: nobody's formula.
[[nodiscard]] std::string csv_value(std::string_view value);
[[nodiscard]] std::string csv_line(std::span<const std::string> cells);

/// The columns that rows of a struct have: its fields, those of a struct inside as "actor.role". A list of values is one
/// cell with blanks between; a list of structs, or a struct further in, is one cell of JSON.
[[nodiscard]] std::vector<std::string> csv_columns(capnp::StructSchema row);
[[nodiscard]] std::string csv_row(AnswerJson& json, capnp::DynamicStruct::Reader row);

}  // namespace forloeb
