#include "server/evidence/tar.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace forloeb {
namespace {

struct FreeArchive {
    void operator()(archive* one) const { archive_write_free(one); }
    void operator()(archive_entry* one) const { archive_entry_free(one); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;
using ArchiveEntry = std::unique_ptr<archive_entry, FreeArchive>;

la_ssize_t append_to_text(archive*, void* text, const void* bytes, std::size_t count) {
    static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
}

bool add_file(archive* to, const std::string& path, const std::string& content, Instant modified) {
    const ArchiveEntry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_mtime(entry.get(), modified.micros / 1'000'000, 0);
    if (archive_write_header(to, entry.get()) != ARCHIVE_OK) return false;
    return archive_write_data(to, content.data(), content.size()) == static_cast<la_ssize_t>(content.size());
}

}  // namespace

Result<std::string> tar_of(const std::string& folder, const std::map<std::string, std::string>& files, Instant modified) {
    std::string bytes;
    const Archive tar(archive_write_new());
    bool good = tar && archive_write_set_format_ustar(tar.get()) == ARCHIVE_OK;
    good = good && archive_write_open2(tar.get(), &bytes, nullptr, append_to_text, nullptr, nullptr) == ARCHIVE_OK;
    for (const auto& [name, content] : files) good = good && add_file(tar.get(), folder + "/" + name, content, modified);
    if (!good || archive_write_close(tar.get()) != ARCHIVE_OK) return fail(ErrorKind::storage, "The files cannot be made into a tar; is there enough memory?");
    return bytes;
}

}  // namespace forloeb
