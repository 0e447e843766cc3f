#include "engine/proof/base64.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "server/evidence/files.hpp"

namespace forloeb {
namespace {

struct ConsistencyWanted {
    std::string old_file;
    std::string log = "events";
};

/// The checkpoint that somebody kept: signed by this log's key.
Result<LogCheckpoint> kept_checkpoint(ProofAsking& asking, const std::string& file) {
    FORLOEB_TRY(const std::string note, read_evidence(file));
    FORLOEB_TRY(const VerifierKey key, asking.key());
    FORLOEB_TRY(OpenedCheckpoint opened, open_checkpoint(note, key));
    return std::move(opened.checkpoint);
}

ExitCode told(Invocation& call, const LogCheckpoint& kept, const LogCheckpoint& now, const HashPath& path, bool holds) {
    if (call.json()) {
        JsonLine hashes('[');
        for (const Hash& hash : path) hashes.item("\"" + to_base64(hash) + "\"");
        call.print_json(JsonLine('{')
                            .text("old", std::to_string(kept.tree.size.value))
                            .text("size", std::to_string(now.tree.size.value))
                            .raw("hashes", hashes.str())
                            .yes_no("consistent", holds)
                            .str());
    } else {
        for (const Hash& hash : path) call.out() << to_base64(hash) << '\n';
    }
    const std::string sizes = std::to_string(kept.tree.size.value) + " -> " + std::to_string(now.tree.size.value);
    if (holds)
        call.tell("Loggen er en fortsættelse af den, der blev underskrevet: " + sizes, "The log is a continuation of the one that was signed: " + sizes);
    else
        call.tell("FORSKELLIG: loggen er IKKE en fortsættelse af den, der blev underskrevet: " + sizes + ". Gem begge checkpoints.",
                  "DIFFERENT: the log is NOT a continuation of the one that was signed: " + sizes + ". Keep both checkpoints.");
    return holds ? ExitCode::ok : ExitCode::finding;
}

ExitCode consistency(Invocation& call, const ConsistencyWanted& wanted) {
    const auto log = log_named(wanted.log);
    if (!log) return call.failed(log.error());
    ProofAsking asking(asking_by(call), *log);
    const auto kept = kept_checkpoint(asking, wanted.old_file);
    if (!kept) return kept.error().kind == ErrorKind::damaged ? (static_cast<void>(call.failed(kept.error())), ExitCode::finding) : call.failed(kept.error());
    const auto head = asking.checkpoint();
    if (!head) return call.failed(head.error());
    const TreeHead& now = head->checkpoint.tree;
    if (kept->tree.size > now.size) return told(call, *kept, head->checkpoint, {}, false);
    if (kept->tree.size.value == 0) return told(call, *kept, head->checkpoint, {}, true);  // everything continues nothing
    const auto path = asking.consistency(kept->tree.size, now);
    if (!path) return call.failed(path.error());
    return told(call, *kept, head->checkpoint, *path, proves_consistency(*path, kept->tree, now));
}

}  // namespace

void add_log_consistency(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<ConsistencyWanted>();
    CLI::App& verb = menu.verb(noun, "consistency", "bevis, at loggen kun er vokset, siden et gemt checkpoint; exitkode 1, hvis den er en anden",
                               "prove that the log has only grown since a checkpoint that was kept; exit code 1 if it is another",
                               {"forloeb log consistency marts.checkpoint", "forloeb log consistency marts.checkpoint --json"},
                               [wanted](Invocation& call) { return consistency(call, *wanted); });
    menu.value(verb, "CHECKPOINT", wanted->old_file, "CHECKPOINT", "fil med et tidligere checkpoint", "file with an earlier checkpoint", true);
    add_log_option(menu, verb, wanted->log);
}

}  // namespace forloeb
