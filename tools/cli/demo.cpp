#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/http/json_text.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/service.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/demo/load.hpp"

namespace forloeb {
namespace {

/// Stories from a folder, in the order of their names, and the texts they stand in.
struct StoryFolder {
    std::vector<std::string> names;
    std::vector<std::string> texts;
    [[nodiscard]] std::vector<StoryText> stories() const {
        std::vector<StoryText> all;
        for (std::size_t i = 0; i < names.size(); ++i) all.push_back({names[i], texts[i]});
        return all;
    }
};

Result<StoryFolder> read_stories(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".ndjson") files.push_back(at->path());
    if (error || files.empty())
        return fail(ErrorKind::not_found, "There are no stories (*.ndjson) in the folder " + folder.string() + ".");
    std::ranges::sort(files);
    StoryFolder read;
    for (const std::filesystem::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in) return fail(ErrorKind::not_found, "Cannot read the file " + file.string() + ".");
        read.names.push_back(file.stem().string());
        read.texts.push_back(text.str());
    }
    return read;
}

Result<DemoLoaded> load_stories(Invocation& call, const std::string& folder) {
    const EngineOptions where = engine_options(call.settings(), true);
    if (folder.empty()) return load_demo(where, Environment::system());
    FORLOEB_TRY(const StoryFolder read, read_stories(folder));
    return load_demo(where, Environment::system(), read.stories());
}

struct GenerateOptions {
    std::uint64_t cases = 100;
    std::uint64_t seed = 1;
    std::string out;
};

ExitCode say_loaded(Invocation& call, const DemoLoaded& loaded);

/// As story lines in a file, or - for standard output.
ExitCode write_municipality(Invocation& call, const MunicipalityOptions& options, const std::string& file) {
    std::ofstream written;
    if (file != "-") {
        written.open(file, std::ios::binary);
        if (!written) return call.failed({ErrorKind::not_found, "Cannot write the file " + file + ".", {}, {}});
    }
    std::ostream& out = file == "-" ? call.out() : written;
    Municipality municipality(options);
    while (const auto lines = municipality.next()) out << *lines;
    out.flush();
    return out ? ExitCode::ok : call.failed({ErrorKind::storage_full, "The file could not be written to its end.", {}, {}});
}

ExitCode generate(Invocation& call, const GenerateOptions& given) {
    constexpr std::uint64_t cases_max = 1'000'000;
    if (given.cases == 0 || given.cases > cases_max)
        return call.usage_error("--cases er fra 1 til 1000000.", "--cases is from 1 to 1000000.");
    const MunicipalityOptions options{given.seed, static_cast<std::uint32_t>(given.cases)};
    if (!given.out.empty()) return write_municipality(call, options, given.out);
    if (call.settings().data.empty())
        return call.usage_error("Sig hvorhen: --out FIL, eller --data DIR for en datamappe for sig selv.",
                                "Say where to: --out FILE, or --data DIR for a data directory of its own.");
    const auto loaded = load_municipality(engine_options(call.settings(), true), Environment::system(), options);
    return loaded ? say_loaded(call, *loaded) : call.failed(loaded.error());
}

ExitCode load(Invocation& call, const std::string& folder) {
    if (call.settings().data.empty())
        return call.usage_error("Demoen indlæses i sin egen datamappe: sig hvilken med --data DIR.",
                                "The demo is loaded into a data directory of its own: say which with --data DIR.");
    const auto loaded = load_stories(call, folder);
    return loaded ? say_loaded(call, *loaded) : call.failed(loaded.error());
}

ExitCode say_loaded(Invocation& call, const DemoLoaded& loaded) {
    if (call.json()) {
        call.print_json(JsonLine('{')
                            .number("stories", loaded.stories)
                            .number("appends", loaded.appends)
                            .number("events", loaded.events)
                            .number("repeated", loaded.repeated)
                            .str());
    } else {
        const bool again = loaded.repeated == loaded.appends;
        call.out() << call.say("Syntetiske data: ", "Synthetic data: ") << loaded.stories
                   << call.say(" forløb, ", " cases, ") << loaded.events << call.say(" hændelser", " events")
                   << (again ? call.say(", alle var der i forvejen", ", all of them were there already") : "") << ".\n";
    }
    return ExitCode::ok;
}

}  // namespace

void add_demo(Menu& menu) {
    CLI::App& noun = menu.noun("demo", "opdigtede forløb at prøve med", "made-up cases to try things with");
    auto folder = std::make_shared<std::string>();
    CLI::App& verb = menu.verb(noun, "load", "skriv demoforløbene i en datamappe, som om tiden var gået",
                               "write the demo cases into a data directory, as if their time had passed",
                               {"forloeb demo load --data demo", "forloeb demo load --data demo --stories tools/demo"},
                               [folder](Invocation& call) { return load(call, *folder); });
    menu.value(verb, "--stories", *folder, "DIR", "egne forløb, en .ndjson-fil for hvert (de indbyggede)",
               "stories of your own, one .ndjson file each (the built-in ones)");

    auto options = std::make_shared<GenerateOptions>();
    CLI::App& made = menu.verb(noun, "generate", "en syntetisk kommune: samme frø, samme bytes",
                               "a synthetic municipality: same seed, same bytes",
                               {"forloeb demo generate --cases 200 --seed 1 --data kommune", "forloeb demo generate --cases 50 --out kommune.ndjson"},
                               [options](Invocation& call) { return generate(call, *options); });
    menu.number(made, "--cases", options->cases, "antal forløb (100)", "number of cases (100)");
    menu.number(made, "--seed", options->seed, "frø (1)", "seed (1)");
    menu.value(made, "--out", options->out, "FILE", "skriv hændelserne som linjer i en fil; - er standard output", "write the events as lines of a file; - is standard output");
}

}  // namespace forloeb
