// Cap'n Proto texts as C++ strings. Pure; any thread.
#pragma once

#include <capnp/list.h>

#include <string>
#include <vector>

namespace forloeb {

[[nodiscard]] inline std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

[[nodiscard]] inline std::vector<std::string> texts_of(capnp::List<capnp::Text>::Reader texts) {
    std::vector<std::string> out;
    for (const auto text : texts) out.push_back(text_of(text));
    return out;
}

}  // namespace forloeb
