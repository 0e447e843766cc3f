#include <sys/vfs.h>

#include <algorithm>
#include <cmath>

#include "server/http/json_text.hpp"
#include "tools/bench/run.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/throw_away_folder.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

constexpr long tmpfs = 0x01021994;  // statfs(2): memory, where a sync costs nothing

struct BenchOptions {
    std::string folder;
    std::uint64_t appends = bench::Plan{}.appends;
    std::uint64_t scan = bench::Plan{}.scan;
    std::uint64_t events = 0;
    std::vector<std::string> only;
};

bool is_memory(const std::filesystem::path& folder) {
    struct statfs system {};
    return ::statfs(folder.c_str(), &system) == 0 && system.f_type == tmpfs;
}

#ifdef NDEBUG
constexpr const char* build = "release";
#else
constexpr const char* build = "debug";
#endif

void print_json(Invocation& call, const bench::Report& report, const BenchOptions& options, bool memory) {
    JsonLine figures('[');
    for (const bench::Figure& figure : report.figures) {
        JsonLine line('{');
        line.text("name", figure.name)
            .text("settings", figure.settings)
            .number("inFlight", figure.in_flight)
            .number("operations", figure.timing.operations)
            .real("seconds", figure.timing.seconds)
            .real("perSecond", figure.timing.per_second());
        if (!figure.timing.microseconds.empty())
            line.real("p50Micros", figure.timing.percentile(0.5))
                .real("p99Micros", figure.timing.percentile(0.99))
                .real("p999Micros", figure.timing.percentile(0.999));
        if (!figure.baseline.empty()) line.text("baseline", figure.baseline).real("ratio", figure.ratio);
        figures.item(line);
    }
    JsonLine quantities('[');
    for (const bench::Quantity& quantity : report.quantities)
        quantities.item(JsonLine('{').text("name", quantity.name).real("value", quantity.value).text("unit", quantity.unit));
    JsonLine goals('[');
    for (const bench::Goal& goal : report.goals)
        goals.item(JsonLine('{')
                       .text("goal", goal.text)
                       .real("measured", goal.measured)
                       .real(goal.at_least ? "atLeast" : "atMost", goal.wanted)
                       .yes_no("met", goal.met()));
    call.print_json(JsonLine('{')
                        .text("version", FORLOEB_VERSION)
                        .text("build", build)
                        .number("cores", report.cores)
                        .real("machineLoad", report.machine_load)
                        .yes_no("fileSystemInMemory", memory)
                        .number("appends", options.appends)
                        .number("scan", options.scan)
                        .number("eventBytes", report.event_bytes)
                        .number("events", report.events)
                        .yes_no("interrupted", report.interrupted)
                        .raw("figures", figures.str())
                        .raw("quantities", quantities.str())
                        .raw("goals", goals.str())
                        .str());
}

std::string rounded(double number) { return std::to_string(std::llround(number)); }

std::string two_decimals(double number) {
    std::string text = std::to_string(std::round(number * 100) / 100);
    return text.substr(0, text.find_first_of(".,") + 3);
}

void print_goals(TextPage& page, const bench::Report& report) {
    if (!report.quantities.empty()) {
        page.blank();
        std::vector<std::vector<std::string>> rows;
        for (const bench::Quantity& quantity : report.quantities)
            rows.push_back({quantity.name, two_decimals(quantity.value), quantity.unit});
        page.table({{std::string(page.say("Størrelse", "Quantity")), false, true},
                    {std::string(page.say("målt", "measured")), true},
                    {std::string(page.say("enhed", "unit")), false}},
                   rows);
    }
    if (report.goals.empty()) return;
    page.section(page.say("Mål", "Goals"));
    std::vector<std::vector<std::string>> rows;
    for (const bench::Goal& goal : report.goals)
        rows.push_back({goal.text, two_decimals(goal.measured), (goal.at_least ? "≥ " : "≤ ") + two_decimals(goal.wanted),
                        std::string(goal.met() ? page.say("ja", "yes") : page.say("nej", "no"))});
    page.table({{std::string(page.say("Mål", "Goal")), false, true},
                {std::string(page.say("målt", "measured")), true},
                {std::string(page.say("ønsket", "wanted")), true},
                {std::string(page.say("nået", "met")), false}},
               rows);
}

void print_page(Invocation& call, const bench::Report& report, bool memory) {
    TextPage page = call.page();
    page.title(std::string(page.say("Målinger, forloeb ", "Measurements, forloeb ")) + FORLOEB_VERSION + " (" + build +
               "), " + std::to_string(report.cores) +
               std::string(page.say(" kerner, hændelser på ", " cores, events of ")) +
               std::to_string(report.event_bytes) + " bytes");
    if (memory)
        page.paragraph(
            page.say("Mappen ligger i hukommelsen: at skrive til disk koster intet her. Vælg en anden med --folder.",
                     "The folder is in memory: a sync costs nothing here. Choose another with --folder."),
            0, Tone::warning);
    if (report.machine_load > report.cores / 2.0)
        page.paragraph(
            page.say("Maskinen havde travlt med andet, da målingen begyndte: tallene kan ikke sammenlignes med andre.",
                     "The machine was busy with other work when this began: do not compare these figures with others."),
            0, Tone::warning);
    page.blank();
    std::vector<std::vector<std::string>> rows;
    for (const bench::Figure& figure : report.figures) {
        const bool timed = !figure.timing.microseconds.empty();
        rows.push_back({figure.name, std::to_string(figure.in_flight), rounded(figure.timing.per_second()),
                        timed ? rounded(figure.timing.percentile(0.5)) : "-",
                        timed ? rounded(figure.timing.percentile(0.99)) : "-",
                        timed ? rounded(figure.timing.percentile(0.999)) : "-", figure.baseline,
                        figure.baseline.empty() ? "" : two_decimals(figure.ratio)});
    }
    page.table({{std::string(page.say("Måling", "Figure")), false, true},
                {std::string(page.say("i gang", "in flight")), true},
                {std::string(page.say("pr. s", "per s")), true},
                {"p50 µs", true},
                {"p99 µs", true},
                {"p99.9 µs", true},
                {std::string(page.say("sammenlignet med", "compared with")), false, true},
                {std::string(page.say("forhold", "ratio")), true}},
               rows);
    page.blank();
    page.paragraph(
        page.say("Forholdet er vores over RocksDB alene. Over 1 betyder ikke »hurtigere end RocksDB«: en tråd, der "
                 "synker igen med det "
                 "samme, kan blive holdt tilbage af filsystemet.",
                 "The ratio is ours over RocksDB alone. Above 1 does not mean \"faster than RocksDB\": a thread that "
                 "syncs again "
                 "at once may be held back by the file system."));
    print_goals(page, report);
    page.section(page.say("Hvad der blev gjort", "What was done"));
    for (const bench::Figure& figure : report.figures)
        page.item(figure.name + ": " + std::to_string(figure.timing.operations) + "; " + figure.settings);
}

ExitCode run(Invocation& call, const BenchOptions& options) {
    if (options.appends == 0 || options.scan == 0)
        return call.usage_error("--appends og --scan er mindst 1.", "--appends and --scan are at least 1.");
    const auto names = bench::case_names();
    for (const std::string& name : options.only)
        if (std::ranges::find(names, name) == names.end())
            return call.usage_error("Der er ingen måling '" + name + "'. --help nævner dem.", "There is no measurement '" + name + "'. --help names them.");
    const auto folder = ThrowAwayFolder::make(options.folder);
    if (!folder) return call.failed(folder.error());
    bench::Plan plan;
    plan.folder = folder->path();
    plan.appends = options.appends;
    plan.scan = options.scan;
    plan.events = options.events;
    plan.only = options.only;
    const bool memory = is_memory(folder->path());
    const auto report = bench::run(
        plan, [&call] { return call.stopped(); },
        [&call](std::string_view what) { call.tell("Måler " + std::string(what), "Measuring " + std::string(what)); });
    if (!report) return call.failed(report.error());
    if (call.json())
        print_json(call, *report, options, memory);
    else
        print_page(call, *report, memory);
    return report->interrupted ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

void add_bench(Menu& menu) {
    auto options = std::make_shared<BenchOptions>();
    CLI::App& verb = menu.verb(menu.root(), "bench", "mål på denne maskine, ved siden af RocksDB alene",
                               "measure on this machine, beside RocksDB alone",
                               {"forloeb bench", "forloeb bench --folder . --appends 20000 --json", "forloeb bench --only evidence --events 1000000"},
                               [options](Invocation& call) { return run(call, *options); });
    menu.value(verb, "--folder", options->folder, "DIR", "mål på denne mappes disk (den midlertidige mappe)",
               "measure on this folder's disk (the temporary folder)");
    menu.number(verb, "--appends", options->appends, "append i hver belastning (2000)", "appends of each load (2000)");
    menu.number(verb, "--scan", options->scan, "værdier i den rå læsning (1000000)",
                "values of the raw scan (1000000)");
    menu.number(verb, "--events", options->events, "hændelser i loggen for evidence (fire gange --appends)", "events in the log of evidence (four times --appends)");
    std::string names;
    for (const std::string& name : bench::case_names()) names += (names.empty() ? "" : ", ") + name;
    menu.values(verb, "--only", options->only, "NAME", "kun disse målinger: " + names, "these measurements only: " + names);
}

}  // namespace forloeb
