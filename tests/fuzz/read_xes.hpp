// What the XES fuzz target does with any bytes, so that an ordinary test can replay kept seeds with it.
#pragma once

#include <cstdlib>

#include "tools/import/attributes.hpp"
#include "tools/xes/reader.hpp"

namespace forloeb::fuzz {

/// Reads everything the bytes yield, plain or gzip, and walks over every value. Aborts if the reader breaks a promise.
inline void read_xes(std::string_view bytes) {
    xes::MemoryInput input(bytes);
    xes::Reader reader(input);
    bool header = false, in_trace = false;
    for (;;) {
        const auto item = reader.next();
        if (!item) {
            // An error names its line and stays.
            if (!item.error().message.starts_with("Line ") || reader.next().has_value()) std::abort();
            return;
        }
        if (!*item) return;
        const bool is_header = std::holds_alternative<xes::Header>(**item);
        if (is_header && header) std::abort();  // once
        header = header || is_header;
        if (std::holds_alternative<xes::TraceBegin>(**item)) {
            if (in_trace || !header) std::abort();
            in_trace = true;
        }
        if (const auto* event = std::get_if<xes::Event>(&**item)) {
            if (!in_trace) std::abort();
            static_cast<void>(digest_input(event->attributes));
            std::vector<IllegalToken> tokens;
            for (const xes::Attribute& attribute : event->attributes) find_illegal_tokens(attribute, tokens);
        }
        if (std::holds_alternative<xes::TraceEnd>(**item)) {
            if (!in_trace) std::abort();
            in_trace = false;
        }
    }
}

}  // namespace forloeb::fuzz
