#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tools/cli/invocation.hpp"
#include "tools/cli/json_text.hpp"
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

ExitCode load(Invocation& call, const std::string& folder) {
    if (call.settings().data.empty())
        return call.usage_error("Demoen indlæses i sin egen datamappe: sig hvilken med --data DIR.",
                                "The demo is loaded into a data directory of its own: say which with --data DIR.");
    const auto loaded = load_stories(call, folder);
    if (!loaded) return call.failed(loaded.error());
    if (call.json()) {
        call.print_json(JsonLine('{')
                            .number("stories", loaded->stories)
                            .number("appends", loaded->appends)
                            .number("events", loaded->events)
                            .number("repeated", loaded->repeated)
                            .str());
    } else {
        const bool again = loaded->repeated == loaded->appends;
        call.out() << call.say("Syntetiske data: ", "Synthetic data: ") << loaded->stories
                   << call.say(" forløb, ", " cases, ") << loaded->events << call.say(" hændelser", " events")
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
}

}  // namespace forloeb
