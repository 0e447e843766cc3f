#include "server/protocol/trace.hpp"

#include <algorithm>

namespace forloeb {

std::string_view trace_id(std::string_view traceparent) {
    constexpr std::string_view shape = "00-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
    const auto fits = [](char c, char expected) {
        return expected == 'h' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == expected;
    };
    if (traceparent.size() != shape.size() || !std::equal(traceparent.begin(), traceparent.end(), shape.begin(), fits)) return "-";
    return traceparent.substr(3, 32);
}

}  // namespace forloeb
