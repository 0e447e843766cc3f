#include <algorithm>
#include <filesystem>

#include "tools/cli/import_verbs.hpp"
#include "tools/cli/progress.hpp"
#include "tools/import/xes_import.hpp"
#include "tools/render/import_page.hpp"

namespace forloeb {
namespace {

struct ImportXesOptions {
    std::string file;
    std::string mapping;
    std::string source;
    bool dry_run = false;
};

/// "receipt_wabo.xes.gz" -> "receipt_wabo": a source has a short code as its name.
std::string source_from_file_name(const std::string& file) {
    std::string name = std::filesystem::path(file).filename().string();
    return name.substr(0, name.find('.'));
}

Result<Mapping> read_mapping(const ImportXesOptions& options) {
    const std::string source = options.source.empty() ? source_from_file_name(options.file) : options.source;
    FORLOEB_TRY(Mapping standard, Mapping::standard(source));
    if (options.mapping.empty()) return standard;
    FORLOEB_TRY(Mapping mapping, Mapping::load(options.mapping));
    if (!options.source.empty()) mapping.source = options.source;
    return mapping;
}

ExitCode exit_code_of(const ImportReport& report) {
    if (report.error) return forloeb::exit_code_of(report.error->kind);
    if (report.interrupted) return ExitCode::interrupted;
    return report.rejected.count > 0 || report.changed.count > 0 ? ExitCode::finding : ExitCode::ok;
}

ExitCode import_xes(Invocation& call, const ImportXesOptions& options) {
    const auto mapping = read_mapping(options);
    if (!mapping) return call.failed(mapping.error());
    std::error_code no_size;
    const std::uint64_t file_bytes = std::filesystem::file_size(options.file, no_size);
    if (no_size) return call.failed({ErrorKind::not_found, "Cannot read the file " + options.file + ".", {}, {}});
    call.may_create();
    const auto target = import_target(call);
    if (!target) return call.failed(target.error());

    ImportReport report;
    {
        Progress progress(call.surroundings(), call.settings().language, call.settings().quiet,
                          call.say("kB læst", "kB read"));
        ImportOptions how;
        how.dry_run = options.dry_run;
        how.progress = [&](const ImportProgress& at) { progress.at(at.bytes / 1000, file_bytes / 1000); };
        how.stop = [&call] { return call.stopped(); };
        report = import_xes_file(options.file, *mapping, **target, how);
    }
    if (call.json()) {
        call.print_json(to_json(report, true));
    } else {
        TextPage page = call.page();
        print_import_report(page, report);
    }
    if (report.error) static_cast<void>(call.failed(*report.error));
    return exit_code_of(report);
}

}  // namespace

void add_import_xes(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ImportXesOptions>();
    CLI::App& verb = menu.verb(noun, "xes", "en log i XES (IEEE 1849); kan gentages og genoptages",
                               "a log in XES (IEEE 1849); may be repeated and resumed",
                               {"forloeb import xes log.xes.gz --data sager",
                                "forloeb import xes log.xes --mapping log.toml --dry-run --json"},
                               [options](Invocation& call) { return import_xes(call, *options); });
    menu.value(verb, "FILE", options->file, "FILE", "filen, .xes eller .xes.gz", "the file, .xes or .xes.gz", true);
    menu.value(verb, "--mapping", options->mapping, "FILE",
               "hvordan loggen skal forstås (TOML); uden den bliver alle felter forseglet",
               "how the log is to be understood (TOML); without it every field is sealed");
    menu.value(verb, "--source", options->source, "ID", "kildens navn (filens navn)",
               "the source's name (the file's name)");
    menu.flag(verb, "--dry-run", options->dry_run, "læs og rapportér, skriv intet", "read and report, write nothing");
}

}  // namespace forloeb
