#include "engine/privacy/key_folder.hpp"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "engine/engine.hpp"
#include "engine/privacy/key_contents.hpp"
#include "engine/privacy/normal_identifier.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch_bytes = 256 << 10;

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

struct KeyName {
    Uuid subject;
    SensitivityClass sensitivity;
    auto operator<=>(const KeyName&) const = default;
};

struct SubjectKey {
    std::uint32_t generation = 0;
    std::array<Byte, 16> id{};
    bool whole_segments = false;  // of version 1: opens what it sealed, seals no more
    EventKeys events;
};

KeyRecord record_of(const KeyName& name, const SubjectKey& key) {
    return {key.whole_segments ? KeyRecordState::whole_segment_key : KeyRecordState::key, name.subject, name.sensitivity, key.generation, key.id, key.events.encode()};
}

void wipe(std::vector<KeyRecord>& records) {
    for (KeyRecord& record : records) sodium_memzero(record.plain.data(), record.plain.size());
}

}  // namespace

struct KeyFolder::Parts {
    fs::path folder;
    EntropySource entropy;
    Secret index_key{}, pseudonym_key{}, digest_key{}, fingerprint_key{};

    std::mutex file_mutex;  // who writes the files; taken before `mutex`
    EpochKey epoch_key;

    mutable std::mutex mutex;
    std::uint32_t epoch = 0;
    std::map<KeyName, std::vector<SubjectKey>> keys;  // by generation, oldest first
    std::set<SensitivityClass> classes;               // that `keys` has or had
    std::set<KeyName> destroyed;
    std::vector<std::pair<KeyName, std::uint32_t>> unsynced;  // names and generations not on the disk yet

    ~Parts() {
        for (Secret* secret : {&index_key, &pseudonym_key, &digest_key, &fingerprint_key, &epoch_key.secret}) sodium_memzero(secret->data(), secret->size());
    }
    [[nodiscard]] fs::path file(const char* name) const { return folder / name; }
    [[nodiscard]] fs::path next(const char* name) const { return key_file::next(folder / name); }

    Status create();
    Status load();
    Status finish_rotation();
    void load_record(KeyRecord record);
    std::vector<KeyRecord> all_records() const;
    Status write_next(const EpochKey& key, const std::vector<KeyRecord>& records) const;
};

Status KeyFolder::Parts::create() {
    std::error_code error;
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return fail(ErrorKind::storage, "Cannot create " + folder.string() + ": check permissions and free space.");
    for (const char* name : {key_file::epoch, key_file::keys}) fs::remove(file(name), error);  // left by a creation that was cut off
    EpochKey first{1, {}};
    Secret master;
    entropy(first.secret.data(), first.secret.size());
    entropy(master.data(), master.size());
    FORLOEB_CHECK(append_durably(file(key_file::epoch), encode_epoch_key(first)));
    FORLOEB_CHECK(append_durably(file(key_file::keys), encode_keys_header(first.epoch)));
    FORLOEB_CHECK(append_durably(file(key_file::master), encode_master(master)));  // last: its presence says that the folder is complete
    return sync_folder(folder);
}

Status KeyFolder::Parts::load() {
    FORLOEB_TRY(const std::unique_ptr<KeyContents> contents, read_key_contents(folder));
    FORLOEB_TRY(Secret master, decode_master(file(key_file::master), contents->master));
    index_key = derive(master, 1);
    pseudonym_key = derive(master, 2);
    digest_key = derive(master, 3);
    fingerprint_key = derive(master, 4);
    sodium_memzero(master.data(), master.size());
    epoch_key = contents->key;
    epoch = epoch_key.epoch;
    FORLOEB_TRY(const std::size_t whole, whole_batches(file(key_file::keys), contents->keys));
    if (whole < contents->keys.size()) {
        std::error_code error;
        fs::resize_file(file(key_file::keys), whole, error);
        if (error) return fail(ErrorKind::storage, "Cannot truncate " + file(key_file::keys).string() + ".");
    }
    FORLOEB_CHECK(for_each_record(file(key_file::keys), std::string_view(contents->keys).substr(0, whole), epoch_key, [this](KeyRecord record) { load_record(std::move(record)); }));
    return finish_rotation();
}

void KeyFolder::Parts::load_record(KeyRecord record) {
    const KeyName name{record.subject, record.sensitivity};
    if (record.state == KeyRecordState::destroyed) {
        destroyed.insert(name);
        return;
    }
    auto events = EventKeys::decode(as_bytes(record.plain));
    sodium_memzero(record.plain.data(), record.plain.size());
    if (!events) return;  // it was bound to its name and sealed by us: it is what was written
    classes.insert(name.sensitivity);
    std::vector<SubjectKey>& generations = keys[name];
    // Once more where it was made while a rotation was under way.
    std::erase_if(generations, [&record](const SubjectKey& key) { return key.generation == record.generation; });
    generations.push_back({record.generation, record.id, record.state == KeyRecordState::whole_segment_key, std::move(*events)});
}

// What a rotation that was cut off left: before the keys were exchanged its files go, after that the new epoch key takes the
// place of the old.
Status KeyFolder::Parts::finish_rotation() {
    FORLOEB_CHECK(remove_durably(next(key_file::keys)));
    const fs::path unwrapped = folder / key_file::unwrapped;
    std::error_code error;
    if (epoch == 0) fs::remove(unwrapped, error);  // the same file as subject-keys still
    FORLOEB_CHECK(remove_durably(unwrapped));
    if (!is_there(next(key_file::epoch))) return {};
    FORLOEB_TRY(const std::string content, read_key_file(next(key_file::epoch)));
    const auto key = decode_epoch_key(next(key_file::epoch), content);
    if (!key || key->epoch != epoch) return remove_durably(next(key_file::epoch));
    FORLOEB_CHECK(overwrite(file(key_file::epoch)));
    return rename_durably(next(key_file::epoch), file(key_file::epoch));
}

std::vector<KeyRecord> KeyFolder::Parts::all_records() const {
    std::vector<KeyRecord> records;
    const std::lock_guard lock(mutex);
    for (const KeyName& name : destroyed) records.push_back({KeyRecordState::destroyed, name.subject, name.sensitivity, 0, {}, {}});
    for (const auto& [name, generations] : keys)
        for (const SubjectKey& key : generations) records.push_back(record_of(name, key));
    return records;
}

Status KeyFolder::Parts::write_next(const EpochKey& key, const std::vector<KeyRecord>& records) const {
    std::string content = encode_keys_header(key.epoch);
    for (auto begin = records.begin(); begin != records.end();) {
        std::size_t bytes = 0;
        auto end = begin;
        for (; end != records.end() && bytes < batch_bytes; ++end) bytes += end->plain.size();
        content.append(encode_batch({begin, end}, key, entropy));
        begin = end;
    }
    FORLOEB_CHECK(remove_durably(next(key_file::keys)));
    FORLOEB_CHECK(append_durably(next(key_file::keys), content));
    return sync_folder(folder);
}

KeyFolder::KeyFolder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KeyFolder::~KeyFolder() = default;

Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const fs::path& folder, bool create, const Environment& environment) {
    if (sodium_init() < 0) return fail(ErrorKind::storage, "libsodium cannot start: no source of random bytes.");
    auto parts = std::make_unique<Parts>();
    parts->folder = folder;
    parts->entropy = environment.entropy;
    if (!is_there(parts->file(key_file::master))) {
        if (!create)
            return fail(ErrorKind::not_found, "The key folder " + folder.string() + " is missing. Restore it, or name it with --keys; without it sealed text cannot be read.");
        FORLOEB_CHECK(parts->create());
    }
    FORLOEB_CHECK(parts->load());
    std::unique_ptr<KeyFolder> opened(new KeyFolder(std::move(parts)));
    if (opened->epoch() == 0) {
        FORLOEB_TRY(const KeyEpoch wrapped, opened->rotate());
        static_cast<void>(wrapped);
    }
    return opened;
}

std::string KeyFolder::fingerprint() const {
    return to_hex(keyed_hash(parts_->fingerprint_key, {as_bytes("forloeb key folder")})).substr(0, 16);
}

std::optional<SegmentKey> KeyFolder::key_for_sealing(const Uuid& subject, SensitivityClass sensitivity, const Uuid& event) {
    const std::lock_guard lock(parts_->mutex);
    const KeyName name{subject, sensitivity};
    if (parts_->destroyed.contains(name)) return std::nullopt;
    std::vector<SubjectKey>& generations = parts_->keys[name];
    if (generations.empty() || generations.back().whole_segments) {
        Secret secret;
        parts_->entropy(secret.data(), secret.size());
        parts_->classes.insert(sensitivity);
        generations.push_back({generations.empty() ? 1 : generations.back().generation + 1, subject_key_id(secret), false, EventKeys(secret)});
        sodium_memzero(secret.data(), secret.size());
        parts_->unsynced.emplace_back(name, generations.back().generation);
    }
    const SubjectKey& key = generations.back();
    const auto secret = key.events.of(event);
    if (!secret) return std::nullopt;
    return SegmentKey{key.generation, *secret, key.id};
}

std::optional<SegmentKey> KeyFolder::key_for_opening(const Uuid& subject, SensitivityClass sensitivity, std::uint32_t generation, SegmentCipher cipher,
                                                     const Uuid& event) const {
    const std::lock_guard lock(parts_->mutex);
    const auto found = parts_->keys.find({subject, sensitivity});
    if (found == parts_->keys.end()) return std::nullopt;
    for (const SubjectKey& key : found->second) {
        if (key.generation != generation) continue;
        const auto secret = cipher == SegmentCipher::subject_key ? key.events.root() : key.events.of(event);
        if (!secret) return std::nullopt;
        return SegmentKey{generation, *secret, key.id};
    }
    return std::nullopt;
}

KeyState KeyFolder::state(const Uuid& subject, SensitivityClass sensitivity) const {
    const std::lock_guard lock(parts_->mutex);
    if (parts_->destroyed.contains({subject, sensitivity})) return KeyState::destroyed;
    return parts_->keys.contains({subject, sensitivity}) ? KeyState::active : KeyState::never_had;
}

bool KeyFolder::has_had_any(SensitivityClass sensitivity) const {
    const std::lock_guard lock(parts_->mutex);
    return parts_->classes.contains(sensitivity);
}

Status KeyFolder::sync_new_keys() {
    {
        const std::lock_guard lock(parts_->mutex);
        if (parts_->unsynced.empty()) return {};
    }
    const std::lock_guard files(parts_->file_mutex);
    std::vector<KeyRecord> records;
    {
        const std::lock_guard lock(parts_->mutex);
        for (const auto& [name, generation] : parts_->unsynced) {
            const auto found = parts_->keys.find(name);
            if (found == parts_->keys.end()) continue;  // destroyed before it was ever written
            for (const SubjectKey& key : found->second)
                if (key.generation == generation) records.push_back(record_of(name, key));
        }
        parts_->unsynced.clear();
    }
    if (records.empty()) return {};
    Status status = append_durably(parts_->file(key_file::keys), encode_batch(records, parts_->epoch_key, parts_->entropy));
    wipe(records);
    return status;
}

std::vector<std::string> KeyFolder::key_ids(const Uuid& subject, SensitivityClass sensitivity) const {
    const std::lock_guard lock(parts_->mutex);
    std::vector<std::string> ids;
    const auto found = parts_->keys.find({subject, sensitivity});
    if (found == parts_->keys.end()) return ids;
    for (const SubjectKey& key : found->second) ids.push_back(to_hex(key.id));
    return ids;
}

bool KeyFolder::destroy(const Uuid& subject, SensitivityClass sensitivity) {
    const std::lock_guard lock(parts_->mutex);
    const KeyName name{subject, sensitivity};
    const bool was_alive = parts_->destroyed.insert(name).second;
    return parts_->keys.erase(name) > 0 || was_alive;
}

bool KeyFolder::take_out(const Uuid& subject, SensitivityClass sensitivity, const Uuid& event) {
    const std::lock_guard lock(parts_->mutex);
    bool taken = false;
    const auto found = parts_->keys.find({subject, sensitivity});
    if (found == parts_->keys.end()) return taken;
    for (SubjectKey& key : found->second)
        if (!key.whole_segments) taken = key.events.take_out(event) || taken;
    return taken;
}

Result<KeyEpoch> KeyFolder::rotate(const RotationStep& step) {
    const auto goes_on = [&step](const char* done) { return !step || step(done); };
    const auto stopped = [] { return fail(ErrorKind::unavailable, "The rotation was stopped."); };
    const std::lock_guard files(parts_->file_mutex);
    EpochKey next{parts_->epoch_key.epoch + 1, {}};
    parts_->entropy(next.secret.data(), next.secret.size());
    FORLOEB_CHECK(remove_durably(parts_->next(key_file::epoch)));
    FORLOEB_CHECK(append_durably(parts_->next(key_file::epoch), encode_epoch_key(next)));
    FORLOEB_CHECK(sync_folder(parts_->folder));
    if (!goes_on("epoch key made")) return stopped();

    std::vector<KeyRecord> records = parts_->all_records();
    const Status written = parts_->write_next(next, records);
    const KeyEpoch made{next.epoch, static_cast<std::size_t>(std::ranges::count_if(records, [](const KeyRecord& record) { return record.state != KeyRecordState::destroyed; }))};
    wipe(records);
    if (!written) return tl::make_unexpected(written.error());
    if (!goes_on("keys wrapped")) return stopped();

    // Keys that were never wrapped are worth more than their name: what lay in the file goes as well.
    const fs::path unwrapped = parts_->folder / key_file::unwrapped;
    std::error_code error;
    if (parts_->epoch_key.epoch == 0) fs::create_hard_link(parts_->file(key_file::keys), unwrapped, error);
    if (!goes_on("old keys held")) return stopped();
    FORLOEB_CHECK(rename_durably(parts_->next(key_file::keys), parts_->file(key_file::keys)));
    if (!goes_on("keys exchanged")) return stopped();

    FORLOEB_CHECK(overwrite(parts_->file(key_file::epoch)));
    if (!goes_on("old epoch key overwritten")) return stopped();
    FORLOEB_CHECK(rename_durably(parts_->next(key_file::epoch), parts_->file(key_file::epoch)));
    FORLOEB_CHECK(remove_durably(unwrapped));
    if (!goes_on("done")) return stopped();

    parts_->epoch_key = next;
    sodium_memzero(next.secret.data(), next.secret.size());
    const std::lock_guard lock(parts_->mutex);
    parts_->epoch = made.number;
    return made;
}

std::uint32_t KeyFolder::epoch() const {
    const std::lock_guard lock(parts_->mutex);
    return parts_->epoch;
}

Hash KeyFolder::identifier_token(std::string_view scope, std::string_view identifier) const {
    return keyed_hash(parts_->index_key, {as_bytes(scope), as_bytes(normal_identifier(scope, identifier))});
}

std::string KeyFolder::pseudonym(std::string_view scope, std::string_view name) const {
    return "p-" + to_hex(keyed_hash(parts_->pseudonym_key, {as_bytes(scope), as_bytes(name)})).substr(0, 16);
}

Hash KeyFolder::request_digest(ByteSpan canonical_request) const { return keyed_hash(parts_->digest_key, {canonical_request}); }

}  // namespace forloeb
