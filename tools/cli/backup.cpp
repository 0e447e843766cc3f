#include "engine/backup/restore.hpp"

#include "engine/privacy/key_folder.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

struct Folders {
    std::string to;
    std::string keys_to;
    std::string folder;
};

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
    const std::string_view format = view(status.getFormat());
    const std::size_t keys = format.find("\nkeys ");
    if (keys != std::string_view::npos) manifest.keys = format.substr(keys + 6, format.find('\n', keys + 1) - keys - 6);
    return manifest;
}

std::string suffix_of(const BackupManifest& manifest) { return std::to_string(manifest.events.value) + "-" + manifest.root.substr(0, 8); }

Status copy_log(Invocation& call, const BackupManifest& manifest, const fs::path& folder) {
    std::error_code error;
    if (!fs::create_directories(folder, error)) return fail(ErrorKind::conflict, folder.string() + " is there already, or cannot be made.");
    ArchiveWriter writer(folder);
    for (ExportPoint from; from.position < manifest.events;) {
        if (call.stopped()) return fail(ErrorKind::unavailable, "Stopped before the backup was finished; a folder without BACKUP is no backup.");
        FrameBuilder request;
        auto wanted = request.frame().initExportLog();
        wanted.setFrom(from.position.value);
        wanted.setInside(from.inside);
        wanted.setEnd(manifest.events.value);
        FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::EXPORT_LOG_REPLY));
        const auto piece = reply.frame().getExportLogReply();
        for (const auto value : piece.getValues()) FORLOEB_CHECK(writer.add(as_text({value.begin(), value.size()})));
        const ExportPoint next{{piece.getNext()}, piece.getInside()};
        if (next == from) return fail(ErrorKind::damaged, "The server sent no more of its log than before.");
        from = next;
    }
    return writer.finish(manifest);
}

/// After the log, so that every key the log needs is among them.
Result<fs::path> copy_keys(Invocation& call, BackupManifest manifest, const fs::path& keys_to) {
    const Settings& settings = call.settings();
    const fs::path keys = settings.keys.empty() && !settings.data.empty() ? fs::path(settings.data.string() + ".keys") : settings.keys;
    if (keys.empty()) {
        call.tell("Nøglerne er ikke med: sig hvor de er med --keys DIR. Uden dem kan forseglet tekst ikke læses.",
                  "The keys are not part of it: say where they are with --keys DIR. Without them sealed text cannot be read.");
        return fs::path();
    }
    const fs::path to = keys_to / ("keys-" + suffix_of(manifest));
    FORLOEB_CHECK(KeyFolder::copy(keys, to));
    FORLOEB_TRY(const auto copied, KeyFolder::open(to, false, Environment::system()));
    if (copied->fingerprint() != manifest.keys) return fail(ErrorKind::conflict, keys.string() + " is the key folder of another data directory. Name the right one with --keys.");
    manifest.kind = BackupManifest::Kind::keys;
    for (const std::string& name : KeyFolder::files_of(to)) {
        FORLOEB_TRY(BackupFile file, describe_file(to / name));
        manifest.files.push_back(std::move(file));
    }
    FORLOEB_CHECK(write_manifest(to, manifest));
    return to;
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

/// Of the folders in `parent`, the backup of keys that belongs to this log, the one with the most of it; empty if none is there.
fs::path keys_within(const fs::path& parent, const BackupManifest& data) {
    fs::path best;
    Position most;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(parent, error)) {
        const auto manifest = read_manifest(entry.path());
        if (!manifest || manifest->kind != BackupManifest::Kind::keys || manifest->keys != data.keys) continue;
        if (!best.empty() && manifest->events < most) continue;
        most = manifest->events;
        best = entry.path();
    }
    return best;
}

/// The keys of a key backup are what they were, or of a key folder that is in use; in any case those of this log.
Status check_keys(const fs::path& keys, const BackupManifest& data) {
    std::error_code error;
    if (!fs::exists(keys / "master.key", error)) {
        const fs::path within = keys_within(keys, data);
        return fail(ErrorKind::not_found, keys.string() + " is no folder of keys: it has no master.key. Name " +
                                              (within.empty() ? "a folder keys-... that was made with this backup, or the key folder itself" : within.string()) + " with --keys.");
    }
    if (fs::exists(keys / backup_manifest_name, error)) {
        FORLOEB_TRY(const BackupManifest manifest, read_manifest(keys));
        if (manifest.keys != data.keys)
            return fail(ErrorKind::conflict, keys.string() + " holds the keys " + manifest.keys + "; the backup needs the keys " + data.keys + ". Name their folder with --keys.");
        for (const BackupFile& file : manifest.files) FORLOEB_CHECK(read_backup_file(keys, file));
    }
    return KeyFolder::check(keys);
}

/// What is wrong with a backup is a finding: the disk of this machine is sound.
ExitCode failed_on(Invocation& call, const Error& error) {
    const ExitCode code = call.failed(error);
    return error.kind == ErrorKind::damaged ? ExitCode::finding : code;
}

ExitCode print_proof(Invocation& call, const fs::path& data, const fs::path& keys, const BackupProof& proof) {
    const bool good = proof.report.is_clean();
    if (call.json()) {
        call.print_json(JsonLine('{')
                            .text("data", data.string())
                            .text("keys", keys.string())
                            .text("events", std::to_string(proof.manifest.events.value))
                            .text("root", proof.manifest.root)
                            .text("created", proof.manifest.created)
                            .number("files", proof.manifest.files.size())
                            .number("histories", proof.histories)
                            .number("opened", proof.opened)
                            .number("unopened", proof.unopened)
                            .number("findings", proof.report.findings_count)
                            .yes_no("good", good)
                            .str());
        return good ? ExitCode::ok : ExitCode::finding;
    }
    TextPage page = call.page();
    page.title(good ? page.say("God sikkerhedskopi: genskabt, læst igen og samme rod", "A good backup: restored, read back, and the same root")
                    : page.say("FUND i sikkerhedskopien", "FINDINGS in the backup"));
    page.field(page.say("Data", "Data"), data.string());
    page.field(page.say("Nøgler", "Keys"), keys.empty() ? std::string(page.say("ikke med", "not part of it")) : keys.string());
    page.field(page.say("Hændelser", "Events"), std::to_string(proof.manifest.events.value));
    page.field(page.say("Rod", "Root"), proof.manifest.root);
    page.field(page.say("Lavet", "Made"), proof.manifest.created);
    if (proof.with_keys)
        page.field(page.say("Forseglede dele", "Sealed parts"),
                   std::to_string(proof.opened) + std::string(page.say(" åbnet, ", " opened, ")) + std::to_string(proof.unopened) + std::string(page.say(" uden nøgle", " without a key")));
    for (const Finding& finding : proof.report.findings) page.item(finding.table + " " + finding.what);
    return good ? ExitCode::ok : ExitCode::finding;
}

ExitCode prove(Invocation& call, const fs::path& data, const fs::path& keys) {
    const auto manifest = read_manifest(data);
    if (!manifest) return failed_on(call, manifest.error());
    if (!keys.empty())
        if (const Status sound = check_keys(keys, *manifest); !sound) return failed_on(call, sound.error());
    const auto proof = prove_backup(data, keys, data.string() + ".proof", Environment::system(), [&call](const VerifyProgress&) { return !call.stopped(); });
    if (!proof) return failed_on(call, proof.error());
    return print_proof(call, data, keys, *proof);
}

ExitCode create(Invocation& call, const Folders& folders) {
    const auto manifest = ask_what(call);
    if (!manifest) return call.failed(manifest.error());
    const fs::path data = fs::path(folders.to) / ("data-" + suffix_of(*manifest));
    call.tell("Kopierer " + std::to_string(manifest->events.value) + " hændelser.", "Copying " + std::to_string(manifest->events.value) + " events.");
    if (const Status copied = copy_log(call, *manifest, data); !copied) return call.failed(copied.error());
    const auto keys = copy_keys(call, *manifest, folders.keys_to.empty() ? fs::path(folders.to + ".keys") : fs::path(folders.keys_to));
    if (!keys) return call.failed(keys.error());
    call.tell("Genskaber kopien for at se, om den er god.", "Restoring the copy to see whether it is good.");
    const ExitCode proven = prove(call, data, *keys);
    if (proven != ExitCode::ok || keys->empty()) return proven;
    for (const fs::path& expired : expire_keys(keys->parent_path(), *keys, *manifest))
        call.tell("Ældre nøglekopi slettet, for dens epoke er forbi: " + expired.string(), "Removed an older copy of the keys, whose epoch is over: " + expired.string());
    return proven;
}

ExitCode restore(Invocation& call, const Folders& folders) {
    const auto manifest = read_manifest(folders.folder);
    if (!manifest) return failed_on(call, manifest.error());
    const fs::path& keys = call.settings().keys;
    if (!keys.empty())
        if (const Status sound = check_keys(keys, *manifest); !sound) return failed_on(call, sound.error());
    const auto restored = restore_backup(folders.folder, folders.to, Environment::system(), [&call](const VerifyProgress&) { return !call.stopped(); });
    if (!restored) return failed_on(call, restored.error());
    if (!keys.empty())
        if (const Status copied = KeyFolder::copy(keys, folders.to + ".keys"); !copied) return call.failed(copied.error());
    if (call.json())
        call.print_json(JsonLine('{').text("data", folders.to).text("events", std::to_string(manifest->events.value)).text("root", manifest->root).text("created", manifest->created).str());
    else
        call.out() << folders.to << '\n' << manifest->events.value << '\n' << manifest->root << '\n';
    call.tell("Genskabt. Mappen siger selv, at den er en kopi fra " + manifest->created + ".",
              "Restored. The directory says of itself that it is a copy from " + manifest->created + ".");
    return ExitCode::ok;
}

}  // namespace

void add_backup(Menu& menu) {
    CLI::App& noun = menu.noun("backup", "sikkerhedskopier, mens der arbejdes: data for sig, nøgler for sig", "backups while work goes on: data and keys apart");
    auto made = std::make_shared<Folders>();
    CLI::App& create_verb = menu.verb(noun, "create", "kopiér loggen og nøglerne, og bevis kopien ved at genskabe den", "copy the log and the keys, and prove the copy by restoring it",
                                      {"forloeb backup create --to kopier --data sager", "forloeb backup create --to kopier --keys sager.keys --server unix:sager/forloeb.sock"},
                                      [made](Invocation& call) { return create(call, *made); });
    menu.value(create_verb, "--to", made->to, "DIR", "mappe til kopier af data", "folder for copies of data", true);
    menu.value(create_verb, "--keys-to", made->keys_to, "DIR", "mappe til kopier af nøgler; et andet sted (TO.keys)", "folder for copies of keys; another place (TO.keys)");

    auto checked = std::make_shared<Folders>();
    CLI::App& verify_verb = menu.verb(noun, "verify", "genskab en kopi til side, og sammenlign med dens rod; exitkode 1 ved fund", "restore a copy aside and compare with its root; exit code 1 on a finding",
                                      {"forloeb backup verify kopier/data-102-1a2b3c4d", "forloeb backup verify kopier/data-102-1a2b3c4d --keys kopier.keys/keys-102-1a2b3c4d"},
                                      [checked](Invocation& call) { return prove(call, checked->folder, call.settings().keys); });
    menu.value(verify_verb, "FOLDER", checked->folder, "FOLDER", "mappen data-...", "the folder data-...", true);

    auto restored = std::make_shared<Folders>();
    CLI::App& restore_verb = menu.verb(noun, "restore", "lav en datamappe af en kopi; nøglerne fra --keys bliver til TO.keys", "make a data directory of a copy; the keys of --keys become TO.keys",
                                       {"forloeb backup restore kopier/data-102-1a2b3c4d --to sager2 --keys kopier.keys/keys-102-1a2b3c4d"},
                                       [restored](Invocation& call) { return restore(call, *restored); });
    menu.value(restore_verb, "FOLDER", restored->folder, "FOLDER", "mappen data-...", "the folder data-...", true);
    menu.value(restore_verb, "--to", restored->to, "DIR", "den nye datamappe; må ikke findes", "the new data directory; must not exist", true);
}

}  // namespace forloeb
