// The input of `forloeb append`: one event a line, neighbouring lines with the same appendId in one atomic append.
//
//   {"stream":{"kind":"case","id":UUID}, "expectedVersion":n, "appendId":UUID, "bindings":[{"scope":"case","identifier":"karen"}],
//    "event":{...}}
//
// expectedVersion, appendId and bindings may be left out; a line without appendId is an append of its own. `event` is a
// proposal as in events/codec/json.hpp. Several events of one stream in one append stand together, in the order of their
// lines. Messages name the line and the field, never a value. One thread.
#pragma once

#include <capnp/message.h>

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/codec/json.hpp"
#include "events/vocabulary/ids.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// One line, read.
struct AppendLine {
    std::uint64_t number = 0;  // 1-based, as an editor counts
    StreamId stream;
    std::optional<std::uint64_t> expected;
    std::optional<Uuid> append_id;
    std::vector<std::pair<std::string, std::string>> bindings;  // scope, identifier
    std::unique_ptr<capnp::MallocMessageBuilder> event;         // a ProposedEvent
};

/// Reads `text`; `invalid` names the field.
[[nodiscard]] Result<AppendLine> read_append_line(HouseJson& json, std::string_view text, std::uint64_t number);

/// The lines of one append.
struct LineAppend {
    std::optional<Uuid> append_id;
    std::vector<AppendLine> lines;

    [[nodiscard]] std::uint64_t first_line() const { return lines.front().number; }
    /// The whole request, with this id.
    void fill(wire::Append::Builder out, const Uuid& id) const;
};

class AppendReader {
  public:
    explicit AppendReader(std::istream& in) : in_(in) {}

    /// The next append; empty at the end. After an error nothing more can be read; error_line() says where it was.
    [[nodiscard]] Result<std::optional<LineAppend>> next();
    [[nodiscard]] std::uint64_t error_line() const { return line_; }

  private:
    [[nodiscard]] Result<std::optional<AppendLine>> next_line();

    std::istream& in_;
    HouseJson json_;
    std::uint64_t line_ = 0;
    std::optional<AppendLine> held_;  // the first line of the next append
    std::optional<Error> failed_;     // met while looking whether the append goes on
};

}  // namespace forloeb
