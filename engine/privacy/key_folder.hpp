// The key folder: the secrets of one data directory, kept apart from it and from its backups. Three files, drawn in
// engine/privacy/key_files.hpp:
//
//   master.key    from it: index, pseudonym and digest keys (libsodium kdf)
//   epoch-key     wraps the subject keys; another one at each rotation, the one before destroyed
//   subject-keys  one key per subject, class and generation, wrapped; and which were destroyed
//
// A subject key seals the fields of one sensitivity class about one person, each event under its own leaf of it
// (event_keys.hpp). A new key is on the disk before the first group that uses it (sync_new_keys, called by the append thread
// before each commit). Destroying takes a key out of memory; the rotation that follows makes copies of the files useless.
// Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/privacy/event_keys.hpp"
#include "engine/privacy/orders.hpp"
#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

struct Environment;

/// What one segment is sealed with.
struct SegmentKey {
    std::uint32_t generation = 0;
    Secret secret{};
    std::array<Byte, 16> id{};  // keyed BLAKE2b-128 of the subject key: XChaCha20-Poly1305 does not commit to its key
};

enum class SegmentCipher : std::uint8_t {
    subject_key = 1,  // XChaCha20-Poly1305 under the subject key itself: how segments were sealed once
    event_key = 2,    // the same under the event's own leaf of it
};

/// Hears of each step of a rotation; false: stop there, as a power cut would.
using RotationStep = std::function<bool(const char* done)>;

class KeyFolder {
  public:
    /// Opens the folder, or creates it if `create`; finishes a rotation that was cut off; wraps what an older version left
    /// unwrapped. `not_found` if it is missing, `damaged` naming the file.
    [[nodiscard]] static Result<std::unique_ptr<KeyFolder>> open(const std::filesystem::path& folder, bool create, const Environment& environment);
    ~KeyFolder();

    /// Reads the files without changing or keeping anything: `damaged` names the one that is not what was written.
    [[nodiscard]] static Status check(const std::filesystem::path& folder);
    /// Copies the keys there are now into `to`, which must not exist: whole batches of one epoch only, so also while new ones
    /// are added or wrapped anew.
    [[nodiscard]] static Status copy(const std::filesystem::path& folder, const std::filesystem::path& to);
    /// The epoch of the folder or of a copy of it; 0 for one of a version that knew none.
    [[nodiscard]] static Result<std::uint32_t> epoch_of(const std::filesystem::path& folder);
    /// Overwrites and removes a copy, with the folder.
    static void erase_copy(const std::filesystem::path& folder);
    /// The names of the files that make up a copy in `folder`.
    [[nodiscard]] static std::vector<std::string> files_of(const std::filesystem::path& folder);

    /// Says which folder this is without telling a secret: 16 hex digits, kept in the data directory's FORMAT.
    [[nodiscard]] std::string fingerprint() const;

    /// For one event, under the newest key of subject and class, made if there is none. Empty if they are destroyed.
    [[nodiscard]] std::optional<SegmentKey> key_for_sealing(const Uuid& subject, SensitivityClass sensitivity, const Uuid& event);
    /// For one event, of a given generation; empty if there is none (destroyed, taken out, or another folder's).
    [[nodiscard]] std::optional<SegmentKey> key_for_opening(const Uuid& subject, SensitivityClass sensitivity, std::uint32_t generation, SegmentCipher cipher,
                                                            const Uuid& event) const;
    [[nodiscard]] KeyState state(const Uuid& subject, SensitivityClass sensitivity) const;
    /// Has anybody had a key of this class since the folder was opened?
    [[nodiscard]] bool has_had_any(SensitivityClass sensitivity) const;
    /// Of the living keys of subject and class, 32 hex digits each.
    [[nodiscard]] std::vector<std::string> key_ids(const Uuid& subject, SensitivityClass sensitivity) const;
    /// Writes and syncs keys made since the last call. An error is a storage failure.
    [[nodiscard]] Status sync_new_keys();

    /// Forgets all keys of subject and class for ever, also those there never were. Durable with the next rotate(); false if it
    /// was done before.
    bool destroy(const Uuid& subject, SensitivityClass sensitivity);
    /// Forgets what one event was sealed with. Durable with the next rotate(); false if nothing of it was left.
    bool take_out(const Uuid& subject, SensitivityClass sensitivity, const Uuid& event);
    /// A new epoch key, all keys wrapped anew, the old epoch key overwritten. Power may go at any step: the next opening has the
    /// old epoch or the new one, whole. An error is a storage failure.
    [[nodiscard]] Result<KeyEpoch> rotate(const RotationStep& step = {});
    [[nodiscard]] std::uint32_t epoch() const;

    /// HMAC-like keyed hashes (BLAKE2b) for one purpose each.
    [[nodiscard]] Hash identifier_token(std::string_view scope, std::string_view identifier) const;
    [[nodiscard]] std::string pseudonym(std::string_view scope, std::string_view name) const;
    [[nodiscard]] Hash request_digest(ByteSpan canonical_request) const;

  private:
    struct Parts;
    explicit KeyFolder(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
