// What can be done to a key folder, or a copy of one, without opening it.
#include <sodium.h>

#include "engine/privacy/key_contents.hpp"
#include "engine/privacy/key_folder.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

constexpr int copy_attempts = 20;

}  // namespace

Status KeyFolder::check(const fs::path& folder) {
    FORLOEB_TRY(const std::unique_ptr<KeyContents> contents, read_key_contents(folder));
    FORLOEB_TRY(const std::size_t whole, whole_batches(folder / key_file::keys, contents->keys));  // a torn end is what a start drops
    return for_each_record(folder / key_file::keys, std::string_view(contents->keys).substr(0, whole), contents->key,
                           [](KeyRecord record) { sodium_memzero(record.plain.data(), record.plain.size()); });
}

Status KeyFolder::copy(const fs::path& folder, const fs::path& to) {
    auto contents = read_key_contents(folder);
    // A rotation may exchange the files between two reads.
    for (int attempt = 1; !contents && attempt < copy_attempts; ++attempt) contents = read_key_contents(folder);
    if (!contents) return tl::make_unexpected(contents.error());
    FORLOEB_TRY(const std::size_t whole, whole_batches(folder / key_file::keys, (*contents)->keys));
    std::error_code error;
    if (!fs::create_directories(to, error)) return fail(ErrorKind::conflict, to.string() + " is there already, or cannot be made.");
    fs::permissions(to, fs::perms::owner_all, error);
    FORLOEB_CHECK(append_durably(to / key_file::keys, std::string_view((*contents)->keys).substr(0, whole)));
    if (!(*contents)->epoch.empty()) FORLOEB_CHECK(append_durably(to / key_file::epoch, (*contents)->epoch));
    FORLOEB_CHECK(append_durably(to / key_file::master, (*contents)->master));
    return sync_folder(to);
}

Result<std::uint32_t> KeyFolder::epoch_of(const fs::path& folder) {
    FORLOEB_TRY(const std::string keys, read_key_file(folder / key_file::keys));
    return epoch_of_keys(folder / key_file::keys, keys);
}

void KeyFolder::erase_copy(const fs::path& folder) {
    for (const std::string& name : files_of(folder)) static_cast<void>(overwrite(folder / name));
    std::error_code error;
    fs::remove_all(folder, error);
}

std::vector<std::string> KeyFolder::files_of(const fs::path& folder) {
    std::vector<std::string> names{key_file::master, key_file::keys};
    if (is_there(folder / key_file::epoch)) names.emplace_back(key_file::epoch);
    return names;
}

}  // namespace forloeb
