// What an import did, for a person to read. Prints; decides nothing. One thread.
#pragma once

#include "tools/import/report.hpp"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_import_report(TextPage& page, const ImportReport& report);

/// The same of a survey tool's file: rows and respondents.
void print_survey_report(TextPage& page, const ImportReport& report);

}  // namespace forloeb
