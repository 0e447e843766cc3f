#include "tools/cli/menu.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

#include "tools/render/text.hpp"

namespace forloeb {
namespace {

/// The same options before and after the verb: `forloeb --json status` and `forloeb status --json`.
struct GlobalFlag {
    const char* setting;
    const char* kind;  // nullptr = takes no value
    const char* da;
    const char* en;
};

constexpr std::array global_flags = {
    GlobalFlag{"server", "ADDR", "serverens adresse: host:port eller unix:STI (127.0.0.1:7420)",
               "the server's address: host:port or unix:PATH (127.0.0.1:7420)"},
    GlobalFlag{"data", "DIR", "uden server: åbn denne datamappe selv",
               "without a server: open this data directory here"},
    GlobalFlag{"keys", "DIR", "nøglemappe (DATA.keys)", "key folder (DATA.keys)"},
    GlobalFlag{"controller", "NAME", "dataansvarlig (local)", "data controller (local)"},
    GlobalFlag{"origin", "NAME", "loggens navn i dens beviser; gælder, når mappen laves (local/case-log)", "the log's name in its proofs; counts when the directory is made (local/case-log)"},
    GlobalFlag{"space-floor", "MIB", "så meget plads skal der være på disken for at skrive (512)",
               "so much room must be left on the disk to append (512)"},
    GlobalFlag{"tls-authority", "FILE", "TLS: hvem modparten skal have sit certifikat fra (PEM)", "TLS: who must have signed the other side's certificate (PEM)"},
    GlobalFlag{"tls-certificate", "FILE", "TLS: eget certifikat (PEM)", "TLS: one's own certificate (PEM)"},
    GlobalFlag{"tls-key", "FILE", "TLS: nøglen til det (PEM)", "TLS: its key (PEM)"},
    GlobalFlag{"token-file", "FILE", "fil med en adgangsnøgle (forloeb token create)", "file with an API token (forloeb token create)"},
    GlobalFlag{"for-purpose", "PURPOSE", "formålet, som skrives i læseloggen: casework, coordination, supervision, complaint, ...",
               "the purpose, which stands in the read log: casework, coordination, supervision, complaint, ..."},
    GlobalFlag{"policy", "FILE", "adgangspolitik (DATA.policy.toml)", "access policy (DATA.policy.toml)"},
    GlobalFlag{"json", nullptr, "svar som JSON", "answer as JSON"},
    GlobalFlag{"lang", "da|en", "sprog (da)", "language (da)"},
    GlobalFlag{"as-of", "TIME", "kun det, der var sket til og med da", "only what had occurred by then"},
    GlobalFlag{"known-at", "TIME", "kun det, der var kendt da", "only what was known then"},
    GlobalFlag{"clock", "recorded|source", "hvornår noget var kendt: motorens ur, eller kildesystemets (recorded)",
               "when something was known: the engine's clock, or the source system's (recorded)"},
    GlobalFlag{"limit", "N", "højst så mange rækker", "at most so many rows"},
    GlobalFlag{"config", "FILE", "indstillinger (TOML)", "settings (TOML)"},
    GlobalFlag{"no-color", nullptr, "ingen farver", "no colours"},
    GlobalFlag{"quiet", nullptr, "ingen beskeder, kun data og fejl", "no messages, only data and errors"},
};

constexpr const char* hidden_group = "";

}  // namespace

Menu::Menu(CLI::App& root, Language language) : root_(root), language_(language) {
    root_.name("forloeb");
    root_.description(say("Forløb: hændelseslog over koordinerede borgerforløb.",
                          "Forløb: an event log of coordinated citizens' cases."));
    root_.set_help_flag("-h,--help", say("denne hjælp", "this help"));
    root_.allow_extras();
    add_global_flags(root_, true);
    examples_[&root_] = {"forloeb dev", "forloeb case list", "forloeb case show --help"};
}

void Menu::add_global_flags(CLI::App& app, bool shown) {
    for (const GlobalFlag& flag : global_flags) {
        const std::string name = flag.setting;
        const std::string dashed = "--" + name;
        const auto remember = [this, name, dashed](const std::string& text) { flags_[name] = {text, dashed}; };
        CLI::Option* option = nullptr;
        if (flag.kind != nullptr) {
            option = app.add_option_function<std::string>(dashed, remember, say(flag.da, flag.en));
            option->type_name(flag.kind);
        } else {
            option = app.add_flag_callback(
                dashed, [remember] { remember("true"); }, say(flag.da, flag.en));
        }
        option->group(shown ? "global" : hidden_group);
    }
}

CLI::App& Menu::noun(std::string name, std::string_view da, std::string_view en) {
    CLI::App* app = root_.add_subcommand(std::move(name), say(da, en));
    app->allow_extras();
    add_global_flags(*app, false);
    return *app;
}

CLI::App& Menu::verb(CLI::App& parent, std::string name, std::string_view da, std::string_view en,
                     std::vector<std::string> examples, Action action) {
    CLI::App* app = parent.add_subcommand(std::move(name), say(da, en));
    app->allow_extras();
    add_global_flags(*app, false);
    examples_[app] = std::move(examples);
    actions_[app] = std::move(action);
    return *app;
}

void Menu::value(CLI::App& verb, const std::string& name, std::string& target, std::string_view kind,
                 std::string_view da, std::string_view en, bool required) {
    verb.add_option(name, target, say(da, en))->type_name(std::string(kind))->required(required);
}

void Menu::values(CLI::App& verb, const std::string& name, std::vector<std::string>& target, std::string_view kind,
                  std::string_view da, std::string_view en) {
    verb.add_option(name, target, say(da, en))
        ->type_name(std::string(kind))
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
}

void Menu::number(CLI::App& verb, const std::string& name, std::uint64_t& target, std::string_view da,
                  std::string_view en) {
    verb.add_option(name, target, say(da, en))->type_name("N");
}

void Menu::setting(CLI::App& verb, const std::string& name, std::string_view kind, std::string_view da,
                   std::string_view en) {
    const auto remember = [this, name](const std::string& text) { flags_[name] = {text, "--" + name}; };
    verb.add_option_function<std::string>("--" + name, remember, say(da, en))->type_name(std::string(kind));
}

void Menu::flag(CLI::App& verb, const std::string& name, bool& target, std::string_view da, std::string_view en) {
    verb.add_flag(name, target, say(da, en));
}

const CLI::App& Menu::chosen() const {
    const CLI::App* app = &root_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
}

const Action* Menu::action() const {
    const auto found = actions_.find(&chosen());
    return found == actions_.end() ? nullptr : &found->second;
}

std::string Menu::path(const CLI::App& of) {
    return of.get_parent() == nullptr ? of.get_name() : path(*of.get_parent()) + " " + of.get_name();
}

void Menu::print_help(TextPage& page, const CLI::App& of) const {
    const auto columns_for = [](std::size_t longest) { return std::min<std::size_t>(longest + 4, 32); };
    const auto print_rows = [&](const std::string& title,
                                const std::vector<std::pair<std::string, std::string>>& rows) {
        if (rows.empty()) return;
        std::size_t longest = 0;
        for (const auto& [left, right] : rows) longest = std::max(longest, text_width(left));
        page.section(title);
        for (const auto& [left, right] : rows) page.field(left, right, columns_for(longest));
    };

    std::string usage = path(of);
    std::vector<std::pair<std::string, std::string>> positionals;
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<std::pair<std::string, std::string>> globals;
    for (const CLI::Option* option : of.get_options()) {
        if (option->get_group() == hidden_group) continue;
        const std::string kind = option->get_type_size() == 0 ? "" : " " + option->get_type_name();
        if (option->get_positional()) {
            const std::string name = option->get_name(true, false);
            usage += option->get_required() ? " " + name : " [" + name + "]";
            positionals.emplace_back(name, option->get_description());
        } else {
            auto& list = option->get_group() == "global" ? globals : options;
            list.emplace_back(option->get_name(false, true) + kind, option->get_description());
        }
    }
    std::vector<std::pair<std::string, std::string>> verbs;
    for (const CLI::App* sub : of.get_subcommands([](const CLI::App*) { return true; })) {
        const auto below = sub->get_subcommands([](const CLI::App*) { return true; });
        std::string name = sub->get_name();
        for (std::size_t i = 0; i < below.size(); ++i) name += (i == 0 ? " " : "|") + below[i]->get_name();
        verbs.emplace_back(name, sub->get_description());
    }
    page.paragraph(of.get_description());
    page.section(page.say("Brug", "Usage"));
    page.paragraph(usage + (verbs.empty() ? "" : std::string(page.say(" KOMMANDO", " COMMAND"))) +
                       std::string(page.say(" [valg]", " [options]")),
                   2);
    print_rows(say("Kommandoer", "Commands"), verbs);
    print_rows(say("Argumenter", "Arguments"), positionals);
    print_rows(say("Valg", "Options"), options);
    print_rows(say("Fælles valg, før eller efter kommandoen", "Common options, before or after the command"), globals);
    if (const auto examples = examples_.find(&of); examples != examples_.end()) {
        page.section(page.say("Eksempler", "Examples"));
        for (const std::string& example : examples->second) page.paragraph(example, 2);
    }
    if (&of != &root_) {
        page.blank();
        page.paragraph(page.say("Fælles valg som --server, --data, --json, --as-of: forloeb --help",
                                "Common options such as --server, --data, --json, --as-of: forloeb --help"));
    } else {
        page.blank();
        page.paragraph(page.say(
            "Exitkoder: 0 i orden, 1 fund, 2 forkert brug, 3 data, 4 kan ikke nå serveren, 5 lager (disk fuld, fejlet eller beskadiget), 130 afbrudt.",
            "Exit codes: 0 ok, 1 finding, 2 usage, 3 data, 4 cannot reach the server, 5 storage (disk full, failed or damaged), 130 interrupted."));
    }
}

}  // namespace forloeb
