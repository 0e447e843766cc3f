#include "tools/xes/attribute.hpp"

#include <algorithm>

namespace forloeb::xes {

std::string_view attribute_type_name(AttributeType type) {
    switch (type) {
        case AttributeType::string: return "string";
        case AttributeType::date: return "date";
        case AttributeType::integer: return "int";
        case AttributeType::real: return "float";
        case AttributeType::boolean: return "boolean";
        case AttributeType::id: return "id";
        case AttributeType::list: return "list";
        case AttributeType::container: return "container";
    }
    return "string";
}

const Attribute* find_attribute(const std::vector<Attribute>& attributes, std::string_view key) {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [key](const Attribute& one) { return one.key == key; });
    return found == attributes.end() ? nullptr : &*found;
}

std::string Header::key_in_file(std::string_view standard_key) const {
    const auto colon = standard_key.find(':');
    if (colon == std::string_view::npos) return std::string(standard_key);
    // The URI names the extension; its last part is the standard prefix ("http://www.xes-standard.org/time.xesext").
    const std::string file = "/" + std::string(standard_key.substr(0, colon)) + ".xesext";
    for (const Extension& extension : extensions) {
        if (extension.uri.ends_with(file) && !extension.prefix.empty())
            return extension.prefix + std::string(standard_key.substr(colon));
    }
    return std::string(standard_key);
}

const Classifier* Header::find_classifier(std::string_view name) const {
    const auto found = std::find_if(classifiers.begin(), classifiers.end(),
                                    [name](const Classifier& one) { return one.name == name; });
    return found == classifiers.end() ? nullptr : &*found;
}

std::vector<std::string> split_classifier_keys(std::string_view keys) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at < keys.size()) {
        if (keys[at] == ' ') {
            ++at;
            continue;
        }
        const bool quoted = keys[at] == '\'';
        const std::size_t from = quoted ? at + 1 : at;
        std::size_t to = keys.find(quoted ? '\'' : ' ', from);
        if (to == std::string_view::npos) to = keys.size();
        out.emplace_back(keys.substr(from, to - from));
        at = to + 1;
    }
    return out;
}

}  // namespace forloeb::xes
