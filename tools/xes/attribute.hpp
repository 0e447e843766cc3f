// What an XES file is made of (IEEE 1849-2016 section 5): attributes, and what a log declares about itself. Plain values.
//
// An attribute keeps its type, its order among its siblings, what is nested in it, and its value as it was written:
// reading a value as a number or a time is a separate step (tools/xes/value.hpp), so that nothing is lost by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forloeb::xes {

enum class AttributeType : std::uint8_t { string, date, integer, real, boolean, id, list, container };
[[nodiscard]] std::string_view attribute_type_name(AttributeType type);  // the element's name: "string", "int", ...

struct Attribute {
    std::string key;
    AttributeType type = AttributeType::string;
    std::string value;                // verbatim; empty for list and container
    std::vector<Attribute> items;     // the members of a list or container, in order
    std::vector<Attribute> children;  // nested attributes: what is said about this attribute
    std::uint64_t line = 0;

    bool operator==(const Attribute&) const = default;
};

/// The first attribute with that key, or nullptr.
[[nodiscard]] const Attribute* find_attribute(const std::vector<Attribute>& attributes, std::string_view key);

struct Extension {
    std::string name;
    std::string prefix;
    std::string uri;
};

enum class Scope : std::uint8_t { event, trace };

struct Global {
    Scope scope = Scope::event;
    std::vector<Attribute> attributes;  // what every element of that scope promises to have
};

struct Classifier {
    std::string name;
    Scope scope = Scope::event;
    std::vector<std::string> keys;
};

/// What stands before the first trace. Statistics and other attributes of the log itself are counted, not kept: real
/// files carry tens of thousands of them.
struct Header {
    std::string version;  // of XES, as written; often absent
    std::string features;
    std::vector<Extension> extensions;
    std::vector<Global> globals;
    std::vector<Classifier> classifiers;
    std::uint64_t log_attributes = 0;

    /// The key by which this file writes a standard key such as "time:timestamp": with the prefix that the file declares
    /// for that extension's URI, or the key itself where nothing is declared.
    [[nodiscard]] std::string key_in_file(std::string_view standard_key) const;
    [[nodiscard]] const Classifier* find_classifier(std::string_view name) const;
};

/// The keys of a classifier: separated by spaces; a key with a space in it stands in single quotes.
[[nodiscard]] std::vector<std::string> split_classifier_keys(std::string_view keys);

}  // namespace forloeb::xes
