// The files by which a log signs, in its key folder and so apart from the data and its backups. XXXXXXXX is the first
// four bytes of SHA-256( origin ), in hex: two logs may share a folder.
//
//   signing-XXXXXXXX.key        PRIVATE+KEY+origin+ID+base64( 1 | seed ) LF, as Go's sumdb/note writes it; mode 0600
//   signed-XXXXXXXX.checkpoint  the checkpoint that was signed last
//   successor-XXXXXXXX.note     which log goes on in its place (succession.hpp); from then on it is signed no more
//   predecessor-XXXXXXXX.note   the same, of the log that it goes on for
//
// One thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "engine/proof/checkpoint.hpp"

namespace forloeb {

class SigningFiles {
  public:
    SigningFiles(std::filesystem::path folder, std::string origin);

    /// Empty if there is none. `damaged` if it is not a key of this origin.
    [[nodiscard]] Result<std::optional<Ed25519Key>> key() const;
    /// Makes a new key, on the disk before it is returned.
    [[nodiscard]] Result<Ed25519Key> make_key(const std::function<void(Byte* out, std::size_t size)>& entropy) const;
    /// The checkpoint signed last, its signature checked; empty if none was.
    [[nodiscard]] Result<std::optional<std::string>> signed_last(const VerifierKey& key) const;
    /// On the disk when it returns; the one before is there until then.
    [[nodiscard]] Status keep(std::string_view checkpoint) const;

    /// Empty if there is none.
    [[nodiscard]] Result<std::optional<std::string>> successor() const;
    /// Both are on the disk when they return.
    [[nodiscard]] Status keep_successor(std::string_view note) const;
    [[nodiscard]] Status keep_predecessor(std::string_view note) const;

    [[nodiscard]] const std::string& origin() const { return origin_; }
    [[nodiscard]] const std::filesystem::path& key_file() const { return key_file_; }
    [[nodiscard]] const std::filesystem::path& signed_file() const { return signed_file_; }

  private:
    std::string origin_;
    std::filesystem::path key_file_, signed_file_, successor_file_, predecessor_file_;
};

}  // namespace forloeb
