#include "engine/privacy/key_contents.hpp"

#include <sodium.h>

namespace forloeb {
namespace {

namespace fs = std::filesystem;

// Of epoch-key and epoch-key.next the one that subject-keys is wrapped under: a rotation may be under way, or cut off.
Status read_epoch_key(const fs::path& folder, std::uint32_t wanted, KeyContents& out) {
    Status first;
    for (const fs::path& file : {folder / key_file::epoch, key_file::next(folder / key_file::epoch)}) {
        if (!is_there(file)) continue;
        FORLOEB_TRY(std::string content, read_key_file(file));
        const auto key = decode_epoch_key(file, content);
        if (!key && first) first = tl::make_unexpected(key.error());
        if (!key || key->epoch != wanted) continue;
        out.key = *key;
        out.epoch = std::move(content);
        return {};
    }
    if (!first) return first;
    return fail(ErrorKind::damaged, (folder / key_file::epoch).string() + " is missing or not that of the subject keys. Restore the key folder from its backup.");
}

}  // namespace

fs::path key_file::next(fs::path file) {
    file += next_suffix;
    return file;
}

KeyContents::~KeyContents() {
    for (std::string* text : {&master, &epoch, &keys}) sodium_memzero(text->data(), text->size());
    sodium_memzero(key.secret.data(), key.secret.size());
}

Result<std::unique_ptr<KeyContents>> read_key_contents(const fs::path& folder) {
    auto contents = std::make_unique<KeyContents>();
    FORLOEB_TRY(contents->master, read_key_file(folder / key_file::master));
    FORLOEB_CHECK(decode_master(folder / key_file::master, contents->master));
    FORLOEB_TRY(contents->keys, read_key_file(folder / key_file::keys));
    FORLOEB_TRY(const std::uint32_t epoch, epoch_of_keys(folder / key_file::keys, contents->keys));
    if (epoch != 0) FORLOEB_CHECK(read_epoch_key(folder, epoch, *contents));
    return contents;
}

bool is_there(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

Status remove_durably(const fs::path& file) {
    if (!is_there(file)) return {};
    FORLOEB_CHECK(overwrite(file));
    std::error_code error;
    fs::remove(file, error);
    return sync_folder(file.parent_path());
}

Status rename_durably(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) return fail(ErrorKind::storage, "Cannot rename " + from.string() + ".");
    return sync_folder(to.parent_path());
}

}  // namespace forloeb
