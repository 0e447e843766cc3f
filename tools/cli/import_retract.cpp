#include <pwd.h>
#include <unistd.h>

#include <array>

#include "server/http/json_text.hpp"
#include "tools/cli/import_verbs.hpp"
#include "tools/import/retract.hpp"

namespace forloeb {
namespace {

struct ImportRetractOptions {
    std::string batch;
    std::string reason = "operator";
};

/// The operating system's user, as the server also names it: by pseudonym.
Result<std::string> own_pseudonym(ImportTarget& target) {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    const bool known = ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    const std::string user = known ? std::string(entry.pw_name) : std::to_string(::geteuid());
    FORLOEB_TRY(const std::vector<std::string> names, target.pseudonyms("os-user", {user}));
    return names.front();
}

ExitCode retract(Invocation& call, const ImportRetractOptions& options) {
    const auto batch = Uuid::parse(options.batch);
    if (!batch)
        return call.usage_error("Importkørslens id er et UUID; det står i importens rapport.",
                                "The batch is a UUID; it stands in the import's report.");
    const auto target = import_target(call);
    if (!target) return call.failed(target.error());
    const auto actor = own_pseudonym(**target);
    if (!actor) return call.failed(actor.error());
    const auto done = retract_import(**target, *batch, *actor, options.reason);
    if (!done) return call.failed(done.error());
    const bool was_retracted = *done == Retraction::was_retracted;
    if (call.json())
        call.print_json(JsonLine('{')
                            .text("batch", batch->text())
                            .yes_no("retracted", true)
                            .yes_no("repeated", was_retracted)
                            .str());
    else
        call.out() << (was_retracted ? call.say("Var trukket tilbage i forvejen: ", "Had been retracted before: ")
                                     : call.say("Trukket tilbage: ", "Retracted: "))
                   << batch->text() << '\n';
    return ExitCode::ok;
}

}  // namespace

void add_import_retract(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ImportRetractOptions>();
    CLI::App& verb =
        menu.verb(noun, "retract", "tag en import tilbage: den gælder ikke længere, men slettes ikke",
                  "take an import back: it holds no longer, and is not deleted",
                  {"forloeb import retract 0199a4c2-0000-7000-8000-000000000000 --data sager --reason wrong_file"},
                  [options](Invocation& call) { return retract(call, *options); });
    menu.value(verb, "BATCH", options->batch, "BATCH", "importkørslens id, fra rapporten",
               "the batch's id, from the report", true);
    menu.value(verb, "--reason", options->reason, "CODE", "hvorfor, en kode (operator)", "why, a code (operator)");
}

}  // namespace forloeb
