// A report for reading, sending and printing: one content, two forms. Markdown has tables only; the HTML page stands alone
// (its style and graphics are in it, no script, nothing is fetched). Every graphic is followed by the table of its numbers,
// so leaving graphics out loses nothing. Texts are escaped here. One thread.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/render/language.hpp"
#include "tools/render/svg_chart.hpp"

namespace forloeb {

struct ReportColumn {
    std::string title;
    bool number = false;  // to the right
};

struct ReportTable {
    std::string caption;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

class ReportDocument {
  public:
    virtual ~ReportDocument() = default;
    virtual void title(std::string_view text, std::string_view below) = 0;
    virtual void section(std::string_view text) = 0;
    virtual void subsection(std::string_view text) = 0;
    virtual void paragraph(std::string_view text) = 0;
    virtual void item(std::string_view text) = 0;   // neighbouring items are one list
    virtual void command(std::string_view text) = 0;
    virtual void table(const ReportTable& table) = 0;
    virtual void chart(const IntervalChart& chart) = 0;
    virtual void chart(const LineChart& chart) = 0;
    virtual void end() = 0;
};

[[nodiscard]] std::unique_ptr<ReportDocument> markdown_document(std::ostream& out);
[[nodiscard]] std::unique_ptr<ReportDocument> html_document(std::ostream& out, Language language);

}  // namespace forloeb
