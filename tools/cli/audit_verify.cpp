#include "server/http/json_text.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "server/evidence/bundle.hpp"

namespace forloeb {
namespace {

struct BundleToVerify {
    std::string folder;
    std::string key;
};

void print(Invocation& call, const BundleReport& report) {
    TextPage page = call.page();
    page.title(report.difference ? page.say("FORSKEL: beviset holder ikke", "DIFFERENCE: the evidence does not hold") : page.say("Beviset holder", "The evidence holds"));
    if (report.difference) page.item(*report.difference);
    if (!report.checkpoint.origin.empty()) {
        page.field(page.say("Log", "Log"), report.checkpoint.origin);
        page.field(page.say("Hændelser i loggen", "Events in the log"), std::to_string(report.checkpoint.tree.size.value));
    }
    if (report.events > 0) page.field(page.say("Forløb", "Case"), report.stream.id.text());
    page.field(page.say("Beviste hændelser", "Events proven"), std::to_string(report.events));
    if (report.purged > 0) page.field(page.say("Heraf fjernet efter ordre", "Of these purged by order"), std::to_string(report.purged));
    page.field(page.say("Nøgle", "Key"), report.key_is_known ? page.say("den, der blev givet", "the one that was given") : page.say("mappens egen: hent den et andet sted, og giv den med --key", "the folder's own: get it from elsewhere and give it with --key"));
}

ExitCode verify(Invocation& call, const BundleToVerify& wanted) {
    std::optional<VerifierKey> known;
    if (!wanted.key.empty()) {
        auto key = given_key(wanted.key);
        if (!key) return call.failed(key.error());
        known = std::move(*key);
    }
    const BundleReport report = verify_bundle(wanted.folder, known);
    if (call.json())
        call.print_json(JsonLine('{')
                            .yes_no("holds", !report.difference)
                            .text("difference", report.difference.value_or(""))
                            .text("origin", report.checkpoint.origin)
                            .text("size", std::to_string(report.checkpoint.tree.size.value))
                            .text("case", report.events > 0 ? report.stream.id.text() : "")
                            .text("events", std::to_string(report.events))
                            .text("purged", std::to_string(report.purged))
                            .yes_no("keyGiven", report.key_is_known)
                            .str());
    else
        print(call, report);
    return report.difference ? ExitCode::finding : ExitCode::ok;
}

}  // namespace

void add_audit_verify(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<BundleToVerify>();
    CLI::App& verb = menu.verb(noun, "verify", "kontrollér et bevis, uden server og data; exitkode 1 og den første forskel, hvis det ikke holder",
                               "check evidence, without server and data; exit code 1 and the first difference if it does not hold",
                               {"forloeb audit verify karen.bevis --key nøgle.txt"}, [wanted](Invocation& call) { return verify(call, *wanted); });
    menu.value(verb, "FOLDER", wanted->folder, "FOLDER", "mappen fra audit bundle", "the folder from audit bundle", true);
    menu.value(verb, "--key", wanted->key, "KEY|FILE", "loggens nøgle (forloeb log key), hentet et andet sted", "the log's key (forloeb log key), got from elsewhere");
}

}  // namespace forloeb
