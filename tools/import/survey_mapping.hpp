// How one survey tool's CSV is to be understood: which column is what, which words mean "no answer" (TOML). Keys are in
// tools/import/README.md; an unknown one is refused with its line. Immutable after loading; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "events/schema/evaluation.capnp.h"
#include "tools/import/mapping.hpp"

namespace forloeb {

struct SurveyMapping {
    std::string source;  // id of the source: a code; scope of respondents' pseudonyms
    std::string wave;
    std::string survey;
    char separator = 0;  // 0 = as the header shows
    bool pseudonymise = true;

    std::string respondent_column;
    std::string group_column;                         // or
    RespondentGroup group = RespondentGroup::UNKNOWN;  // of every row
    std::map<std::string, RespondentGroup> groups;    // the tool's word -> group
    std::string answered_column;                      // or
    WhenTold answered_on{Instant{}, 0, Precision::UNKNOWN};  // of every row
    std::string answered_format;                      // strftime's letters; empty = ISO 8601
    Zone zone;

    std::map<std::string, std::string> items;         // item -> column; an item not listed is the column of its name
    std::map<std::string, std::string> comments;      // item, or any other code -> the column of words in free text: sealed
    std::map<std::string, std::int32_t> values;       // a word for a number: "Meget enig" = 5
    KeySet missing = {""};
    KeySet does_not_know;
    KeySet not_relevant;

    [[nodiscard]] static Result<SurveyMapping> load(const std::filesystem::path& path);
    [[nodiscard]] static Result<SurveyMapping> parse(std::string_view text, const std::string& file_name);
};

}  // namespace forloeb
