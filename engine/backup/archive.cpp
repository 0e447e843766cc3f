#include "engine/backup/archive.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <sstream>

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

constexpr std::string_view part_magic = "FLa1";

tl::unexpected<Error> cannot(const char* verb, const std::filesystem::path& file) {
    return fail(ErrorKind::storage, std::string("Cannot ") + verb + " " + file.string() + ": check permissions and free space.");
}

Status write_all(int fd, std::string_view bytes, const std::filesystem::path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return cannot("write", file);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Status sync_and_close(int fd, const std::filesystem::path& file) {
    const bool synced = ::fsync(fd) == 0;
    if (::close(fd) != 0 || !synced) return cannot("sync", file);
    return {};
}

Result<std::string> read_all(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in.is_open() || in.bad()) return fail(ErrorKind::damaged, file.string() + " is missing or cannot be read. Use another backup.");
    return std::move(content).str();
}

}  // namespace

ArchiveWriter::ArchiveWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

ArchiveWriter::~ArchiveWriter() {
    if (part_ >= 0) ::close(part_);
}

Status ArchiveWriter::write(std::string_view bytes) {
    hash_->update(as_bytes(bytes));
    parts_.back().bytes += bytes.size();
    return write_all(part_, bytes, folder_ / parts_.back().name);
}

Status ArchiveWriter::begin_part() {
    std::array<char, 32> name;
    std::snprintf(name.data(), name.size(), "part-%06zu.log", parts_.size());
    parts_.push_back({name.data(), 0, {}});
    hash_ = std::make_unique<Sha256>();
    part_ = ::open((folder_ / name.data()).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (part_ < 0) return cannot("create", folder_ / name.data());
    return write(part_magic);
}

Status ArchiveWriter::end_part() {
    if (part_ < 0) return {};
    parts_.back().sha256 = to_hex(hash_->finish());
    return sync_and_close(std::exchange(part_, -1), folder_ / parts_.back().name);
}

Status ArchiveWriter::add(std::string_view value) {
    const bool full = part_ >= 0 && parts_.back().bytes + 4 + value.size() > limits::backup_part_bytes_max;
    if (full) FORLOEB_CHECK(end_part());
    if (part_ < 0) FORLOEB_CHECK(begin_part());
    std::string length;
    put_big_endian(length, static_cast<std::uint32_t>(value.size()));
    FORLOEB_CHECK(write(length));
    return write(value);
}

Status ArchiveWriter::finish(BackupManifest manifest) {
    FORLOEB_CHECK(end_part());
    manifest.files = parts_;
    return write_manifest(folder_, manifest);
}

Status split_part(std::string_view part, const std::function<Status(std::string_view)>& visit) {
    const auto damaged = [] { return fail(ErrorKind::damaged, "A part of the backup is not a sequence of stored values. Use another backup."); };
    if (!part.starts_with(part_magic)) return damaged();
    part.remove_prefix(part_magic.size());
    while (!part.empty()) {
        if (part.size() < 4) return damaged();
        const auto length = get_big_endian<std::uint32_t>(as_bytes(part).data());
        part.remove_prefix(4);
        if (length > part.size()) return damaged();
        FORLOEB_CHECK(visit(part.substr(0, length)));
        part.remove_prefix(length);
    }
    return {};
}

Result<BackupManifest> read_manifest(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::exists(folder / backup_manifest_name, error)) return fail(ErrorKind::not_found, folder.string() + " is not a backup: it has no file BACKUP.");
    FORLOEB_TRY(const std::string text, read_all(folder / backup_manifest_name));
    auto manifest = decode_manifest(text);
    if (!manifest) manifest.error().message = folder.string() + ": " + manifest.error().message;
    return manifest;
}

Status write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest) {
    const std::filesystem::path file = folder / backup_manifest_name;
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return cannot("create", file);
    const Status written = write_all(fd, encode_manifest(manifest), file);
    FORLOEB_CHECK(sync_and_close(fd, file));
    FORLOEB_CHECK(written);
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return cannot("open", folder);
    return sync_and_close(directory, folder);
}

Result<std::string> read_backup_file(const std::filesystem::path& folder, const BackupFile& file) {
    FORLOEB_TRY(std::string content, read_all(folder / file.name));
    if (content.size() != file.bytes || to_hex(sha256(as_bytes(content))) != file.sha256)
        return fail(ErrorKind::damaged, (folder / file.name).string() + " is not what was written: its SHA-256 is another. Use another backup.");
    return content;
}

Result<BackupFile> describe_file(const std::filesystem::path& file) {
    FORLOEB_TRY(const std::string content, read_all(file));
    return BackupFile{file.filename().string(), content.size(), to_hex(sha256(as_bytes(content)))};
}

}  // namespace forloeb
