#include <limits>

#include "server/evidence/case_bundle.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"

namespace forloeb {
namespace {

struct BundleWanted {
    std::string case_name;
    std::string folder;
};

ExitCode bundle(Invocation& call, const BundleWanted& wanted) {
    const auto stream = find_case(call, wanted.case_name);
    if (!stream) return call.failed(stream.error());
    const auto gathered = gather_bundle(asking_by(call), *stream, std::numeric_limits<std::size_t>::max());
    if (!gathered) return call.failed(gathered.error());
    if (const Status written = write_bundle(wanted.folder, *gathered); !written) return call.failed(written.error());
    const std::string count = std::to_string(gathered->events.size());
    if (call.json())
        call.print_json(JsonLine('{').text("folder", wanted.folder).text("events", count).text("key", gathered->key.text()).text("checkpoint", gathered->checkpoint).str());
    else
        call.out() << wanted.folder << '\n' << count << '\n' << gathered->key.text() << '\n';
    call.tell("Bevist: " + count + " hændelser. Personlig tekst er forseglet. README.md i mappen siger, hvordan det kontrolleres.",
              "Proven: " + count + " events. Personal text is sealed. README.md in the folder says how to check it.");
    return ExitCode::ok;
}

}  // namespace

void add_audit_bundle(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<BundleWanted>();
    CLI::App& verb = menu.verb(noun, "bundle", "en sag som bevis i en mappe, der kan kontrolleres uden Forløb; tekst er forseglet",
                               "a case as evidence in a folder that can be checked without Forløb; text stays sealed",
                               {"forloeb audit bundle karen --to karen.bevis", "forloeb audit verify karen.bevis --key nøgle.txt"},
                               [wanted](Invocation& call) { return bundle(call, *wanted); });
    menu.value(verb, "CASE", wanted->case_name, "CASE", "forløbets id eller navn", "the case's id or name", true);
    menu.value(verb, "--to", wanted->folder, "DIR", "mappen; må ikke findes", "the folder; must not exist", true);
}

}  // namespace forloeb
