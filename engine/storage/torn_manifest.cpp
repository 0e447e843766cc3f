#include "engine/storage/torn_manifest.hpp"

#include "engine/storage/plain_files.hpp"
#include "engine/storage/rocksdb_words.hpp"
#include "engine/storage/wal_scan.hpp"

namespace forloeb {
namespace {

Status checked(const rocksdb::Status& status) {
    if (status.ok()) return {};
    return tl::make_unexpected(error_of(status, "shortening its MANIFEST"));
}

}  // namespace

TornManifest::TornManifest(const std::filesystem::path& data, rocksdb::Env* disk)
    : log_(data / "log"), shortened_(data / "quarantine" / "shortened"), disk_(disk != nullptr ? disk : rocksdb::Env::Default()) {}

std::optional<TornManifest> TornManifest::find(const std::filesystem::path& data, rocksdb::Env* disk) {
    TornManifest found(data, disk);
    if (!rocksdb::ReadFileToString(found.disk_, (found.log_ / "CURRENT").string(), &found.name_).ok()) return std::nullopt;
    if (!found.name_.starts_with("MANIFEST-") || !found.name_.ends_with('\n')) return std::nullopt;
    found.name_.pop_back();
    WalScan scan;
    const rocksdb::Status read = read_blocks(*found.disk_, found.file(), [&](std::string_view block) {
        scan.add_block(as_bytes(block));
        found.bytes_ += block.size();
        return rocksdb::Status::OK();
    });
    found.whole_bytes_ = scan.findings().whole_until;
    found.goes_on_ = scan.findings().goes_on;
    if (!read.ok() || found.whole_bytes_ == found.bytes_) return std::nullopt;
    return found;
}

Status TornManifest::write_shortened() const {
    constexpr std::uint64_t all = ~std::uint64_t{0};
    for (const auto& folder : {shortened_.parent_path(), shortened_}) FORLOEB_CHECK(checked(disk_->CreateDirIfMissing(folder.string())));
    FORLOEB_CHECK(checked(copy_file(*disk_, log_ / "CURRENT", shortened_ / "CURRENT", all)));
    FORLOEB_CHECK(checked(copy_file(*disk_, log_ / "IDENTITY", shortened_ / "IDENTITY", all)));
    return checked(copy_file(*disk_, file(), shortened_ / name_, whole_bytes_));
}

Result<std::unique_ptr<Store>> TornManifest::look() const { return Store::look(log_, shortened_, disk_); }

Status TornManifest::put_in_place() const {
    FORLOEB_CHECK(checked(disk_->RenameFile((shortened_ / name_).string(), file().string())));
    return checked(sync_folder(*disk_, log_));
}

void TornManifest::discard() const {
    for (const std::string& name : {std::string("CURRENT"), std::string("IDENTITY"), name_}) disk_->DeleteFile((shortened_ / name).string()).PermitUncheckedError();
    disk_->DeleteDir(shortened_.string()).PermitUncheckedError();
}

}  // namespace forloeb
