#include "events/catalogue/catalogue.hpp"
#include "events/codec/json_schema.hpp"
#include "server/http/catalogue_json.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/spelling.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

ExitCode list(Invocation& call) {
    const std::string language = call.settings().language == Language::en ? "en" : "da";
    if (call.json()) {
        call.print_json(event_types_json());
        return ExitCode::ok;
    }
    TextPage page = call.page();
    std::vector<std::vector<std::string>> rows;
    for (const EventType& type : all_event_types())
        rows.push_back({std::string(type.name), std::string(type.label(language)), joined(stream_names(type)),
                        joined(sealed_classes(type, language))});
    page.table({{call.say("Type", "Type")},
                {call.say("Hændelse", "Event"), false, true},
                {call.say("Strøm", "Stream"), false, true},
                {call.say("Forsegles", "Sealed"), false, true}},
               rows);
    return ExitCode::ok;
}

ExitCode schema(Invocation& call, const std::string& name) {
    if (name.empty()) {
        call.out() << json_schema_of_all();
        return ExitCode::ok;
    }
    if (const EventType* type = find_event_type(std::string_view(name))) {
        call.out() << json_schema_of(*type);
        return ExitCode::ok;
    }
    std::vector<std::string> known;
    for (const EventType& type : all_event_types()) known.emplace_back(type.name);
    const auto near = nearest_word(name, known);
    return call.usage_error("Der er ingen hændelsestype af det navn." + (near ? " Mente du " + *near + "?" : ""),
                            "There is no event type of that name." + (near ? " Did you mean " + *near + "?" : ""));
}

}  // namespace

void add_event(Menu& menu) {
    CLI::App& noun = menu.noun("event", "hændelsestyperne", "the event types");
    menu.verb(noun, "list", "alle hændelsestyper", "all event types",
              {"forloeb event list", "forloeb event list --json"}, list);
    auto type = std::make_shared<std::string>();
    CLI::App& verb = menu.verb(noun, "schema", "JSON Schema for en type eller for dem alle",
                               "the JSON Schema of a type, or of all of them",
                               {"forloeb event schema contact.held", "forloeb event schema > forloeb-events.json"},
                               [type](Invocation& call) { return schema(call, *type); });
    menu.value(verb, "TYPE", *type, "TYPE", "hændelsestypen, f.eks. contact.held", "the event type, e.g. contact.held");
}

}  // namespace forloeb
