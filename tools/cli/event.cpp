#include <set>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/json_schema.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/spelling.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

std::vector<std::string> stream_names(const EventType& type) {
    std::vector<std::string> names;
    for (const StreamKind kind : type.streams) names.emplace_back(stream_kind_name(kind));
    return names;
}

std::vector<std::string> sealed_classes(const EventType& type, std::string_view language) {
    if (!type.personal) return {};
    std::set<SensitivityClass> classes;
    for (const auto field : type.personal->getFields()) classes.insert(class_of(field));
    const auto words = capnp::Schema::from<SensitivityClass>().getEnumerants();
    std::vector<std::string> names;
    for (const SensitivityClass one : classes) {
        const auto word = words[static_cast<capnp::uint>(one)];
        names.emplace_back(language.empty() ? std::string_view(word.getProto().getName().cStr())
                                            : label_of(word, language));
    }
    return names;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

JsonLine list_of(const std::vector<std::string>& words) {
    JsonLine out('[');
    for (const std::string& word : words) out.item(json_quoted(word));
    return out;
}

ExitCode list(Invocation& call) {
    const std::string language = call.settings().language == Language::en ? "en" : "da";
    if (call.json()) {
        JsonLine types('[');
        for (const EventType& type : all_event_types())
            types.item(JsonLine('{')
                           .text("type", type.name)
                           .text("group", type.group)
                           .text("da", type.label("da"))
                           .text("en", type.label("en"))
                           .number("version", type.schema_version)
                           .raw("streams", list_of(stream_names(type)).str())
                           .raw("sealed", list_of(sealed_classes(type, "")).str()));
        call.print_json(types.str());
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
