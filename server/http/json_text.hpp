// Small JSON objects and lists of a program's own, written in order on one line. Answers of the engine are written by
// JsonWriter (events/codec/json_writer.hpp). Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace forloeb {

/// The text in quotation marks, escaped, as append_json_quoted has it.
[[nodiscard]] std::string json_quoted(std::string_view text);

/// JsonLine('{').text("a", "b").number("n", 3).str() == {"a":"b","n":3}
class JsonLine {
  public:
    explicit JsonLine(char opening) : text_(1, opening), closing_(opening == '{' ? '}' : ']') {}

    JsonLine& text(std::string_view key, std::string_view value) { return raw(key, json_quoted(value)); }
    JsonLine& number(std::string_view key, std::uint64_t value) { return raw(key, std::to_string(value)); }
    JsonLine& real(std::string_view key, double value);
    JsonLine& yes_no(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
    /// `value` is JSON already.
    JsonLine& raw(std::string_view key, std::string_view value);
    JsonLine& item(std::string_view json);
    JsonLine& item(const JsonLine& object) { return item(object.str()); }

    [[nodiscard]] std::string str() const { return text_ + closing_; }

  private:
    void comma();
    std::string text_;
    char closing_;
};

}  // namespace forloeb
