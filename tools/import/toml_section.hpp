// Reading a TOML file that people write: every key is known or refused, and the first thing that is wrong is told with its
// line and column. One thread; the file must outlive its sections.
#pragma once

#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/limits.hpp"
#include "tools/import/mapping.hpp"

namespace forloeb {

/// Letters, digits and . _ - only, of at most the length of a clear code.
inline bool is_code(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !text.empty() && text.size() <= limits::clear_code_bytes_max &&
           std::all_of(text.begin(), text.end(), allowed);
}

/// One table of a file, that knows where it stands and which of its keys were asked for. The first thing that is wrong
/// is kept; later questions then answer with nothing.
class TomlSection {
  public:
    TomlSection(const toml::table& table, std::string name, const std::string& file, std::optional<Error>& error)
        : table_(table), name_(std::move(name)), file_(file), error_(error) {}

    void read(std::string_view key, std::string& out) {
        if (const toml::node* node = take(key)) {
            if (const auto* text = node->as_string())
                out = text->get();
            else
                wrong(*node, "\"" + std::string(key) + "\" must be a text.");
        }
    }
    void read(std::string_view key, bool& out) {
        if (const toml::node* node = take(key)) {
            if (const auto* value = node->as_boolean())
                out = value->get();
            else
                wrong(*node, "\"" + std::string(key) + "\" must be true or false.");
        }
    }
    void read(std::string_view key, std::int32_t& out) {
        if (const toml::node* node = take(key)) {
            const auto* number = node->as_integer();
            if (number != nullptr && number->get() >= INT32_MIN && number->get() <= INT32_MAX)
                out = static_cast<std::int32_t>(number->get());
            else
                wrong(*node, "\"" + std::string(key) + "\" must be a whole number.");
        }
    }
    void read(std::string_view key, KeySet& out) {
        std::vector<std::string> list(out.begin(), out.end());
        read(key, list);
        out = KeySet(list.begin(), list.end());
    }
    /// A list of texts; a single text is a list of one.
    void read(std::string_view key, std::vector<std::string>& out) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        out.clear();
        if (const auto* text = node->as_string()) {
            out.push_back(text->get());
        } else if (const auto* array = node->as_array()) {
            for (const toml::node& one : *array) {
                if (const auto* item = one.as_string())
                    out.push_back(item->get());
                else
                    wrong(one, "\"" + std::string(key) + "\" must hold texts only.");
            }
        } else {
            wrong(*node, "\"" + std::string(key) + "\" must be a list of texts.");
        }
    }
    void read(std::string_view key, Zone& out) {
        std::string name(default_zone);
        read(key, name);
        auto zone = Zone::load(name);
        if (zone)
            out = std::move(*zone);
        else
            wrong(at(key), zone.error().message);
    }
    /// A text that has to be there.
    void need(std::string_view key, std::string& out) {
        read(key, out);
        if (!table_.contains(key)) wrong(table_, "\"" + std::string(key) + "\" is missing" + in_section() + ".");
    }

    [[nodiscard]] const toml::table* table(std::string_view key) {
        const toml::node* node = take(key);
        if (node != nullptr && !node->is_table()) wrong(*node, "\"" + std::string(key) + "\" must be a table.");
        return node == nullptr ? nullptr : node->as_table();
    }
    /// The tables of an array of tables ([[key]]).
    [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key) {
        std::vector<const toml::table*> out;
        const toml::node* node = take(key);
        if (node == nullptr) return out;
        const toml::array* array = node->as_array();
        if (array == nullptr) wrong(*node, "write [[" + std::string(key) + "]] for each of them.");
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const toml::node& one = *array->get(i);
            if (one.is_table())
                out.push_back(one.as_table());
            else
                wrong(one, "write [[" + std::string(key) + "]] for each of them.");
        }
        return out;
    }

    /// The node of a key that is there, else the table: where a complaint about it points to.
    [[nodiscard]] const toml::node& at(std::string_view key) const {
        const toml::node* node = table_.get(key);
        return node == nullptr ? table_ : *node;
    }
    void wrong(const toml::node& where, const std::string& what) {
        if (error_) return;
        const toml::source_position position = where.source().begin;
        error_ = Error{ErrorKind::invalid,
                       file_ + ", line " + std::to_string(position.line) + ", column " +
                           std::to_string(position.column) + ": " + what,
                       name_,
                       {}};
    }
    /// To be called when every known key has been read: refuses the others.
    void refuse_unknown() {
        for (const auto& [key, node] : table_) {
            if (known_.contains(key.str())) continue;
            std::string known;
            for (const std::string& one : known_) known += (known.empty() ? "" : ", ") + one;
            wrong(node,
                  "\"" + std::string(key.str()) + "\" is not a key" + in_section() + ". Known are: " + known + ".");
        }
    }

  private:
    const toml::node* take(std::string_view key) {
        known_.emplace(key);
        return error_ ? nullptr : table_.get(key);
    }
    [[nodiscard]] std::string in_section() const { return name_.empty() ? "" : " of [" + name_ + "]"; }

    const toml::table& table_;
    std::string name_;
    const std::string& file_;
    std::optional<Error>& error_;
    KeySet known_;
};

/// The whole file; `not_found` if it cannot be read.
inline Result<std::string> read_toml_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorKind::not_found, "Cannot read the file " + path.string() + ". Check the name.");
    return text.str();
}

/// What `read(table, file_name)` makes of the text; `invalid` with line and column if it is no TOML.
template <typename Read>
auto with_toml(std::string_view text, const std::string& file_name, const Read& read) -> decltype(read(toml::table(), file_name)) {
    try {
        return read(toml::parse(text), file_name);
    } catch (const toml::parse_error& error) {
        const toml::source_position position = error.source().begin;
        return fail(ErrorKind::invalid, file_name + ", line " + std::to_string(position.line) + ", column " +
                                            std::to_string(position.column) +
                                            ": this is no TOML: " + std::string(error.description()) + ".");
    }
}

}  // namespace forloeb
