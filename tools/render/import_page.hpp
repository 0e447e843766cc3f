// What an import did, for a person to read. Prints; decides nothing. One thread.
#pragma once

#include "tools/import/report.hpp"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_import_report(TextPage& page, const ImportReport& report);

}  // namespace forloeb
