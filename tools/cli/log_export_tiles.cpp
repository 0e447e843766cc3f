#include "engine/proof/base64.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "tools/evidence/tile_directory.hpp"

namespace forloeb {
namespace {

struct TilesWanted {
    std::string folder;
    std::string log = "events";
};

ExitCode export_tiles(Invocation& call, const TilesWanted& wanted) {
    const auto log = log_named(wanted.log);
    if (!log) return call.failed(log.error());
    ProofAsking asking(asking_by(call), *log);
    const auto head = asking.checkpoint();
    if (!head) return call.failed(head.error());
    const auto report = write_tiles(wanted.folder, head->note, head->checkpoint, [&](Position from) -> Result<std::string> {
        if (call.stopped()) return fail(ErrorKind::unavailable, "Stopped before everything was written; without a new checkpoint the folder is as old as before.");
        return asking.leaves(from, head->checkpoint.tree.size);
    });
    if (!report) return call.failed(report.error());
    if (call.json())
        call.print_json(JsonLine('{').text("folder", wanted.folder).text("events", std::to_string(report->events)).number("files", report->files).text("root", to_base64(head->checkpoint.tree.root)).str());
    else
        call.out() << wanted.folder << '\n' << report->events << '\n' << to_base64(head->checkpoint.tree.root) << '\n';
    return ExitCode::ok;
}

}  // namespace

void add_log_export_tiles(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<TilesWanted>();
    CLI::App& verb = menu.verb(noun, "export-tiles", "skriv beviset som faste filer (C2SP tlog-tiles), så enhver kan kontrollere hele loggen",
                               "write the proof as static files (C2SP tlog-tiles), so that anybody can check the whole log",
                               {"forloeb log export-tiles fliser", "forloeb verify --tiles fliser --key nøgle.txt"},
                               [wanted](Invocation& call) { return export_tiles(call, *wanted); });
    menu.value(verb, "DIR", wanted->folder, "DIR", "mappen; findes den, skrives kun det nye", "the folder; if it is there, only what is new is written", true);
    add_log_option(menu, verb, wanted->log);
}

}  // namespace forloeb
