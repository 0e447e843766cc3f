// The tree of verbs while it is built and read: each verb's words, examples, options, and what it does when chosen. One
// thread. CLI11 parses; help and messages are our own, so that they are in both languages and line up with æøå.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/settings.hpp"
#include "tools/render/text_page.hpp"

namespace CLI {
class App;  // all headers, and heavy: only menu.cpp and command_line.cpp read them
}

namespace forloeb {

class Invocation;

/// What a verb does once its options are read.
using Action = std::function<ExitCode(Invocation&)>;

class Menu {
  public:
    Menu(CLI::App& root, Language language);

    [[nodiscard]] std::string say(std::string_view da, std::string_view en) const {
        return std::string(forloeb::say(language_, da, en));
    }
    [[nodiscard]] CLI::App& root() const { return root_; }

    /// A noun with verbs below it, as `case` in `forloeb case show`.
    CLI::App& noun(std::string name, std::string_view da, std::string_view en);
    /// Every verb has at least one example that works when pasted, but for its ids and files.
    CLI::App& verb(CLI::App& parent, std::string name, std::string_view da, std::string_view en,
                   std::vector<std::string> examples, Action action);

    // The value's kind is shown in help ("DATE"); positionals are named without dashes.
    void value(CLI::App& verb, const std::string& name, std::string& target, std::string_view kind, std::string_view da,
               std::string_view en, bool required = false);
    void values(CLI::App& verb, const std::string& name, std::vector<std::string>& target, std::string_view kind,
                std::string_view da, std::string_view en);
    void number(CLI::App& verb, const std::string& name, std::uint64_t& target, std::string_view da,
                std::string_view en);
    /// An option of some verbs only that is a setting: it may also stand in the settings file and the environment.
    void setting(CLI::App& verb, const std::string& name, std::string_view kind, std::string_view da,
                 std::string_view en);
    void flag(CLI::App& verb, const std::string& name, bool& target, std::string_view da, std::string_view en);

    // ---- after parsing ----

    /// The innermost noun or verb that the arguments named.
    [[nodiscard]] const CLI::App& chosen() const;
    /// Empty if no verb was named.
    [[nodiscard]] const Action* action() const;
    [[nodiscard]] const GivenValues& flags() const { return flags_; }
    void print_help(TextPage& page, const CLI::App& of) const;
    /// The whole command that leads to `of`: "forloeb case show".
    [[nodiscard]] static std::string path(const CLI::App& of);

  private:
    void add_global_flags(CLI::App& app, bool shown);

    CLI::App& root_;
    Language language_;
    GivenValues flags_;
    std::map<const CLI::App*, Action> actions_;
    std::map<const CLI::App*, std::vector<std::string>> examples_;
};

}  // namespace forloeb
