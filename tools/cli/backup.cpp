#include "engine/backup/restore.hpp"

#include "engine/privacy/key_folder.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/backup_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

struct CopyChosen {
    std::string folder;
    std::string to;
};

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

ExitCode restore(Invocation& call, const CopyChosen& folders) {
    const auto manifest = read_manifest(folders.folder);
    if (!manifest) return failed_on_copy(call, manifest.error());
    const fs::path& keys = call.settings().keys;
    if (!keys.empty())
        if (const Status sound = check_keys(keys, *manifest); !sound) return failed_on_copy(call, sound.error());
    const auto restored = restore_backup(folders.folder, folders.to, Environment::system(), [&call](const VerifyProgress&) { return !call.stopped(); });
    if (!restored) return failed_on_copy(call, restored.error());
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

/// What is wrong with a copy is a finding: the disk of this machine is sound.
ExitCode failed_on_copy(Invocation& call, const Error& error) {
    const ExitCode code = call.failed(error);
    return error.kind == ErrorKind::damaged ? ExitCode::finding : code;
}

std::string proof_json(const fs::path& data, const fs::path& keys, const BackupProof& proof) {
    return JsonLine('{')
        .text("data", data.string())
        .text("keys", keys.string())
        .text("events", std::to_string(proof.manifest.events.value))
        .text("root", proof.manifest.root)
        .text("created", proof.manifest.created)
        .text("verifier", proof.manifest.verifier)
        .number("files", proof.manifest.files.size())
        .number("histories", proof.histories)
        .number("opened", proof.opened)
        .number("unopened", proof.unopened)
        .number("purged", proof.report.purged)
        .number("findings", proof.report.findings_count)
        .yes_no("good", proof.report.is_clean())
        .str();
}

void print_proof(TextPage& page, const fs::path& data, const fs::path& keys, const BackupProof& proof) {
    page.title(proof.report.is_clean() ? page.say("God sikkerhedskopi: genskabt, læst igen og samme rod", "A good backup: restored, read back, and the same root")
                                       : page.say("FUND i sikkerhedskopien", "FINDINGS in the backup"));
    page.field(page.say("Data", "Data"), data.string());
    page.field(page.say("Nøgler", "Keys"), keys.empty() ? std::string(page.say("ikke med", "not part of it")) : keys.string());
    page.field(page.say("Hændelser", "Events"), std::to_string(proof.manifest.events.value));
    page.field(page.say("Rod", "Root"), proof.manifest.root);
    page.field(page.say("Lavet", "Made"), proof.manifest.created);
    if (!proof.manifest.verifier.empty()) page.field(page.say("Loggens nøgle", "Key of the log"), proof.manifest.verifier);
    if (proof.with_keys)
        page.field(page.say("Forseglede dele", "Sealed parts"),
                   std::to_string(proof.opened) + std::string(page.say(" åbnet, ", " opened, ")) + std::to_string(proof.unopened) + std::string(page.say(" uden nøgle", " without a key")));
    if (proof.report.purged > 0) page.field(page.say("Fjernet efter ordre", "Purged by order"), std::to_string(proof.report.purged));
    for (const Finding& finding : proof.report.findings) page.item(finding.table + " " + finding.what);
}

Result<BackupProof> prove_copy(Invocation& call, const fs::path& data, const fs::path& keys, VerifyLevel level) {
    FORLOEB_TRY(const BackupManifest manifest, read_manifest(data));
    if (!keys.empty()) FORLOEB_CHECK(check_keys(keys, manifest));
    return prove_backup(data, keys, data.string() + ".proof", Environment::system(), [&call](const VerifyProgress&) { return !call.stopped(); }, level);
}

ExitCode verify_copy(Invocation& call, const fs::path& data, const fs::path& keys, VerifyLevel level) {
    const auto proof = prove_copy(call, data, keys, level);
    if (!proof) return failed_on_copy(call, proof.error());
    if (call.json()) {
        call.print_json(proof_json(data, keys, *proof));
    } else {
        TextPage page = call.page();
        print_proof(page, data, keys, *proof);
    }
    return proof->report.is_clean() ? ExitCode::ok : ExitCode::finding;
}

void add_backup(Menu& menu) {
    CLI::App& noun = menu.noun("backup", "sikkerhedskopier, mens der arbejdes: data for sig, nøgler for sig", "backups while work goes on: data and keys apart");
    add_backup_create(menu, noun);

    auto checked = std::make_shared<CopyChosen>();
    CLI::App& verify_verb = menu.verb(noun, "verify", "genskab en kopi til side, og sammenlign med dens rod; exitkode 1 ved fund", "restore a copy aside and compare with its root; exit code 1 on a finding",
                                      {"forloeb backup verify kopier/data-102-1a2b3c4d", "forloeb backup verify kopier/data-102-1a2b3c4d --keys kopier.keys/keys-102-1a2b3c4d"},
                                      [checked](Invocation& call) { return verify_copy(call, checked->folder, call.settings().keys, VerifyLevel::full); });
    menu.value(verify_verb, "FOLDER", checked->folder, "FOLDER", "mappen data-...", "the folder data-...", true);

    auto restored = std::make_shared<CopyChosen>();
    CLI::App& restore_verb = menu.verb(noun, "restore", "lav en datamappe af en kopi; nøglerne fra --keys bliver til TO.keys", "make a data directory of a copy; the keys of --keys become TO.keys",
                                       {"forloeb backup restore kopier/data-102-1a2b3c4d --to sager2 --keys kopier.keys/keys-102-1a2b3c4d",
                                        "forloeb backup restore kopier.reads/data-57-5e6f7a8b --to sager2.reads --keys kopier.reads.keys/keys-57-5e6f7a8b"},
                                       [restored](Invocation& call) { return restore(call, *restored); });
    menu.value(restore_verb, "FOLDER", restored->folder, "FOLDER", "mappen data-...", "the folder data-...", true);
    menu.value(restore_verb, "--to", restored->to, "DIR", "den nye datamappe; må ikke findes", "the new data directory; must not exist", true);
}

}  // namespace forloeb
