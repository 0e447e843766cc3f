// A streaming reader of XES logs (IEEE 1849-2016) over Expat: one event in memory at a time, whatever the size of the log.
//
// Promise: every trace, event and attribute comes out in the order of the file with its line number; what has no place in
// a log (an event outside a trace, an element XES does not have) comes out as Unplaced and reading goes on. What no
// honest log has (a DTD, entities, nesting beyond limits::import_depth_max, texts beyond import_text_bytes_max, bytes
// without end) is an Error that names the line and what to do, after a bounded amount of work.
//
// One thread. Does not judge values (tools/xes/value.hpp) nor cases (tools/import). After an Error, every call repeats it.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "events/vocabulary/result.hpp"
#include "tools/xes/attribute.hpp"
#include "tools/xes/input.hpp"

namespace forloeb::xes {

/// A trace begins; its attributes as far as they stand before its first event.
struct TraceBegin {
    std::uint64_t line = 0;
    std::vector<Attribute> attributes;
};
struct Event {
    std::uint64_t line = 0;
    std::vector<Attribute> attributes;
};
struct TraceEnd {
    std::uint64_t line = 0;
    std::vector<Attribute> late_attributes;  // those that stand after an event
};
/// Something that is not a part of any trace or event, left out.
struct Unplaced {
    enum class What : std::uint8_t {
        event_outside_trace,
        unknown_element,        // with everything in it
        text,                   // characters between elements
        attribute_without_key,  // with everything in it
        declaration_after_trace,
    };
    std::uint64_t line = 0;
    What what = What::unknown_element;
};
[[nodiscard]] std::string_view describe(Unplaced::What what);

/// The header comes once, before the first trace; nothing comes after the end (an empty optional).
using Item = std::variant<Header, TraceBegin, Event, TraceEnd, Unplaced>;

class Reader {
  public:
    explicit Reader(Input& input);  // plain or gzip; must outlive this
    ~Reader();

    /// The next item, or nothing at the end of the log.
    [[nodiscard]] Result<std::optional<Item>> next();
    /// The line that has been read up to.
    [[nodiscard]] std::uint64_t line() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace forloeb::xes
