// The key folder: the secrets of one data directory, kept apart from it and from its backups.
//
//   master.key    "FLk1" | 32 random bytes | crc 4          from it: index, pseudonym and digest keys (libsodium kdf)
//   subject-keys  "FLs1", then batches: count 4 | count x ( subject 16 | class 1 | generation 4 | key 32 ) | crc 4
//
// A subject key seals the fields of one sensitivity class about one person. A new key is on the disk before the first
// group that uses it (sync_new_keys, called by the append thread before each commit). Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

struct Environment;

struct SubjectKey {
    std::uint32_t generation = 0;
    std::array<Byte, 32> secret{};
    std::array<Byte, 16> id{};  // keyed BLAKE2b-128 of the key: XChaCha20-Poly1305 does not commit to its key
};

class KeyFolder {
  public:
    /// Opens the folder, or creates it if `create`. `not_found` if it is missing, `damaged` naming the file.
    [[nodiscard]] static Result<std::unique_ptr<KeyFolder>> open(const std::filesystem::path& folder, bool create, const Environment& environment);
    ~KeyFolder();

    /// Reads both files without changing or keeping anything: `damaged` names the one that is not what was written.
    [[nodiscard]] static Status check(const std::filesystem::path& folder);
    /// Copies the keys there are now into `to`, which must not exist: whole batches only, so also while new ones are added.
    [[nodiscard]] static Status copy(const std::filesystem::path& folder, const std::filesystem::path& to);

    /// Says which folder this is without telling a secret: 16 hex digits, kept in the data directory's FORMAT.
    [[nodiscard]] std::string fingerprint() const;

    /// The newest key of a subject and class, made if there is none.
    [[nodiscard]] SubjectKey key_for_sealing(const Uuid& subject, SensitivityClass sensitivity);
    /// A given generation; empty if there is none (destroyed, or another folder's).
    [[nodiscard]] std::optional<SubjectKey> key_for_opening(const Uuid& subject, SensitivityClass sensitivity, std::uint32_t generation) const;
    /// Writes and syncs keys made since the last call. An error is a storage failure.
    [[nodiscard]] Status sync_new_keys();

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
