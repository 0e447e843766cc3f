// How an XES log begins (IEEE 1849): its head, the standard extensions, and what an element is where an event leaves it out.
// What is different from log to log stands between, whole lines each. Pure; any thread. Classifiers and the log's own
// attributes are the caller's, and so is </log>.
#pragma once

#include <string>
#include <string_view>

namespace forloeb::xes {

struct LogOpening {
    std::string_view comment;         // without its marks
    std::string_view own_extensions;  // beside concept, lifecycle, organizational and time
    std::string_view event_defaults;  // beside the name; the time is one of them, for each log has another zone
};

[[nodiscard]] std::string log_opening(const LogOpening& parts);

}  // namespace forloeb::xes
