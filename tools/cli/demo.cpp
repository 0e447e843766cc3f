#include "tools/cli/invocation.hpp"
#include "tools/cli/json_text.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/service.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/demo/load.hpp"

namespace forloeb {
namespace {

ExitCode load(Invocation& call) {
    if (call.settings().data.empty())
        return call.usage_error("Demoen indlæses i sin egen datamappe: sig hvilken med --data DIR.",
                                "The demo is loaded into a data directory of its own: say which with --data DIR.");
    const auto loaded = load_demo(engine_options(call.settings(), true), Environment::system());
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
    menu.verb(noun, "load", "skriv demoforløbene i en datamappe, som om tiden var gået",
              "write the demo cases into a data directory, as if their time had passed",
              {"forloeb demo load --data demo"}, load);
}

}  // namespace forloeb
