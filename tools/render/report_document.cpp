#include "tools/render/report_document.hpp"

#include <algorithm>
#include <ostream>

#include "tools/render/text.hpp"

namespace forloeb {
namespace {

/// Text between Markdown's own signs: none of it may be read as one.
std::string markdown_text(std::string_view text) {
    constexpr std::string_view signs = "\\`*_[]<>|#";
    std::string out;
    for (const char c : printable(text)) {
        if (signs.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

class MarkdownDocument : public ReportDocument {
  public:
    explicit MarkdownDocument(std::ostream& out) : out_(out) {}

    void title(std::string_view text, std::string_view below) override {
        out_ << "# " << markdown_text(text) << "\n\n" << markdown_text(below) << "\n";
    }
    void section(std::string_view text) override { heading("## ", text); }
    void subsection(std::string_view text) override { heading("### ", text); }
    void paragraph(std::string_view text) override {
        end_list();
        out_ << '\n' << markdown_text(text) << '\n';
    }
    void item(std::string_view text) override {
        if (!in_list_) out_ << '\n';
        in_list_ = true;
        out_ << "- " << markdown_text(text) << '\n';
    }
    void command(std::string_view text) override {
        end_list();
        out_ << "\n    " << printable(text) << '\n';
    }
    void table(const ReportTable& table) override {
        end_list();
        if (!table.caption.empty()) out_ << "\n**" << markdown_text(table.caption) << "**\n";
        out_ << "\n|";
        for (const ReportColumn& column : table.columns) out_ << ' ' << markdown_text(column.title) << " |";
        out_ << "\n|";
        for (const ReportColumn& column : table.columns) out_ << (column.number ? " ---: |" : " --- |");
        out_ << '\n';
        for (const auto& row : table.rows) {
            out_ << '|';
            for (const std::string& cell : row) out_ << ' ' << markdown_text(cell) << " |";
            out_ << '\n';
        }
    }
    void chart(const IntervalChart& /*chart*/) override {}
    void chart(const LineChart& /*chart*/) override {}
    void end() override { end_list(); }

  private:
    void heading(std::string_view marks, std::string_view text) {
        end_list();
        out_ << '\n' << marks << markdown_text(text) << '\n';
    }
    void end_list() { in_list_ = false; }

    std::ostream& out_;
    bool in_list_ = false;
};

constexpr std::string_view style = R"(<style>
body{font:15px/1.45 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#111}
h1{font-size:1.7em;margin-bottom:.2em}h2{margin-top:2em;border-bottom:1px solid #999}h3{margin-top:1.5em}
table{border-collapse:collapse;margin:.8em 0;font-size:.85em;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:bold;padding:.3em 0}
th,td{border-bottom:1px solid #ccc;padding:.2em .6em;text-align:left;vertical-align:top}
td.n,th.n{text-align:right}figure{margin:.8em 0}figcaption{font-weight:bold}svg{max-width:100%;height:auto}
pre{white-space:pre-wrap;font-size:.8em;background:#f3f3f3;padding:.4em}
@media print{body{max-width:none;margin:0;font-size:10pt}table,figure,pre{break-inside:avoid}h2,h3{break-after:avoid}
@page{size:A4;margin:15mm}}
</style>
)";

class HtmlDocument : public ReportDocument {
  public:
    HtmlDocument(std::ostream& out, Language language) : out_(out), language_(language) {}

    void title(std::string_view text, std::string_view below) override {
        out_ << "<!DOCTYPE html>\n<html lang=\"" << say(language_, "da", "en") << "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" << html_text(text)
             << "</title>\n" << style << "</head>\n<body>\n<h1>" << html_text(text) << "</h1>\n<p>" << html_text(below) << "</p>\n";
    }
    void section(std::string_view text) override { element("h2", text); }
    void subsection(std::string_view text) override { element("h3", text); }
    void paragraph(std::string_view text) override { element("p", text); }
    void item(std::string_view text) override {
        if (!in_list_) out_ << "<ul>\n";
        in_list_ = true;
        out_ << "<li>" << html_text(text) << "</li>\n";
    }
    void command(std::string_view text) override { element("pre", text); }
    void table(const ReportTable& table) override {
        end_list();
        out_ << "<table>\n";
        if (!table.caption.empty()) out_ << "<caption>" << html_text(table.caption) << "</caption>\n";
        out_ << "<thead><tr>";
        for (const ReportColumn& column : table.columns)
            out_ << "<th scope=\"col\"" << (column.number ? " class=\"n\"" : "") << '>' << html_text(column.title) << "</th>";
        out_ << "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            out_ << "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i)
                out_ << (table.columns[i].number ? "<td class=\"n\">" : "<td>") << html_text(row[i]) << "</td>";
            out_ << "</tr>\n";
        }
        out_ << "</tbody>\n</table>\n";
    }
    void chart(const IntervalChart& chart) override {
        if (any_value(chart.rows)) figure(chart.title, svg_of(chart));
    }
    void chart(const LineChart& chart) override {
        if (any_value(chart.points)) figure(chart.title, svg_of(chart));
    }
    void end() override {
        end_list();
        out_ << "</body>\n</html>\n";
    }

  private:
    /// Where all is hidden the table says so, and there is nothing to draw.
    template <typename Points>
    static bool any_value(const Points& points) {
        return std::any_of(points.begin(), points.end(), [](const auto& point) { return point.value.has_value(); });
    }
    void element(const char* name, std::string_view text) {
        end_list();
        out_ << '<' << name << '>' << html_text(text) << "</" << name << ">\n";
    }
    void figure(const std::string& caption, const std::string& svg) {
        end_list();
        out_ << "<figure>\n<figcaption>" << html_text(caption) << "</figcaption>\n" << svg << "</figure>\n";
    }
    void end_list() {
        if (in_list_) out_ << "</ul>\n";
        in_list_ = false;
    }

    std::ostream& out_;
    const Language language_;
    bool in_list_ = false;
};

}  // namespace

std::unique_ptr<ReportDocument> markdown_document(std::ostream& out) { return std::make_unique<MarkdownDocument>(out); }
std::unique_ptr<ReportDocument> html_document(std::ostream& out, Language language) { return std::make_unique<HtmlDocument>(out, language); }

}  // namespace forloeb
