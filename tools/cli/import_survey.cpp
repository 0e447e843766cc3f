#include <filesystem>
#include <fstream>

#include "tools/cli/import_verbs.hpp"
#include "tools/import/survey_import.hpp"
#include "tools/render/import_page.hpp"

namespace forloeb {
namespace {

struct ImportSurveyOptions {
    std::string file;
    std::string mapping;
    std::string instrument;
    std::string project;
    bool dry_run = false;
};

Result<std::ifstream> open_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorKind::not_found, "Cannot read the file " + path + ".");
    return file;
}

ExitCode import_answers(Invocation& call, const ImportSurveyOptions& options) {
    const auto instrument = InstrumentFile::load(options.instrument);
    if (!instrument) return call.failed(instrument.error());
    const auto mapping = SurveyMapping::load(options.mapping);
    if (!mapping) return call.failed(mapping.error());
    auto file = open_file(options.file);
    if (!file) return call.failed(file.error());
    const auto target = import_target(call);
    if (!target) return call.failed(target.error());
    const auto project = find_project(**target, options.project);
    if (!project) return call.failed(project.error());

    const ImportReport report = import_survey(*file, {*project, *instrument, *mapping, options.dry_run}, **target);
    if (call.json()) {
        call.print_json(to_json(report, true));
    } else {
        TextPage page = call.page();
        print_survey_report(page, report);
    }
    if (report.error) return call.failed(*report.error);
    return report.rejected.count > 0 ? ExitCode::finding : ExitCode::ok;
}

ExitCode define(Invocation& call, const ImportSurveyOptions& options) {
    const auto instrument = InstrumentFile::load(options.file);
    if (!instrument) return call.failed(instrument.error());
    const auto target = import_target(call);
    if (!target) return call.failed(target.error());
    const auto project = find_project(**target, options.project);
    if (!project) return call.failed(project.error());
    const auto written = import_instrument(*instrument, *project, **target);
    if (!written) return call.failed(written.error());
    const std::string name = instrument->instrument + " " + instrument->version;
    if (*written)
        call.tell("Skemaet " + name + " er fastlagt i projektet.", "The instrument " + name + " is defined in the project.");
    else
        call.tell("Skemaet " + name + " var der i forvejen.", "The instrument " + name + " was there already.");
    return ExitCode::ok;
}

}  // namespace

Result<StreamId> find_project(ImportTarget& target, const std::string& text) {
    if (const auto id = Uuid::parse(text)) return StreamId{StreamKind::project, *id};
    FORLOEB_TRY(const auto found, target.find_streams("project", {text}));
    if (!found.empty() && found.front() && found.front()->kind == StreamKind::project) return *found.front();
    return fail(ErrorKind::not_found, "There is no project \"" + text + "\". Give its id, or a name bound to it in the scope \"project\".", "--project");
}

void add_import_survey(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ImportSurveyOptions>();
    CLI::App& verb = menu.verb(noun, "survey", "svar fra et spørgeskemaværktøj (CSV); kan gentages",
                               "answers of a survey tool (CSV); may be repeated",
                               {"forloeb import survey svar.csv --instrument skema.toml --mapping kolonner.toml --project evaluering"},
                               [options](Invocation& call) { return import_answers(call, *options); });
    menu.value(verb, "FILE", options->file, "FILE", "filen med svar; ; , eller tabulator mellem cellerne", "the file of answers; ; , or tab between cells", true);
    menu.value(verb, "--instrument", options->instrument, "FILE", "skemaet (TOML)", "the instrument (TOML)", true);
    menu.value(verb, "--mapping", options->mapping, "FILE", "hvilken kolonne der er hvad (TOML)", "which column is what (TOML)", true);
    menu.value(verb, "--project", options->project, "ID", "evalueringens id eller navn", "the evaluation's id or name", true);
    menu.flag(verb, "--dry-run", options->dry_run, "læs og rapportér, skriv intet", "read and report, write nothing");
}

void add_import_instrument(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ImportSurveyOptions>();
    CLI::App& verb = menu.verb(noun, "instrument", "fastlæg et skema i en evaluering", "define an instrument in an evaluation",
                               {"forloeb import instrument skema.toml --project evaluering"},
                               [options](Invocation& call) { return define(call, *options); });
    menu.value(verb, "FILE", options->file, "FILE", "skemaet (TOML)", "the instrument (TOML)", true);
    menu.value(verb, "--project", options->project, "ID", "evalueringens id eller navn", "the evaluation's id or name", true);
}

}  // namespace forloeb
