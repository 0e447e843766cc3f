// CSV as RFC 4180 has it, for spreadsheets too: a text that one of them would take for a formula gets an apostrophe in front.
// Pure; any thread. Lines end with CR LF, which the caller writes.
#pragma once

#include <capnp/dynamic.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forloeb {

/// A text of somebody's: guarded, and in quotation marks where it must be.
[[nodiscard]] std::string csv_text(std::string_view text);
/// A number, an id, a time or a word of a schema: nobody's formula.
[[nodiscard]] std::string csv_value(std::string_view value);
[[nodiscard]] std::string csv_line(std::span<const std::string> cells);

/// A number, a word or digits, as they stand in a cell.
[[nodiscard]] std::string csv_scalar(capnp::DynamicValue::Reader value, capnp::Type type);

/// Rows of one struct under their heading. The columns are its fields, those of a struct inside as "actor.role". A list of
/// values is one cell with blanks between; a list of structs, or a struct further in, is one cell of JSON.
class CsvTable {
  public:
    explicit CsvTable(capnp::StructSchema row);
    [[nodiscard]] std::vector<std::string> titles() const;
    [[nodiscard]] std::string line(capnp::DynamicStruct::Reader row) const;
    /// The heading and all rows, with their line ends.
    [[nodiscard]] std::string text(capnp::DynamicList::Reader rows) const;

  private:
    /// The way from a row to a value.
    struct Column {
        std::string title;
        std::vector<capnp::StructSchema::Field> steps;
    };
    void add_columns(capnp::StructSchema schema, const Column& before);
    [[nodiscard]] static std::string cell_at(capnp::DynamicStruct::Reader row, const Column& column);

    bool of_events_;
    std::vector<Column> columns_;  // of anything but events
};

}  // namespace forloeb
