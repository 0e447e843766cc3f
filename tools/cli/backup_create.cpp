// `forloeb backup create`: copies of both logs, that of the events and that of who read what, each with its keys apart.
#include "engine/audit/read_log.hpp"
#include "engine/privacy/key_folder.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/backup_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

struct CopyFolders {
    std::string to;
    std::string keys_to;
};

/// One log on its way into a copy.
struct CopiedLog {
    BackupManifest manifest;
    bool reads = false;
    fs::path to, keys_from, keys_to;  // no `keys_from`: the keys are not part of it
    fs::path data, keys;              // the folders that were made
};

constexpr std::string_view keys_suffix = ".keys", reads_keys_suffix = ".reads.keys";

std::string keys_named_in(std::string_view format) {
    const std::size_t keys = format.find("\nkeys ");
    return keys == std::string_view::npos ? std::string() : std::string(format.substr(keys + 6, format.find('\n', keys + 1) - keys - 6));
}

/// Empty where the log may not be signed: a restored one without its first key.
std::string verifier_of(Invocation& call, bool reads) {
    const auto key = ProofAsking(asking_by(call), reads ? wire::proofs::Log::READS : wire::proofs::Log::EVENTS).key();
    return key ? key->text() : std::string();
}

/// The log's name for itself and where it stood when the backup began.
Result<BackupManifest> ask_what(Invocation& call) {
    FrameBuilder request;
    request.frame().setStatus();
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::STATUS_REPLY));
    const auto status = reply.frame().getStatusReply();
    BackupManifest manifest;
    manifest.controller = view(status.getController());
    manifest.origin = view(status.getOrigin());
    manifest.events = {status.getHead()};
    manifest.root = to_hex({status.getRoot().begin(), status.getRoot().size()});
    manifest.created = format_instant(Environment::system().now());
    manifest.keys = keys_named_in(view(status.getFormat()));
    manifest.verifier = verifier_of(call, false);
    return manifest;
}

/// The same of the log of who read what; empty if there is nothing in it, or a server that does not tell of it.
Result<std::optional<BackupManifest>> ask_what_of_reads(Invocation& call, BackupManifest manifest) {
    FrameBuilder request;
    request.frame().initLogRoot().setReads(true);
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::LOG_ROOT_REPLY));
    const auto root = reply.frame().getLogRootReply();
    if (view(root.getOrigin()) == manifest.origin || root.getSize() == 0) return std::optional<BackupManifest>();
    manifest.origin = view(root.getOrigin());
    manifest.events = {root.getSize()};
    manifest.root = to_hex({root.getRoot().begin(), root.getRoot().size()});
    manifest.keys = keys_named_in(view(root.getFormat()));
    manifest.verifier = verifier_of(call, true);
    return std::optional(std::move(manifest));
}

std::string suffix_of(const BackupManifest& manifest) { return std::to_string(manifest.events.value) + "-" + manifest.root.substr(0, 8); }

Status copy_log(Invocation& call, const CopiedLog& log) {
    std::error_code error;
    if (!fs::create_directories(log.data, error)) return fail(ErrorKind::conflict, log.data.string() + " is there already, or cannot be made.");
    ArchiveWriter writer(log.data);
    for (ExportPoint from; from.position < log.manifest.events;) {
        if (call.stopped()) return fail(ErrorKind::unavailable, "Stopped before the backup was finished; a folder without BACKUP is no backup.");
        FrameBuilder request;
        auto wanted = request.frame().initExportLog();
        wanted.setFrom(from.position.value);
        wanted.setInside(from.inside);
        wanted.setEnd(log.manifest.events.value);
        wanted.setReads(log.reads);
        FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::EXPORT_LOG_REPLY));
        const auto piece = reply.frame().getExportLogReply();
        for (const auto value : piece.getValues()) FORLOEB_CHECK(writer.add(as_text({value.begin(), value.size()})));
        const ExportPoint next{{piece.getNext()}, piece.getInside()};
        if (next == from) return fail(ErrorKind::damaged, "The server sent no more of its log than before.");
        from = next;
    }
    return writer.finish(log.manifest);
}

/// After the log, so that every key the log needs is among them.
Status copy_keys(const CopiedLog& log) {
    FORLOEB_CHECK(KeyFolder::copy(log.keys_from, log.keys));
    FORLOEB_TRY(const auto copied, KeyFolder::open(log.keys, false, Environment::system()));
    if (copied->fingerprint() != log.manifest.keys)
        return fail(ErrorKind::conflict, log.keys_from.string() + " is the key folder of another data directory. Name the right one with --keys.");
    BackupManifest manifest = log.manifest;
    manifest.kind = BackupManifest::Kind::keys;
    for (const std::string& name : KeyFolder::files_of(log.keys)) {
        FORLOEB_TRY(BackupFile file, describe_file(log.keys / name));
        manifest.files.push_back(std::move(file));
    }
    return write_manifest(log.keys, manifest);
}

/// Copies of keys from before the newest epoch still open what has been destroyed since: once a newer copy is proven good, they
/// go. The folders that were removed.
std::vector<fs::path> expire_keys(const fs::path& parent, const fs::path& newest, const BackupManifest& data) {
    std::vector<fs::path> expired;
    std::error_code error;
    const auto epoch = KeyFolder::epoch_of(newest);
    if (!epoch) return expired;
    for (const auto& entry : fs::directory_iterator(parent, error)) {
        const auto manifest = read_manifest(entry.path());
        if (!manifest || manifest->kind != BackupManifest::Kind::keys || manifest->keys != data.keys) continue;
        const auto older = KeyFolder::epoch_of(entry.path());
        if (older && *older < *epoch) expired.push_back(entry.path());
    }
    for (const fs::path& folder : expired) KeyFolder::erase_copy(folder);
    return expired;
}

/// Copies one log and proves the copy.
Result<BackupProof> copy_and_prove(Invocation& call, CopiedLog& log) {
    log.data = log.to / ("data-" + suffix_of(log.manifest));
    call.tell("Kopierer " + std::to_string(log.manifest.events.value) + (log.reads ? " opslag." : " hændelser."),
              "Copying " + std::to_string(log.manifest.events.value) + (log.reads ? " records of reads." : " events."));
    FORLOEB_CHECK(copy_log(call, log));
    if (log.keys_from.empty()) {
        call.tell("Nøglerne er ikke med: sig hvor de er med --keys DIR. Uden dem kan forseglet tekst ikke læses.",
                  "The keys are not part of it: say where they are with --keys DIR. Without them sealed text cannot be read.");
    } else {
        log.keys = log.keys_to / ("keys-" + suffix_of(log.manifest));
        FORLOEB_CHECK(copy_keys(log));
    }
    call.tell("Genskaber kopien for at se, om den er god.", "Restoring the copy to see whether it is good.");
    FORLOEB_TRY(BackupProof proof, prove_copy(call, log.data, log.keys, VerifyLevel::full));
    if (!proof.report.is_clean() || log.keys.empty()) return proof;
    for (const fs::path& expired : expire_keys(log.keys_to, log.keys, log.manifest))
        call.tell("Ældre nøglekopi slettet, for dens epoke er forbi: " + expired.string(), "Removed an older copy of the keys, whose epoch is over: " + expired.string());
    return proof;
}

fs::path keys_of_events(const Settings& settings) {
    return settings.keys.empty() && !settings.data.empty() ? fs::path(settings.data.string() + std::string(keys_suffix)) : settings.keys;
}

/// Beside those of the events, where a server keeps them; empty if they are not there.
fs::path keys_of_reads(const Settings& settings) {
    std::string keys = keys_of_events(settings).string();
    if (!keys.ends_with(keys_suffix)) return {};
    keys.replace(keys.size() - keys_suffix.size(), keys_suffix.size(), reads_keys_suffix);
    std::error_code error;
    return fs::exists(keys, error) ? fs::path(keys) : fs::path();
}

ExitCode create(Invocation& call, const CopyFolders& folders) {
    const auto manifest = ask_what(call);
    if (!manifest) return call.failed(manifest.error());
    CopiedLog events{*manifest, false, folders.to, keys_of_events(call.settings()), folders.keys_to.empty() ? folders.to + std::string(keys_suffix) : folders.keys_to, {}, {}};
    const auto proof = copy_and_prove(call, events);
    if (!proof) return failed_on_copy(call, proof.error());

    const auto manifest_of_reads = ask_what_of_reads(call, *manifest);
    if (!manifest_of_reads) return call.failed(manifest_of_reads.error());
    CopiedLog reads;
    std::optional<BackupProof> proof_of_reads;
    if (*manifest_of_reads) {
        reads = {**manifest_of_reads, true, folders.to + ".reads", keys_of_reads(call.settings()),
                 folders.keys_to.empty() ? folders.to + std::string(reads_keys_suffix) : folders.keys_to + ".reads", {}, {}};
        auto proven = copy_and_prove(call, reads);
        if (!proven) return failed_on_copy(call, proven.error());
        proof_of_reads = std::move(*proven);
    }
    if (call.json()) {
        std::string json = proof_json(events.data, events.keys, *proof);
        if (proof_of_reads) json.replace(json.size() - 1, 1, ",\"reads\":" + proof_json(reads.data, reads.keys, *proof_of_reads) + "}");
        call.print_json(json);
    } else {
        TextPage page = call.page();
        print_proof(page, events.data, events.keys, *proof);
        if (proof_of_reads) {
            page.section(page.say("Hvem der læste hvad", "Who read what"));
            print_proof(page, reads.data, reads.keys, *proof_of_reads);
        }
    }
    return proof->report.is_clean() && (!proof_of_reads || proof_of_reads->report.is_clean()) ? ExitCode::ok : ExitCode::finding;
}

}  // namespace

void add_backup_create(Menu& menu, CLI::App& noun) {
    auto made = std::make_shared<CopyFolders>();
    CLI::App& verb = menu.verb(noun, "create", "kopiér begge logge og nøglerne, og bevis kopierne ved at genskabe dem", "copy both logs and the keys, and prove the copies by restoring them",
                               {"forloeb backup create --to kopier --data sager", "forloeb backup create --to kopier --keys sager.keys --server unix:sager/forloeb.sock"},
                               [made](Invocation& call) { return create(call, *made); });
    menu.value(verb, "--to", made->to, "DIR", "mappe til kopier af data; hvem der læste hvad i TO.reads", "folder for copies of data; who read what in TO.reads", true);
    menu.value(verb, "--keys-to", made->keys_to, "DIR", "mappe til kopier af nøgler; et andet sted (TO.keys)", "folder for copies of keys; another place (TO.keys)");
}

}  // namespace forloeb
