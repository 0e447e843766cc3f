#include <fstream>

#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/evaluation_report.hpp"

namespace forloeb {
namespace {

struct ReportOptions {
    std::string project;
    std::string out;
    std::string format;
};

ExitCode evaluation(Invocation& call, const ReportOptions& options) {
    const bool html = options.format == "html" || (options.format.empty() && options.out.ends_with(".html"));
    if (!options.format.empty() && !html && options.format != "markdown") return call.usage_error("--format er markdown eller html.", "--format is markdown or html.");
    Query query(call.settings());
    (*query).initEvaluationReport().setProject(options.project.c_str());
    const auto reply = query.ask(call, wire::Answer::EVALUATION_REPORT);
    if (!reply) return call.failed(reply.error());
    const auto report = reply->frame().getAnswer().getEvaluationReport();
    if (call.json()) {
        call.print_json(answer_json(report));
        return ExitCode::ok;
    }
    std::ofstream file;
    if (!options.out.empty()) {
        file.open(options.out, std::ios::trunc);
        if (!file) return call.failed({ErrorKind::invalid, "The file cannot be written.", "--out", ""});
    }
    std::ostream& out = options.out.empty() ? call.out() : file;
    const Language language = call.settings().language;
    const auto document = html ? html_document(out, language) : markdown_document(out);
    write_evaluation_report(*document, language, report);
    if (!options.out.empty() && !file.flush()) return call.failed({ErrorKind::storage, "The report could not be written to the end.", "--out", ""});
    return ExitCode::ok;
}

}  // namespace

void add_report(Menu& menu) {
    CLI::App& noun = menu.noun("report", "rapporter til at læse og sende", "reports to read and send");
    auto options = std::make_shared<ReportOptions>();
    CLI::App& verb = menu.verb(noun, "evaluation", "evalueringsrapporten for et projekt: design, svar, ændring, praksis pr. kvartal, forbehold",
                               "a project's evaluation report: design, answers, change, practice by quarter, limits",
                               {"forloeb report evaluation syntetisk-evaluering --out rapport.html", "forloeb report evaluation --as-of 2025-12-31 --lang en"},
                               [options](Invocation& call) { return evaluation(call, *options); });
    menu.value(verb, "PROJECT", options->project, "PROJECT", "projektets kode; kan udelades, når der kun er ét", "the project's code; may be left out where there is one only");
    menu.value(verb, "--out", options->out, "FILE", "skriv til en fil; .html giver en side med grafik, ellers Markdown", "write to a file; .html gives a page with graphics, else Markdown");
    menu.value(verb, "--format", options->format, "markdown|html", "formen, når filnavnet ikke siger det", "the form, where the file's name does not say");
}

}  // namespace forloeb
