#include "server/http/json_text.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "events/codec/json_writer.hpp"

namespace forloeb {

std::string json_quoted(std::string_view text) {
    std::string out;
    append_json_quoted(out, text);
    return out;
}

void JsonLine::comma() {
    if (text_.size() > 1) text_ += ',';
}

JsonLine& JsonLine::real(std::string_view key, double value) {
    if (!std::isfinite(value)) return raw(key, "null");
    std::array<char, 40> printed{};
    std::snprintf(printed.data(), printed.size(), "%.6g", value);
    return raw(key, printed.data());
}

JsonLine& JsonLine::raw(std::string_view key, std::string_view value) {
    comma();
    text_ += json_quoted(key);
    text_ += ':';
    text_ += value;
    return *this;
}

JsonLine& JsonLine::item(std::string_view json) {
    comma();
    text_ += json;
    return *this;
}

}  // namespace forloeb
