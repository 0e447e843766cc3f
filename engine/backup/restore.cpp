#include "engine/backup/restore.hpp"

#include "engine/backup/group_assembler.hpp"
#include "engine/backup/scratch_folder.hpp"
#include "engine/engine.hpp"
#include "engine/storage/data_directory.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

// Reads each part once, checks its SHA-256, and derives the rows of each group it completes.
Status replay(const fs::path& backup, const BackupManifest& manifest, Store& store, const VerifyStep& step) {
    GroupAssembler groups;
    VerifyProgress progress{"backup", 0, 0};
    for (const BackupFile& file : manifest.files) progress.bytes_of += file.bytes;
    for (const BackupFile& file : manifest.files) {
        FORLOEB_TRY(const std::string part, read_backup_file(backup, file));
        const Status taken = split_part(part, [&](std::string_view value) -> Status {
            FORLOEB_TRY(const Group* const group, groups.take(value));
            progress.bytes += value.size();
            if (step && !step(progress)) return fail(ErrorKind::unavailable, "Stopped before the backup was read.");
            if (group == nullptr) return {};
            Batch rows(store);
            derive(*group, rows);
            return store.write(rows, group->edge.size() == manifest.events.value);
        });
        if (!taken) {
            Error error = taken.error();
            error.message = (backup / file.name).string() + ": " + error.message;
            return tl::make_unexpected(std::move(error));
        }
    }
    if (groups.in_the_middle() || groups.edge().size() != manifest.events.value || to_hex(groups.edge().root()) != manifest.root)
        return fail(ErrorKind::damaged, backup.string() + " does not add up to the root its file BACKUP names. Use another backup.");
    return {};
}

std::string restored_text(const BackupManifest& manifest, const Environment& environment) {
    std::array<Byte, 16> epoch;
    environment.entropy(epoch.data(), epoch.size());
    return "restored from the backup of " + manifest.created + "\nevents " + std::to_string(manifest.events.value) + "\nroot " + manifest.root +
           (manifest.verifier.empty() ? std::string() : "\nverifier " + manifest.verifier) + "\nrestored " + format_instant(environment.now()) + "\nepoch " + to_hex(epoch) + "\n";
}

}  // namespace

Result<BackupManifest> restore_backup(const fs::path& backup, const fs::path& to, const Environment& environment, const VerifyStep& step) {
    FORLOEB_TRY(BackupManifest manifest, read_manifest(backup));
    if (manifest.kind != BackupManifest::Kind::data) return fail(ErrorKind::invalid, backup.string() + " is a backup of keys; name the one of data.");
    if (manifest.format > data_format)
        return fail(ErrorKind::unsupported, "The backup has data format " + std::to_string(manifest.format) + "; this program knows formats up to " + std::to_string(data_format) + ". Upgrade forloeb.");
    std::error_code error;
    if (fs::exists(to, error)) return fail(ErrorKind::conflict, to.string() + " is there already. Restore into a folder that is not.");
    const ScratchFolder unfinished{to.string() + ".restoring"};
    fs::remove_all(unfinished.path, error);
    fs::create_directories(unfinished.path / "log", error);
    if (error) return fail(ErrorKind::storage, "Cannot create " + unfinished.path.string() + ".");
    fs::permissions(unfinished.path, fs::perms::owner_all, error);
    {
        FORLOEB_TRY(const std::unique_ptr<Store> store, Store::open(unfinished.path / "log", environment.disk, true));
        FORLOEB_CHECK(replay(backup, manifest, *store, step));
    }
    FORLOEB_CHECK(write_restored(unfinished.path, restored_text(manifest, environment)));
    FORLOEB_CHECK(write_description(unfinished.path, {data_format, manifest.controller, manifest.origin, manifest.keys}));
    fs::rename(unfinished.path, to, error);
    if (error) return fail(ErrorKind::storage, "Cannot rename " + unfinished.path.string() + " to " + to.string() + ".");
    return manifest;
}

}  // namespace forloeb
