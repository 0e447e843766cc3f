#include "events/codec/json_layout.hpp"

#include <algorithm>

namespace forloeb::json_layout {
namespace {

Json indented(const Json& value) {
    Json out;
    for (const char c : value) {
        out.push_back(c);
        if (c == '\n') out += "  ";
    }
    return out;
}

}  // namespace

Json quoted(std::string_view text) {
    Json out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);  // labels and names hold no control characters
    }
    return out + '"';
}

Json array(const std::vector<Json>& items) {
    const bool of_objects = !items.empty() && items.front().starts_with('{');
    Json out = of_objects ? "[\n  " : "[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += of_objects ? ",\n  " : ", ";
        out += indented(items[i]);
    }
    return out + (of_objects ? "\n]" : "]");
}

Json object(const Members& members) {
    const bool one_line = members.size() <= 2 && std::ranges::all_of(members, [](const auto& member) {
                              return member.second.size() < 80 && member.second.find('\n') == Json::npos;
                          });
    Json out = one_line ? "{" : "{\n  ";
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += one_line ? ", " : ",\n  ";
        out += quoted(members[i].first) + ": " + indented(members[i].second);
    }
    return out + (one_line ? "}" : "\n}");
}

}  // namespace forloeb::json_layout
