#include "tools/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/spelling.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

void add_verbs(Menu& menu) {
    add_dev(menu);
    add_serve(menu);
    add_status(menu);
    add_case(menu);
    add_my(menu);
    add_partner(menu);
    add_lesson(menu);
    add_measure(menu);
    add_report(menu);
    add_evaluation(menu);
    add_advice(menu);
    add_append(menu);
    add_tail(menu);
    add_import(menu);
    add_export(menu);
    add_projection(menu);
    add_log(menu);
    add_verify(menu);
    add_audit(menu);
    add_backup(menu);
    add_person(menu);
    add_keys(menu);
    add_demo(menu);
    add_event(menu);
    add_vocabulary(menu);
    add_access(menu);
    add_token(menu);
    add_cert(menu);
    add_config(menu);
    add_bench(menu);
}

/// Words that would have been understood where `word` stands.
std::vector<std::string> words_known_at(const CLI::App& app, std::string_view word) {
    std::vector<std::string> known;
    if (word.starts_with("-")) {
        for (const CLI::Option* option : app.get_options())
            for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    } else {
        for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
            known.push_back(sub->get_name());
    }
    return known;
}

ExitCode misunderstood(const Menu& menu, std::ostream& err, const std::string& what) {
    err << menu.say("Fejl: ", "Error: ") << what << '\n'
        << menu.say("Se: ", "See: ") << Menu::path(menu.chosen()) << " --help\n";
    return ExitCode::usage;
}

ExitCode unknown_word(const Menu& menu, std::ostream& err, const std::string& word) {
    std::string what = menu.say("Ukendt ord: ", "Unknown word: ") + word + ".";
    const std::string name = word.substr(0, word.find('='));
    if (const auto near = nearest_word(name, words_known_at(menu.chosen(), name)))
        what += menu.say(" Mente du ", " Did you mean ") + *near + "?";
    return misunderstood(menu, err, what);
}

/// CLI11's own sentence is English and names the option: good enough behind ours.
std::string reason_of(const Menu& menu, const CLI::ParseError& error) {
    const std::string name = error.get_name();
    const std::string what = error.what();
    if (name == "RequiredError") {
        const std::string missing = what.substr(0, what.find(" is required"));
        return menu.say("Der mangler: ", "Missing: ") + missing + ".";
    }
    if (name == "ArgumentMismatch")
        return menu.say("Et valg mangler sin værdi: ", "An option lacks its value: ") + what + ".";
    return menu.say("En værdi kan ikke læses: ", "A value cannot be read: ") + what + ".";
}

ExitCode run(std::vector<std::string> arguments, Surroundings& surroundings) {
    const Language language = early_language(arguments, surroundings);
    CLI::App root;
    Menu menu(root, language);
    bool version = false;
    root.add_flag("--version", version, menu.say("programmets version", "the program's version"));
    add_verbs(menu);
    TextPage page(surroundings.out, {language, std::min<std::size_t>(surroundings.columns, 100), false});

    std::ranges::reverse(arguments);  // as CLI11 wants them
    try {
        root.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        menu.print_help(page, menu.chosen());
        return ExitCode::ok;
    } catch (const CLI::ParseError& error) {
        if (const auto rest = root.remaining(true); !rest.empty())
            return unknown_word(menu, surroundings.err, rest.front());
        return misunderstood(menu, surroundings.err, reason_of(menu, error));
    }
    if (const auto rest = root.remaining(true); !rest.empty())
        return unknown_word(menu, surroundings.err, rest.front());
    if (version) {
        surroundings.out << "forloeb " FORLOEB_VERSION "\n";
        return ExitCode::ok;
    }
    const Action* action = menu.action();
    if (action == nullptr) {
        TextPage to_err(surroundings.err, {language, std::min<std::size_t>(surroundings.columns, 100), false});
        menu.print_help(to_err, menu.chosen());
        return ExitCode::usage;
    }
    auto settings = resolve_settings(menu.flags(), surroundings);
    if (!settings) return misunderstood(menu, surroundings.err, settings.error().message);
    Invocation invocation(std::move(*settings), surroundings);
    return (*action)(invocation);
}

}  // namespace

ExitCode run_command_line(std::vector<std::string> arguments, Surroundings& surroundings) {
    try {
        return run(std::move(arguments), surroundings);
    } catch (const std::exception& error) {  // nothing of ours throws: a library did, where nobody expected it
        surroundings.err << "forloeb: " << error.what() << '\n';
        return ExitCode::data;
    }
}

}  // namespace forloeb
