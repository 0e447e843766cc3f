#include "engine/privacy/key_folder.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>

#include "engine/engine.hpp"
#include "engine/privacy/normal_identifier.hpp"

namespace forloeb {
namespace {

constexpr std::string_view master_magic = "FLk1";
constexpr std::string_view keys_magic = "FLs1";
constexpr std::size_t record_bytes = 16 + 1 + 4 + 32;

using Secret = std::array<Byte, 32>;

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(crc32_z(0, as_bytes(bytes).data(), bytes.size()));
}

Error cannot(const std::string& verb, const std::filesystem::path& file) {
    return Error{ErrorKind::storage, "Cannot " + verb + " " + file.string() + ": check permissions and free space.", {}, {}};
}

// Writes all bytes at the end of the file and syncs it.
Status append_durably(const std::filesystem::path& file, std::string_view bytes) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return tl::make_unexpected(cannot("open", file));
    bool ok = true;
    while (ok && !bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        ok = written > 0;
        if (ok) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ok = ok && ::fdatasync(fd) == 0;
    ok = ::close(fd) == 0 && ok;
    if (!ok) return tl::make_unexpected(cannot("write", file));
    return {};
}

Status sync_folder(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!ok) return tl::make_unexpected(cannot("sync", folder));
    return {};
}

Result<std::string> read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) return tl::make_unexpected(cannot("read", file));
    return std::move(content).str();
}

std::array<Byte, 16> key_id(const Secret& secret) {
    static constexpr std::string_view label = "forloeb subject key id v1";
    std::array<Byte, 16> id;
    crypto_generichash(id.data(), id.size(), as_bytes(label).data(), label.size(), secret.data(), secret.size());
    return id;
}

Secret derive(const Secret& master, std::uint64_t number) {
    Secret out;
    crypto_kdf_derive_from_key(out.data(), out.size(), number, "forloeb1", master.data());
    return out;
}

// BLAKE2b-256 with lengths in front of each piece, so that ("ab","c") and ("a","bc") differ.
Hash keyed_hash(const Secret& key, std::initializer_list<ByteSpan> pieces) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), sizeof(Hash));
    for (ByteSpan piece : pieces) {
        std::string length;
        put_big_endian(length, static_cast<std::uint64_t>(piece.size()));
        crypto_generichash_update(&state, as_bytes(length).data(), length.size());
        crypto_generichash_update(&state, piece.data(), piece.size());
    }
    Hash hash;
    crypto_generichash_final(&state, hash.data(), hash.size());
    return hash;
}

Status check_master(const std::filesystem::path& file, std::string_view content) {
    if (content.size() != 4 + 32 + 4 || content.substr(0, 4) != master_magic ||
        checksum(content.substr(0, 36)) != get_big_endian<std::uint32_t>(as_bytes(content).data() + 36))
        return fail(ErrorKind::damaged, file.string() + " is damaged. Restore the key folder from its backup.");
    return {};
}

// The length of the intact batch at the front; 0 if there is none.
std::size_t intact_batch(std::string_view rest) {
    if (rest.size() < 8) return 0;
    const std::size_t count = get_big_endian<std::uint32_t>(as_bytes(rest).data());
    if (count == 0 || count > (rest.size() - 8) / record_bytes) return 0;
    const std::size_t body = 4 + count * record_bytes;
    return checksum(rest.substr(0, body)) == get_big_endian<std::uint32_t>(as_bytes(rest).data() + body) ? body + 4 : 0;
}

// Is `rest`, which does not begin with an intact batch, what a cut-off write leaves? Not if it is as long as it announces,
// or would be intact with the count that its length says, or if an intact batch lies behind it: keys must not be dropped
// for a flipped bit.
bool is_torn(std::string_view rest) {
    if (rest.size() > 8 && (rest.size() - 8) % record_bytes == 0) {
        std::string counted;
        put_big_endian(counted, static_cast<std::uint32_t>((rest.size() - 8) / record_bytes));
        const bool as_announced = rest.starts_with(counted);
        counted.append(rest.substr(4));
        const bool only_count_is_wrong = intact_batch(counted) > 0;
        sodium_memzero(counted.data(), counted.size());
        if (as_announced || only_count_is_wrong) return false;
    }
    for (std::size_t at = 1; at < rest.size(); ++at)
        if (intact_batch(rest.substr(at)) > 0) return false;
    return true;
}

// How much of subject-keys is whole. Each batch is synced before the next is written, so only the last can be torn, and no
// durable group used its keys. Anything else that is not intact is rot.
Result<std::size_t> whole_batches(const std::filesystem::path& file, std::string_view content) {
    if (content.substr(0, 4) != keys_magic) return fail(ErrorKind::damaged, file.string() + " is not a key file of this version.");
    std::size_t at = 4;
    while (at < content.size()) {
        const std::size_t batch = intact_batch(content.substr(at));
        if (batch == 0 && is_torn(content.substr(at))) break;
        if (batch == 0)
            return fail(ErrorKind::damaged, file.string() + " is damaged at byte " + std::to_string(at) + ". Restore the key folder from its backup.");
        at += batch;
    }
    return at;
}

template <typename Visit>
void for_each_key(std::string_view whole, Visit visit) {
    for (std::string_view rest = whole.substr(4); !rest.empty();) {
        const std::size_t count = get_big_endian<std::uint32_t>(as_bytes(rest).data());
        for (std::size_t i = 0; i < count; ++i) visit(as_bytes(rest.substr(4 + i * record_bytes, record_bytes)));
        rest.remove_prefix(4 + count * record_bytes + 4);
    }
}

struct KeyName {
    Uuid subject;
    SensitivityClass sensitivity;
    auto operator<=>(const KeyName&) const = default;
};

}  // namespace

struct KeyFolder::Parts {
    std::filesystem::path folder;
    std::function<void(Byte*, std::size_t)> entropy;
    Secret index_key{}, pseudonym_key{}, digest_key{}, fingerprint_key{};
    mutable std::mutex mutex;
    std::map<KeyName, std::vector<SubjectKey>> keys;  // by generation, oldest first
    std::string unsynced;                             // records not on the disk yet

    ~Parts() {
        for (auto& [name, generations] : keys)
            for (SubjectKey& key : generations) sodium_memzero(key.secret.data(), key.secret.size());
        for (Secret* secret : {&index_key, &pseudonym_key, &digest_key, &fingerprint_key}) sodium_memzero(secret->data(), secret->size());
        sodium_memzero(unsynced.data(), unsynced.size());
    }
    [[nodiscard]] std::filesystem::path master_file() const { return folder / "master.key"; }
    [[nodiscard]] std::filesystem::path keys_file() const { return folder / "subject-keys"; }

    Status create() {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
        if (error) return tl::make_unexpected(cannot("create", folder));
        Secret master;
        entropy(master.data(), master.size());
        std::string content(master_magic);
        content.append(as_text(master));
        put_big_endian(content, checksum(content));
        FORLOEB_CHECK(append_durably(keys_file(), keys_magic));
        FORLOEB_CHECK(append_durably(master_file(), content));  // last: its presence says that the folder is complete
        return sync_folder(folder);
    }

    Status load_master() {
        FORLOEB_TRY(std::string content, read_file(master_file()));
        FORLOEB_CHECK(check_master(master_file(), content));
        Secret master;
        std::copy_n(as_bytes(content).begin() + 4, 32, master.begin());
        index_key = derive(master, 1);
        pseudonym_key = derive(master, 2);
        digest_key = derive(master, 3);
        fingerprint_key = derive(master, 4);
        sodium_memzero(master.data(), master.size());
        sodium_memzero(content.data(), content.size());
        return {};
    }

    Status load_keys() {
        FORLOEB_TRY(const std::string content, read_file(keys_file()));
        FORLOEB_TRY(const std::size_t whole, whole_batches(keys_file(), content));
        if (whole < content.size()) {
            std::error_code error;
            std::filesystem::resize_file(keys_file(), whole, error);
            if (error) return tl::make_unexpected(cannot("truncate", keys_file()));
        }
        for_each_key(std::string_view(content).substr(0, whole), [this](ByteSpan record) { load_key(record); });
        return {};
    }

    void load_key(ByteSpan record) {
        KeyName name{};
        std::copy_n(record.begin(), 16, name.subject.bytes.begin());
        name.sensitivity = static_cast<SensitivityClass>(record[16]);
        SubjectKey key;
        key.generation = get_big_endian<std::uint32_t>(record.data() + 17);
        std::copy_n(record.begin() + 21, 32, key.secret.begin());
        key.id = key_id(key.secret);
        keys[name].push_back(key);
    }
};

KeyFolder::KeyFolder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KeyFolder::~KeyFolder() = default;

Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const std::filesystem::path& folder, bool create, const Environment& environment) {
    if (sodium_init() < 0) return fail(ErrorKind::storage, "libsodium cannot start: no source of random bytes.");
    auto parts = std::make_unique<Parts>();
    parts->folder = folder;
    parts->entropy = environment.entropy;
    std::error_code error;
    if (!std::filesystem::exists(parts->master_file(), error)) {
        if (!create)
            return fail(ErrorKind::not_found, "The key folder " + folder.string() + " is missing. Restore it, or name it with --keys; without it sealed text cannot be read.");
        std::filesystem::remove(parts->keys_file(), error);  // left by a creation that was cut off before it had a master key
        FORLOEB_CHECK(parts->create());
    }
    FORLOEB_CHECK(parts->load_master());
    FORLOEB_CHECK(parts->load_keys());
    return std::unique_ptr<KeyFolder>(new KeyFolder(std::move(parts)));
}

Status KeyFolder::check(const std::filesystem::path& folder) {
    FORLOEB_TRY(const std::string master, read_file(folder / "master.key"));
    FORLOEB_CHECK(check_master(folder / "master.key", master));
    FORLOEB_TRY(const std::string keys, read_file(folder / "subject-keys"));
    FORLOEB_TRY(const std::size_t whole, whole_batches(folder / "subject-keys", keys));
    (void)whole;  // a torn end is what a start drops
    return {};
}

Status KeyFolder::copy(const std::filesystem::path& folder, const std::filesystem::path& to) {
    FORLOEB_TRY(const std::string master, read_file(folder / "master.key"));
    FORLOEB_CHECK(check_master(folder / "master.key", master));
    FORLOEB_TRY(const std::string keys, read_file(folder / "subject-keys"));
    FORLOEB_TRY(const std::size_t whole, whole_batches(folder / "subject-keys", keys));
    std::error_code error;
    if (!std::filesystem::create_directories(to, error)) return fail(ErrorKind::conflict, to.string() + " is there already, or cannot be made.");
    std::filesystem::permissions(to, std::filesystem::perms::owner_all, error);
    FORLOEB_CHECK(append_durably(to / "subject-keys", std::string_view(keys).substr(0, whole)));
    FORLOEB_CHECK(append_durably(to / "master.key", master));
    return sync_folder(to);
}

std::string KeyFolder::fingerprint() const {
    return to_hex(keyed_hash(parts_->fingerprint_key, {as_bytes("forloeb key folder")})).substr(0, 16);
}

SubjectKey KeyFolder::key_for_sealing(const Uuid& subject, SensitivityClass sensitivity) {
    const std::lock_guard lock(parts_->mutex);
    std::vector<SubjectKey>& generations = parts_->keys[{subject, sensitivity}];
    if (!generations.empty()) return generations.back();
    SubjectKey key;
    key.generation = 1;
    parts_->entropy(key.secret.data(), key.secret.size());
    key.id = key_id(key.secret);
    generations.push_back(key);
    std::string record;
    record.append(as_text(subject.bytes));
    record.push_back(static_cast<char>(sensitivity));
    put_big_endian(record, key.generation);
    record.append(as_text(key.secret));
    parts_->unsynced.append(record);
    return key;
}

std::optional<SubjectKey> KeyFolder::key_for_opening(const Uuid& subject, SensitivityClass sensitivity, std::uint32_t generation) const {
    const std::lock_guard lock(parts_->mutex);
    const auto found = parts_->keys.find({subject, sensitivity});
    if (found == parts_->keys.end()) return std::nullopt;
    for (const SubjectKey& key : found->second)
        if (key.generation == generation) return key;
    return std::nullopt;
}

Status KeyFolder::sync_new_keys() {
    std::string records;
    {
        const std::lock_guard lock(parts_->mutex);
        records.swap(parts_->unsynced);
    }
    if (records.empty()) return {};
    std::string batch;
    put_big_endian(batch, static_cast<std::uint32_t>(records.size() / record_bytes));
    batch.append(records);
    put_big_endian(batch, checksum(batch));
    Status status = append_durably(parts_->keys_file(), batch);
    sodium_memzero(records.data(), records.size());
    sodium_memzero(batch.data(), batch.size());
    return status;
}

Hash KeyFolder::identifier_token(std::string_view scope, std::string_view identifier) const {
    return keyed_hash(parts_->index_key, {as_bytes(scope), as_bytes(normal_identifier(scope, identifier))});
}

std::string KeyFolder::pseudonym(std::string_view scope, std::string_view name) const {
    return "p-" + to_hex(keyed_hash(parts_->pseudonym_key, {as_bytes(scope), as_bytes(name)})).substr(0, 16);
}

Hash KeyFolder::request_digest(ByteSpan canonical_request) const { return keyed_hash(parts_->digest_key, {canonical_request}); }

}  // namespace forloeb
