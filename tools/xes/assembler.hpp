// Puts XML elements together into the items of a log: the part of the reader that knows XES and nothing of bytes. One
// thread. Bounded: the depth and the stack are limited, and attributes of the log itself are counted, not built.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "tools/xes/reader.hpp"

namespace forloeb::xes {

class Assembler {
  public:
    /// An element begins; `attributes` are Expat's name-value pairs, ended by a null pointer. An error's message is to be
    /// put after the line number.
    [[nodiscard]] Status start(std::string_view name, const char** attributes, std::uint64_t line);
    void end(std::uint64_t line);
    void text(std::string_view characters, std::uint64_t line);
    /// The next finished item.
    [[nodiscard]] std::optional<Item> pop();

  private:
    enum class Place : std::uint8_t {
        log,
        extension,
        classifier,
        global,
        trace,
        event,
        stray_event,    // outside a trace: read for its limits, then left out
        attribute,      // of a global, trace or event: built
        log_attribute,  // counted
        values,         // the <values> of a list
        skipped,        // inside something that has no place
    };

    // What one element has so far, nested attributes too. Everything before the first trace counts as one element.
    struct Tally {
        std::size_t attributes = 0;
        std::size_t bytes = 0;
    };

    [[nodiscard]] Status start_log(std::string_view name, const char** attributes);
    [[nodiscard]] Status start_in_log(std::string_view name, const char** attributes, std::uint64_t line);
    [[nodiscard]] Status start_declaration(std::string_view name, const char** attributes, std::uint64_t line);
    [[nodiscard]] Status start_inside(std::string_view name, const char** attributes, std::uint64_t line);
    [[nodiscard]] Status start_attribute(AttributeType type, const char** attributes, std::uint64_t line);
    [[nodiscard]] Status check_size(const Attribute& attribute);
    void end_attribute();
    void skip(Unplaced::What what, std::uint64_t line);
    void emit_header();
    void emit_trace_begin();
    [[nodiscard]] Tally& tally();
    [[nodiscard]] Status check_bytes(std::size_t more);
    [[nodiscard]] std::vector<Attribute>& siblings();

    std::deque<Item> ready_;
    std::vector<Place> places_;
    Header header_;
    bool header_emitted_ = false;
    bool trace_emitted_ = false;
    bool text_reported_ = false;  // in the open element
    std::uint64_t trace_line_ = 0;
    std::uint64_t event_line_ = 0;
    std::vector<Attribute> trace_attributes_;
    std::vector<Attribute> event_attributes_;
    // The attribute being built, outermost first. A pointer stays valid: only the innermost one's children grow.
    struct Open {
        Attribute* attribute;
        bool has_values = false;  // a <values> element was there
    };
    std::vector<Open> open_;
    Tally trace_tally_;
    Tally event_tally_;
};

}  // namespace forloeb::xes
