// Imports the answers to one wave of one instrument from a survey tool's CSV into an evaluation project's stream.
//
//   file -> CsvReader -> one answer per row, checked against the instrument -> ask what is stored -> appends
//
// Promise: repeatable. A row whose answers are stored already is not stored again; a row that says something else is one
// more answer, and the last one counts (E1). A row that cannot be understood is rejected whole, with its line, and says
// nothing of what stood in it. Respondents become pseudonyms by a scope of their own, so that nobody's answers can be tied
// to what they did.
//
// What it does not do: import free text, define the instrument, or open a wave. Memory: all answers of the file. One thread.
#pragma once

#include <filesystem>
#include <istream>

#include "tools/import/instrument_file.hpp"
#include "tools/import/report.hpp"
#include "tools/import/survey_mapping.hpp"

namespace forloeb {

struct SurveyImport {
    StreamId project;
    const InstrumentFile& instrument;
    const SurveyMapping& mapping;
    bool dry_run = false;
};

/// `report.cases` counts respondents. Errors stand in the report, beside what was done until then.
[[nodiscard]] ImportReport import_survey(std::istream& in, const SurveyImport& import, ImportTarget& target);

/// Puts the instrument on the project's stream, unless the same definition stands there already. True = it was written.
[[nodiscard]] Result<bool> import_instrument(const InstrumentFile& instrument, StreamId project, ImportTarget& target);

}  // namespace forloeb
