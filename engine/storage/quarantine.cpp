#include "engine/storage/quarantine.hpp"

#include <rocksdb/env.h>

#include <algorithm>
#include <limits>

#include "engine/storage/plain_files.hpp"
#include "engine/storage/rocksdb_words.hpp"

namespace forloeb {
namespace {

constexpr const char* refused_name = "REFUSED";
constexpr std::string_view log_ending = ".log";

tl::unexpected<Error> failed(const rocksdb::Status& status) { return tl::make_unexpected(error_of(status, "keeping the write-ahead logs apart")); }

bool is_log(std::string_view name) { return name.find(log_ending) != std::string_view::npos; }
bool belongs_in(std::string_view name) { return name.ends_with(log_ending) || name.starts_with("MANIFEST-") || name == "CURRENT"; }

}  // namespace

Quarantine::Quarantine(const std::filesystem::path& data, rocksdb::Env* disk)
    : data_(data), folder_(data / "quarantine"), disk_(disk != nullptr ? disk : rocksdb::Env::Default()) {}

Status Quarantine::check_not_refused() const {
    const std::string note = (folder_ / refused_name).string();
    const rocksdb::Status there = disk_->FileExists(note);
    if (there.IsNotFound()) return {};
    std::string text;
    if (there.ok()) rocksdb::ReadFileToString(disk_, note, &text).PermitUncheckedError();
    if (text.empty()) text = "An earlier start was refused: see " + folder_.string() + ". Keep it and restore from a backup; nothing was deleted.";
    return fail(ErrorKind::damaged, std::move(text));
}

Status Quarantine::check_store_is_there() const {
    const std::string current = (data_ / "log" / "CURRENT").string();
    if (!disk_->FileExists(current).IsNotFound()) return {};
    return fail(ErrorKind::damaged, current + " is missing, and HEAD-MARKER says that the log has events. Restore from a backup; do not delete the data directory.");
}

Status Quarantine::fill() const {
    std::vector<std::string> names;
    if (const rocksdb::Status listed = disk_->GetChildren((data_ / "log").string(), &names); !listed.ok()) {
        if (listed.IsNotFound()) return {};  // a new directory
        return failed(listed);
    }
    std::erase_if(names, [](const std::string& name) { return !belongs_in(name); });
    if (names.empty()) return {};
    for (const auto& folder : {data_, folder_})
        if (const rocksdb::Status made = disk_->CreateDirIfMissing(folder.string()); !made.ok()) return failed(made);
    for (const std::string& name : names) FORLOEB_CHECK(keep(name));
    for (const auto& folder : {folder_, data_})
        if (const rocksdb::Status synced = sync_folder(*disk_, folder); !synced.ok()) return failed(synced);
    return {};
}

// RocksDB may give a number again that a start before this one has used: then both files are kept.
Status Quarantine::keep(const std::string& name) const {
    const std::string from = (data_ / "log" / name).string();
    std::string to = (folder_ / name).string();
    for (int again = 2; disk_->FileExists(to).ok(); ++again) {
        bool same = false;
        if (disk_->AreFilesSame(from, to, &same).ok() && same) return {};
        to = (folder_ / (name + "." + std::to_string(again))).string();
    }
    rocksdb::Status kept = disk_->LinkFile(from, to);
    if (kept.IsNotSupported()) kept = copy_file(*disk_, from, to, std::numeric_limits<std::uint64_t>::max());
    if (!kept.ok()) return failed(kept);
    return {};
}

Result<std::vector<ScannedLog>> Quarantine::scan() const {
    std::vector<ScannedLog> logs;
    std::vector<std::string> names;
    if (const rocksdb::Status listed = disk_->GetChildren(folder_.string(), &names); !listed.ok()) {
        if (listed.IsNotFound()) return logs;
        return failed(listed);
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        const std::size_t digits_a = a.find('.'), digits_b = b.find('.');
        return digits_a != digits_b ? digits_a < digits_b : a < b;
    });
    for (const std::string& name : names) {
        if (!is_log(name)) continue;
        WalScan scan;
        const rocksdb::Status read = read_blocks(*disk_, folder_ / name, [&scan](std::string_view block) {
            scan.add_block(as_bytes(block));
            return rocksdb::Status::OK();
        });
        if (!read.ok()) return failed(read);
        logs.push_back({name, scan.findings()});
    }
    return logs;
}

Error Quarantine::refuse(Error reason) const {
    reason.message += " Nothing was deleted: the write-ahead logs as they were are in " + folder_.string() +
                      ". Keep that folder and restore from a backup; this directory will not be served.";
    // A note that cannot be written changes nothing: the next start finds the same evidence.
    disk_->CreateDirIfMissing(folder_.string()).PermitUncheckedError();
    write_file(*disk_, folder_ / refused_name, reason.message).PermitUncheckedError();
    sync_folder(*disk_, folder_).PermitUncheckedError();
    return reason;
}

void Quarantine::release() const {
    std::vector<std::string> names;
    if (!disk_->GetChildren(folder_.string(), &names).ok()) return;
    for (const std::string& name : names)
        if (name != "." && name != "..") disk_->DeleteFile((folder_ / name).string()).PermitUncheckedError();
    disk_->DeleteDir(folder_.string()).PermitUncheckedError();
}

}  // namespace forloeb
