// JSON that a command printed, read back with Cap'n Proto's parser: a test that asks for a member fails if the text is no
// JSON. One thread.
#pragma once

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace forloeb::testing {

class JsonReading {
  public:
    explicit JsonReading(std::string_view text) : root_(message_.initRoot<capnp::json::Value>()) {
        REQUIRE_NOTHROW(capnp::JsonCodec().decodeRaw(kj::arrayPtr(text.data(), text.size()), root_));
    }
    /// The member at a path of names and list indexes: {"error", "code"}.
    [[nodiscard]] capnp::json::Value::Reader at(const std::vector<std::string>& path) const {
        capnp::json::Value::Reader value = root_.asReader();
        for (const std::string& step : path) value = member(value, step);
        return value;
    }
    [[nodiscard]] std::string text(const std::vector<std::string>& path) const { return at(path).getString().cStr(); }
    [[nodiscard]] double number(const std::vector<std::string>& path) const { return at(path).getNumber(); }
    [[nodiscard]] bool yes(const std::vector<std::string>& path) const { return at(path).getBoolean(); }
    [[nodiscard]] std::size_t size(const std::vector<std::string>& path) const { return at(path).getArray().size(); }

  private:
    static capnp::json::Value::Reader member(capnp::json::Value::Reader value, const std::string& step) {
        if (value.isArray()) return value.getArray()[static_cast<capnp::uint>(std::stoul(step))];
        for (const auto field : value.getObject())
            if (field.getName() == step) return field.getValue();
        FAIL("there is no member ", step);
        return value;
    }
    capnp::MallocMessageBuilder message_;
    capnp::json::Value::Builder root_;
};

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

}  // namespace forloeb::testing
