#include "events/codec/code_check.hpp"
#include "server/http/catalogue_json.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/own_vocabularies.hpp"
#include "tools/cli/spelling.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

constexpr std::chrono::milliseconds look_up_every{200};  // how soon Ctrl-C is noticed

ExitCode list(Invocation& call) {
    const auto all = vocabularies_of(call.settings());
    if (!all) return call.failed(all.error());
    if (call.json()) {
        call.print_json(vocabularies_json(*all));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    std::vector<std::vector<std::string>> rows;
    for (const Vocabulary& one : *all)
        rows.push_back({one.name, call.say(one.da, one.en), std::to_string(one.codes.size()), one.version, one.source});
    page.table({{call.say("Navn", "Name")},
                {call.say("Vokabular", "Vocabulary"), false, true},
                {call.say("Koder", "Codes"), true},
                {call.say("Version", "Version"), false, true},
                {call.say("Kilde", "Source"), false, true}},
               rows);
    return ExitCode::ok;
}

std::string rest_of(const VocabularyCode& code) {
    std::string out;
    const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (!code.valid_from.empty() || !code.valid_to.empty()) add(code.valid_from + "–" + code.valid_to);
    for (const auto& [key, value] : code.more) add(key + " " + value);
    return out;
}

void print(Invocation& call, const Vocabulary& vocabulary) {
    TextPage page = call.page();
    page.title(call.say(vocabulary.da, vocabulary.en));
    page.field(call.say("Navn", "Name"), vocabulary.name);
    page.field(call.say("Version", "Version"), vocabulary.version);
    page.field(call.say("Kilde", "Source"), vocabulary.source);
    if (vocabulary.closed())
        page.field(call.say("Lukket", "Closed"),
                   call.say("ordene er skemaets: ", "the words are the schema's: ") + vocabulary.words_of);
    if (!vocabulary.pattern.empty())
        page.field(
            call.say("Også kendt", "Known, too"),
            vocabulary.pattern + call.say(" (N et ciffer, A et stort bogstav)", " (N a digit, A a capital letter)"));
    for (const std::string& field : vocabulary.fields) page.field(call.say("Felt", "Field"), field);
    page.blank();
    std::vector<std::vector<std::string>> rows;
    for (const VocabularyCode& code : vocabulary.codes)
        rows.push_back({code.code, call.say(code.da, code.en), code.parent, code.official, rest_of(code)});
    page.table({{call.say("Kode", "Code"), false, true},
                {call.say("Betyder", "Means"), false, true},
                {call.say("Under", "Under"), false, true},
                {call.say("Officiel kode", "Official code"), false, true},
                {call.say("Andet", "Other"), false, true}},
               rows);
}

ExitCode show(Invocation& call, const std::string& name) {
    const auto all = vocabularies_of(call.settings());
    if (!all) return call.failed(all.error());
    const Vocabulary* const found = find_vocabulary(*all, name);
    if (found == nullptr) {
        std::vector<std::string> names;
        for (const Vocabulary& one : *all) names.push_back(one.name);
        const auto near = nearest_word(name, names);
        return call.usage_error("Der er intet vokabular af det navn." + (near ? " Mente du " + *near + "?" : ""),
                                "There is no vocabulary of that name." + (near ? " Did you mean " + *near + "?" : ""));
    }
    if (call.json()) {
        call.print_json(vocabulary_json(*found));
    } else {
        print(call, *found);
    }
    return ExitCode::ok;
}

// ---- check FILE ----

ExitCode check_file(Invocation& call, const std::string& file) {
    std::vector<VocabularyFinding> findings;
    const auto own = read_vocabulary_file(file, findings);
    if (!own) return call.failed(own.error());
    for (const std::string& field : own->fields)
        if (const Status status = check_vocabulary_field(field); !status)
            findings.push_back({1, 1, status.error().message});
    std::vector<Vocabulary> all(shipped_vocabularies().begin(), shipped_vocabularies().end());
    if (findings.empty())
        if (const Status added = extend_vocabularies(all, *own); !added)
            findings.push_back({1, 1, added.error().message});
    if (call.json()) {
        JsonLine out('[');
        for (const VocabularyFinding& finding : findings)
            out.item(
                JsonLine('{').number("line", finding.line).number("column", finding.column).text("what", finding.what));
        call.print_json(JsonLine('{').text("file", file).raw("findings", out.str()).str());
    } else {
        for (const VocabularyFinding& finding : findings)
            call.out() << file << ':' << finding.line << ':' << finding.column << ": " << finding.what << '\n';
        if (findings.empty())
            call.out() << call.say("I orden: ", "In order: ") << file << ", " << own->codes.size()
                       << call.say(" koder til ", " codes for ") << own->name << '\n';
    }
    return findings.empty() ? ExitCode::ok : ExitCode::finding;
}

// ---- check the log ----

struct Use {
    std::uint64_t events = 0;
    Position first;
};
using Uses = std::map<DoubtfulCode, Use>;

/// Looks at every event until now.
Result<Uses> uses_in_log(Invocation& call, const CodeCheck& check) {
    FORLOEB_TRY(Client* const client, call.client());
    FrameBuilder request;
    auto subscribe = request.frame().initSubscribe();
    subscribe.setEverything();
    subscribe.getFrom().setPosition(0);
    FORLOEB_TRY(const auto feed, client->subscribe(request));
    Uses uses;
    while (!call.stopped()) {
        FORLOEB_TRY(const auto delivery, feed->next(look_up_every));
        if (!delivery) continue;
        const auto frame = delivery->frame();
        if (frame.isCaughtUp()) return uses;
        if (!frame.isEvents()) continue;
        for (const auto record : frame.getEvents().getEvents()) {
            FORLOEB_TRY(const EventView event, open_record(record));
            for (DoubtfulCode& code : check.doubtful_in(event)) {
                const auto [use, is_new] = uses.try_emplace(std::move(code));
                if (is_new) use->second.first = event.leaf().position;
                ++use->second.events;
            }
        }
    }
    return fail(ErrorKind::unavailable, "Interrupted.");
}

ExitCode check_log(Invocation& call) {
    const auto all = vocabularies_of(call.settings());
    if (!all) return call.failed(all.error());
    const auto uses = uses_in_log(call, CodeCheck(*all));
    if (!uses) return call.stopped() ? ExitCode::interrupted : call.failed(uses.error());
    if (call.json()) {
        JsonLine out('[');
        for (const auto& [code, use] : *uses)
            out.item(JsonLine('{')
                         .text("field", code.field)
                         .text("code", code.code)
                         .text("why", code.why == DoubtfulCode::Why::unknown ? "unknown" : "notValidThen")
                         .number("events", use.events)
                         .text("firstPosition", std::to_string(use.first.value)));
        call.print_json(out.str());
        return uses->empty() ? ExitCode::ok : ExitCode::finding;
    }
    if (uses->empty()) {
        call.out() << call.say("I orden: alle koder kendes.", "In order: every code is known.") << '\n';
        return ExitCode::ok;
    }
    TextPage page = call.page();
    std::vector<std::vector<std::string>> rows;
    for (const auto& [code, use] : *uses)
        rows.push_back({code.field, code.code,
                        code.why == DoubtfulCode::Why::unknown ? call.say("ukendt", "unknown")
                                                               : call.say("gjaldt ikke da", "not valid then"),
                        std::to_string(use.events), std::to_string(use.first.value)});
    page.table({{call.say("Felt", "Field"), false, true},
                {call.say("Kode", "Code"), false, true},
                {call.say("Hvorfor", "Why")},
                {call.say("Hændelser", "Events"), true},
                {call.say("Første plads", "First position"), true}},
               rows);
    return ExitCode::finding;
}

}  // namespace

void add_vocabulary(Menu& menu) {
    CLI::App& noun =
        menu.noun("vocabulary", "kodelisterne, egne og medfølgende", "the code lists, shipped and one's own");
    const auto own_folder = [&menu](CLI::App& verb) {
        menu.setting(verb, "vocabulary", "DIR", "mappe med egne kodelister (DATA.vocabulary)",
                     "folder of one's own code lists (DATA.vocabulary)");
    };
    own_folder(menu.verb(noun, "list", "alle kodelister", "all code lists",
                         {"forloeb vocabulary list", "forloeb vocabulary list --vocabulary kodelister --json"}, list));

    auto name = std::make_shared<std::string>();
    CLI::App& show_verb = menu.verb(noun, "show", "koderne i en liste", "the codes of a list",
                                    {"forloeb vocabulary show plan_kind", "forloeb vocabulary show ffb_theme --json"},
                                    [name](Invocation& call) { return show(call, *name); });
    menu.value(show_verb, "NAME", *name, "NAME", "listens navn", "the list's name", true);
    own_folder(show_verb);

    auto file = std::make_shared<std::string>();
    CLI::App& check_verb =
        menu.verb(noun, "check", "fejl i en egen kodeliste; uden fil: koder i loggen, som ingen liste kender",
                  "faults in one's own code list; without a file: codes in the log that no list knows",
                  {"forloeb vocabulary check", "forloeb vocabulary check kodelister/plan_kind.toml"},
                  [file](Invocation& call) { return file->empty() ? check_log(call) : check_file(call, *file); });
    menu.value(check_verb, "FILE", *file, "FILE", "en kodeliste (TOML)", "a code list (TOML)");
    own_folder(check_verb);
}

}  // namespace forloeb
