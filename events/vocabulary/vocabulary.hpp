// Vocabularies: the codes that clear text fields are meant to hold, with labels, source and dates. They ship as data
// (events/vocabulary/codes/*.toml) and a municipality extends them with files of its own.
//
// A vocabulary never refuses an event: an unknown code is stored as it is and named by `forloeb vocabulary check`. What
// law or source closes is an enum of the event schema instead, and the codec refuses other words; `words_of` lists such
// words here only to carry their official codes. Parsing is pure; the shipped list is immutable; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace forloeb {

struct VocabularyCode {
    std::string code;
    std::string da, en;
    std::string parent;                       // another code of the same vocabulary, or empty
    std::string official;                     // the source's own id of it; a municipality fills what we do not know
    std::string valid_from, valid_to;         // "2026-01-01"; empty = not said; `valid_to` is exclusive
    std::map<std::string, std::string> more;  // law, paragraph, subsection, sector, class, level, ours
};

struct Vocabulary {
    std::string name;
    std::string da, en;
    std::string version;
    std::string source;
    std::string pattern;              // N a digit, A a capital letter, anything else itself: such codes are known, too
    std::string words_of;             // the enum of the schema that closes it, or empty
    std::vector<std::string> fields;  // "plan.created.kind", "envelope.kle.subject"
    std::vector<VocabularyCode> codes;

    [[nodiscard]] bool closed() const { return !words_of.empty(); }
    [[nodiscard]] const VocabularyCode* find(std::string_view code) const;
    /// Listed, or of the pattern's form.
    [[nodiscard]] bool knows(std::string_view code) const;
};

/// What is wrong with a vocabulary file, and where.
struct VocabularyFinding {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string what;
};

/// Reads one file. Everything wrong with it is in `findings`; then the vocabulary is not to be used.
[[nodiscard]] Vocabulary parse_vocabulary(std::string_view text, std::vector<VocabularyFinding>& findings);

/// Adds a municipality's file to the vocabularies: a new one, or more codes of one there is. A code that is there keeps
/// its place and gets what the file says of it (another label, an official code, an end); none is ever taken away.
/// `invalid` if the vocabulary is closed, or a new one lacks its names or fields.
[[nodiscard]] Status extend_vocabularies(std::vector<Vocabulary>& all, const Vocabulary& own);

/// Those built into the program, by name.
[[nodiscard]] std::span<const Vocabulary> shipped_vocabularies();
[[nodiscard]] const Vocabulary* find_vocabulary(std::span<const Vocabulary> all, std::string_view name);

/// FFB gives a function level only to themes under "Aktivitet og deltagelse". True also for a theme that the shipped
/// vocabulary does not know: another method may give it one.
[[nodiscard]] bool theme_may_have_level(std::string_view theme);

}  // namespace forloeb
