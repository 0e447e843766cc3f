#include <fstream>

#include "tools/cli/import_verbs.hpp"
#include "tools/xes/generate.hpp"

namespace forloeb {
namespace {

struct ImportGenerateOptions {
    std::string file = "-";
    std::uint64_t seed = 1;
    std::uint64_t cases = 100;
    std::uint64_t events = 12;
};

ExitCode generate(Invocation& call, const ImportGenerateOptions& options) {
    constexpr std::uint64_t most = 10'000'000;
    if (options.cases == 0 || options.cases > most || options.events < 2 || options.events > most)
        return call.usage_error("Mindst 1 forløb og 2 hændelser pr. forløb.", "At least 1 case and 2 events a case.");
    std::ofstream file;
    if (options.file != "-") {
        file.open(options.file, std::ios::binary);
        if (!file) return call.failed({ErrorKind::storage, "Cannot write the file " + options.file + ".", {}, {}});
    }
    std::ostream& out = options.file == "-" ? call.out() : file;
    xes::GenerateOptions how;
    how.seed = options.seed;
    how.cases = static_cast<std::uint32_t>(options.cases);
    how.events_per_case = static_cast<std::uint32_t>(options.events);
    const xes::Generated made = xes::generate(how, [&out](std::string_view text) { out << text; });
    out.flush();
    if (!out) return call.failed({ErrorKind::storage, "Not everything could be written. Is there space left?", {}, {}});
    const std::string counts = std::to_string(made.cases) + call.say(" forløb, ", " cases, ") +
                               std::to_string(made.events) + call.say(" hændelser, ", " events, ") +
                               std::to_string(made.late_entries) + call.say(" sent indtastet, ", " entered late, ") +
                               std::to_string(made.deadlines) + call.say(" frister", " deadlines");
    call.tell("Syntetisk log: " + counts + ".", "Synthetic log: " + counts + ".");
    return ExitCode::ok;
}

}  // namespace

void add_import_generate(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ImportGenerateOptions>();
    CLI::App& verb = menu.verb(noun, "generate", "lav en syntetisk XES-log at prøve importen med",
                               "make a synthetic XES log to try the import with",
                               {"forloeb import generate prøve.xes --cases 500 --seed 7"},
                               [options](Invocation& call) { return generate(call, *options); });
    menu.value(verb, "FILE", options->file, "FILE", "skriv hertil; - er standard output",
               "write here; - is standard output");
    menu.number(verb, "--cases", options->cases, "antal forløb (100)", "number of cases (100)");
    menu.number(verb, "--events", options->events, "hændelser pr. forløb i snit (12)", "events a case on average (12)");
    menu.number(verb, "--seed", options->seed, "samme frø, samme log (1)", "the same seed gives the same log (1)");
}

}  // namespace forloeb
