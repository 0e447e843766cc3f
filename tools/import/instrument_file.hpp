// A questionnaire or registration form as people write it down (TOML): items, scale, direction, wording version, language.
// It becomes one instrument.defined on a project's stream, so that the log alone tells what the answers mean. Keys are in
// tools/import/README.md; an unknown one is refused with its line. Immutable after loading; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "events/schema/instrument.capnp.h"
#include "events/vocabulary/time.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

struct InstrumentFileItem {
    std::string item;
    std::string wording;
    ::forloeb::InstrumentDefined::Kind kind = ::forloeb::InstrumentDefined::Kind::RATING;
    std::string scale;
    std::int32_t minimum = 1;
    std::int32_t maximum = 5;
    bool reversed = false;
    std::vector<std::string> choices;
};

struct InstrumentFile {
    std::string instrument;
    std::string version;
    std::string language;
    std::string title;
    std::string attribution;
    std::vector<RespondentGroup> groups;
    std::vector<InstrumentFileItem> items;

    /// `invalid` with file, line and column; `not_found` if there is no such file.
    [[nodiscard]] static Result<InstrumentFile> load(const std::filesystem::path& path);
    [[nodiscard]] static Result<InstrumentFile> parse(std::string_view text, const std::string& file_name);

    [[nodiscard]] const InstrumentFileItem* find(std::string_view item) const;
    /// As an event; with a source, so that the same definition is known again.
    [[nodiscard]] Result<ReadyEvent> defined(const WhenTold& occurred, const std::string& system = {}, std::uint64_t digest = 0,
                                             std::uint32_t position = 0) const;
};

/// A word of the schema's enum; nothing if it is none, or the unknown one.
[[nodiscard]] std::optional<RespondentGroup> parse_respondent_group(const std::string& word);

}  // namespace forloeb
