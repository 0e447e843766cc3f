#include "events/vocabulary/vocabulary.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "events/vocabulary/vocabulary_texts.hpp"

namespace forloeb {
namespace {

/// Reads the tables of one file and notes what does not belong there.
class VocabularyReader {
  public:
    explicit VocabularyReader(std::vector<VocabularyFinding>& findings) : findings_(findings) {}

    Vocabulary read(const toml::table& file) {
        Vocabulary out;
        for (const auto& [key, node] : file) {
            if (key == "code") {
                read_codes(node, out);
            } else if (key == "fields") {
                read_fields(node, out);
            } else if (std::string* const text = text_of(out, key.str())) {
                read_text(key, node, *text);
            } else {
                find(key.source(), "'" + std::string(key.str()) + "' is nothing that a vocabulary says.");
            }
        }
        if (out.name.empty()) findings_.push_back({1, 1, "The vocabulary has no name."});
        check_codes(out);
        return out;
    }

  private:
    static std::string* text_of(Vocabulary& out, std::string_view key) {
        if (key == "name") return &out.name;
        if (key == "da") return &out.da;
        if (key == "en") return &out.en;
        if (key == "version") return &out.version;
        if (key == "source") return &out.source;
        if (key == "pattern") return &out.pattern;
        if (key == "words_of") return &out.words_of;
        return nullptr;
    }
    static std::string* text_of(VocabularyCode& out, std::string_view key) {
        if (key == "code") return &out.code;
        if (key == "da") return &out.da;
        if (key == "en") return &out.en;
        if (key == "parent") return &out.parent;
        if (key == "official") return &out.official;
        if (key == "valid_from") return &out.valid_from;
        if (key == "valid_to") return &out.valid_to;
        for (const std::string_view known : {"law", "paragraph", "subsection", "sector", "class", "level", "ours"})
            if (key == known) return &out.more[std::string(key)];
        return nullptr;
    }

    void find(const toml::source_region& where, std::string what) {
        findings_.push_back({where.begin.line, where.begin.column, std::move(what)});
    }

    void read_text(const toml::key& key, const toml::node& node, std::string& out) {
        if (const auto text = node.value_exact<std::string>()) {
            out = *text;
        } else if (const auto date = node.value_exact<toml::date>()) {
            std::ostringstream text_of_date;
            text_of_date << *date;
            out = text_of_date.str();
        } else {
            find(node.source(), "'" + std::string(key.str()) + "' is a text in quotation marks, or a date.");
        }
    }

    void read_fields(const toml::node& node, Vocabulary& out) {
        const toml::array* const list = node.as_array();
        if (list == nullptr) return find(node.source(), "'fields' is a list of texts.");
        for (const toml::node& one : *list) {
            if (const auto text = one.value_exact<std::string>()) {
                out.fields.push_back(*text);
            } else {
                find(one.source(), "'fields' is a list of texts.");
            }
        }
    }

    void read_codes(const toml::node& node, Vocabulary& out) {
        const toml::array* const list = node.as_array();
        if (list == nullptr) return find(node.source(), "Write each code as a [[code]] of its own.");
        for (const toml::node& one : *list) {
            const toml::table* const table = one.as_table();
            if (table == nullptr) {
                find(one.source(), "Write each code as a [[code]] of its own.");
                continue;
            }
            VocabularyCode code;
            for (const auto& [key, value] : *table) {
                if (std::string* const text = text_of(code, key.str())) {
                    read_text(key, value, *text);
                } else {
                    find(key.source(), "'" + std::string(key.str()) + "' is nothing that is said of a code.");
                }
            }
            if (code.code.empty()) find(one.source(), "This code has no 'code'.");
            if (out.find(code.code) != nullptr) find(one.source(), "This code is there twice.");
            out.codes.push_back(std::move(code));
        }
    }

    void check_codes(const Vocabulary& vocabulary) {
        for (const VocabularyCode& code : vocabulary.codes) {
            const bool backwards =
                !code.valid_from.empty() && !code.valid_to.empty() && code.valid_to <= code.valid_from;
            if (backwards) findings_.push_back({1, 1, "The code '" + code.code + "' ends before it begins."});
        }
    }

    std::vector<VocabularyFinding>& findings_;
};

bool has_form(std::string_view code, std::string_view pattern) {
    return std::ranges::equal(code, pattern, [](char c, char form) {
        if (form == 'N') return c >= '0' && c <= '9';
        if (form == 'A') return c >= 'A' && c <= 'Z';
        return c == form;
    });
}

void overwrite(std::string& out, const std::string& said) {
    if (!said.empty()) out = said;
}

void overwrite(VocabularyCode& out, const VocabularyCode& own) {
    overwrite(out.da, own.da);
    overwrite(out.en, own.en);
    overwrite(out.parent, own.parent);
    overwrite(out.official, own.official);
    overwrite(out.valid_from, own.valid_from);
    overwrite(out.valid_to, own.valid_to);
    for (const auto& [key, value] : own.more) overwrite(out.more[key], value);
}

}  // namespace

const VocabularyCode* Vocabulary::find(std::string_view code) const {
    const auto found = std::ranges::find(codes, code, &VocabularyCode::code);
    return found == codes.end() ? nullptr : &*found;
}

bool Vocabulary::knows(std::string_view code) const {
    return find(code) != nullptr || (!pattern.empty() && has_form(code, pattern));
}

Vocabulary parse_vocabulary(std::string_view text, std::vector<VocabularyFinding>& findings) {
    try {
        const toml::table file = toml::parse(text);
        return VocabularyReader(findings).read(file);
    } catch (const toml::parse_error& error) {
        const toml::source_position where = error.source().begin;
        findings.push_back({where.line, where.column, std::string(error.description())});
        return {};
    }
}

Status extend_vocabularies(std::vector<Vocabulary>& all, const Vocabulary& own) {
    const auto there = std::ranges::find(all, own.name, &Vocabulary::name);
    if (there == all.end()) {
        if (own.da.empty() || own.en.empty() || own.fields.empty())
            return fail(ErrorKind::invalid,
                        "There is no vocabulary '" + own.name + "'. A new one says da, en and the fields it is for.");
        all.insert(std::ranges::upper_bound(all, own.name, {}, &Vocabulary::name), own);
        return {};
    }
    if (there->closed())
        return fail(ErrorKind::invalid,
                    "The vocabulary '" + own.name + "' is closed: its words are those of " + there->words_of + ".");
    for (const VocabularyCode& code : own.codes) {
        const auto same = std::ranges::find(there->codes, code.code, &VocabularyCode::code);
        if (same == there->codes.end()) {
            there->codes.push_back(code);
        } else {
            overwrite(*same, code);
        }
    }
    for (const std::string& field : own.fields)
        if (std::ranges::find(there->fields, field) == there->fields.end()) there->fields.push_back(field);
    overwrite(there->version, own.version);
    return {};
}

std::span<const Vocabulary> shipped_vocabularies() {
    static const std::vector<Vocabulary> all = [] {
        std::vector<Vocabulary> read;
        std::vector<VocabularyFinding> findings;
        for (const std::string_view text : vocabulary_texts()) read.push_back(parse_vocabulary(text, findings));
        if (!findings.empty()) {  // a file of ours, and a test reads them all
            std::fprintf(stderr, "A built-in vocabulary cannot be read: %s\n", findings.front().what.c_str());
            std::abort();
        }
        std::ranges::sort(read, {}, &Vocabulary::name);
        return read;
    }();
    return all;
}

const Vocabulary* find_vocabulary(std::span<const Vocabulary> all, std::string_view name) {
    const auto found = std::ranges::find(all, name, &Vocabulary::name);
    return found == all.end() ? nullptr : &*found;
}

bool theme_may_have_level(std::string_view theme) {
    const Vocabulary* const themes = find_vocabulary(shipped_vocabularies(), "ffb_theme");
    const VocabularyCode* code = themes == nullptr ? nullptr : themes->find(theme);
    if (code == nullptr) return true;
    while (!code->parent.empty() && !code->more.contains("level")) code = themes->find(code->parent);
    return code->more.contains("level");
}

}  // namespace forloeb
