#include "server/http/json_text.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

ExitCode check(Invocation& call, const std::string& file) {
    auto read = read_settings_file(file);
    if (!read) return call.failed(read.error());
    if (call.json()) {
        JsonLine findings('[');
        for (const SettingsFinding& finding : read->findings)
            findings.item(
                JsonLine('{').number("line", finding.line).number("column", finding.column).text("what", finding.what));
        call.print_json(JsonLine('{')
                            .text("file", file)
                            .number("settings", read->values.size())
                            .raw("findings", findings.str())
                            .str());
    } else {
        for (const SettingsFinding& finding : read->findings)
            call.out() << file << ':' << finding.line << ':' << finding.column << ": " << finding.what << '\n';
        if (read->findings.empty())
            call.out() << call.say("I orden: ", "In order: ") << file << ", " << read->values.size()
                       << call.say(" indstillinger", " settings") << '\n';
    }
    return read->findings.empty() ? ExitCode::ok : ExitCode::finding;
}

}  // namespace

void add_config(Menu& menu) {
    CLI::App& noun = menu.noun("config", "indstillingsfilen", "the settings file");
    auto file = std::make_shared<std::string>();
    CLI::App& verb =
        menu.verb(noun, "check", "find fejl i en indstillingsfil", "find faults in a settings file",
                  {"forloeb config check forloeb.toml"}, [file](Invocation& call) { return check(call, *file); });
    menu.value(verb, "FILE", *file, "FILE", "filen (TOML)", "the file (TOML)", true);
}

}  // namespace forloeb
