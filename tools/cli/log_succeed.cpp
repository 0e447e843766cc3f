// `forloeb log succeed` and `log succession`: the note by which one log goes on for another. The first works on the folders
// themselves, for the key of a log leaves no server by a request; so it needs the new directory to itself.
#include "engine/audit/read_log.hpp"
#include "engine/proof/base64.hpp"
#include "engine/sign/checkpoint_signer.hpp"
#include "engine/sign/succession.hpp"
#include "server/evidence/files.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "tools/cli/service.hpp"

namespace forloeb {
namespace {

struct SuccessionWanted {
    std::string old_keys, old_origin, file, key;
    std::string log = "events";
};

ExitCode succeed(Invocation& call, const SuccessionWanted& wanted) {
    if (call.settings().data.empty()) return call.usage_error("Sig den nye logs mappe med --data DIR.", "Say which directory the new log has with --data DIR.");
    const auto log = log_named(wanted.log);
    if (!log) return call.failed(log.error());
    const bool reads = *log == wire::proofs::Log::READS;
    EngineOptions options = engine_options(call.settings(), false);
    std::string old_origin = wanted.old_origin;
    if (reads) {
        const auto events = Engine::open(options, Environment::system());
        if (!events) return call.failed(events.error());
        options = ReadLog::beside((*events)->options());
        old_origin.append("/read-audit");
    }
    const auto engine = Engine::open(std::move(options), Environment::system());
    if (!engine) return call.failed(engine.error());
    const auto note = CheckpointSigner(**engine).take_over_from(SigningFiles(wanted.old_keys, old_origin));
    if (!note) return call.failed(note.error());
    call.out() << *note;
    call.tell("Giv den til alle, der har den gamle nøgle. Den gamle log underskrives ikke mere.", "Give it to all who have the old key. The old log is signed no more.");
    return ExitCode::ok;
}

ExitCode succession(Invocation& call, const SuccessionWanted& wanted) {
    const auto old_key = parse_verifier_key(wanted.key);
    if (!old_key) return call.failed(old_key.error());
    const auto note = read_evidence(wanted.file);
    if (!note) return call.failed(note.error());
    const auto opened = open_succession(*note, *old_key);
    if (!opened) {
        static_cast<void>(call.failed(opened.error()));
        return ExitCode::finding;
    }
    if (call.json())
        call.print_json(JsonLine('{')
                            .text("origin", opened->last.origin)
                            .text("size", std::to_string(opened->last.tree.size.value))
                            .text("root", to_base64(opened->last.tree.root))
                            .text("successor", opened->successor.text())
                            .str());
    else
        call.out() << opened->successor.text() << '\n';
    return ExitCode::ok;
}

}  // namespace

void add_log_succeed(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<SuccessionWanted>();
    CLI::App& first = menu.verb(noun, "succeed", "lad en ny log fortsætte en gammel: en note, som begge nøgler underskriver; den gamle underskrives ikke mere",
                                "have a new log go on for an old one: a note that both keys sign; the old one is signed no more",
                                {"forloeb log succeed --data ny --old-keys sager.keys --old-origin local/case-log"}, [wanted](Invocation& call) { return succeed(call, *wanted); });
    menu.value(first, "--old-keys", wanted->old_keys, "DIR", "den gamle logs nøglemappe", "the old log's key folder", true);
    menu.value(first, "--old-origin", wanted->old_origin, "NAME", "den gamle logs navn", "the old log's origin", true);
    add_log_option(menu, first, wanted->log);
    CLI::App& second = menu.verb(noun, "succession", "kontrollér en sådan note; svaret er den nye logs nøgle", "check such a note; the answer is the new log's key",
                                 {"forloeb log succession ny.note --key local/case-log+1a2b3c4d+AbCd"}, [wanted](Invocation& call) { return succession(call, *wanted); });
    menu.value(second, "NOTE", wanted->file, "NOTE", "fil med noten", "file with the note", true);
    menu.value(second, "--key", wanted->key, "KEY", "den gamle logs nøgle (forloeb log key)", "the old log's key (forloeb log key)", true);
}

}  // namespace forloeb
