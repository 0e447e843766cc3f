// The MANIFEST of a store whose end is torn: RocksDB appends to it whenever a table file comes or goes, and a power cut may
// leave of those bytes a part, or a part that was scrambled. RocksDB drops the first kind without a word and refuses the
// second as rot; neither looks at what the lost records may have named. Here the whole records can be looked at by
// themselves, as the store that they make, before RocksDB opens the real one, which deletes every file they do not name.
//
//   quarantine/shortened/CURRENT, IDENTITY    as they are in log
//   quarantine/shortened/MANIFEST-000005      the whole records; put in place by one rename, or removed
//
// It does not judge whether the shortened one may be used: engine/log/manifest_proof.hpp. One thread, before the store is
// opened; the data directory is locked by the caller.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/storage/store.hpp"

namespace forloeb {

class TornManifest {
  public:
    /// Empty if it ends with a whole record. Also if it cannot be found or read: that is for RocksDB to say.
    [[nodiscard]] static std::optional<TornManifest> find(const std::filesystem::path& data, rocksdb::Env* disk);

    [[nodiscard]] std::filesystem::path file() const { return log_ / name_; }
    [[nodiscard]] std::uint64_t whole_bytes() const { return whole_bytes_; }
    [[nodiscard]] std::uint64_t torn_bytes() const { return bytes_ - whole_bytes_; }
    /// Whole records stand behind the damage: rot in the middle, not a torn end.
    [[nodiscard]] bool goes_on() const { return goes_on_; }

    [[nodiscard]] Status write_shortened() const;
    /// As Store::look.
    [[nodiscard]] Result<std::unique_ptr<Store>> look() const;
    /// The row with this key of table `meta` in files that `shortened` does not name.
    [[nodiscard]] Result<std::vector<StrayRow>> stray_rows(const Store& shortened, std::string_view key) const { return shortened.stray_rows(log_, key); }
    /// Whole or not at all. What it replaces stays in the quarantine until the start is proven.
    [[nodiscard]] Status put_in_place() const;
    void discard() const;

  private:
    TornManifest(const std::filesystem::path& data, rocksdb::Env* disk);

    std::filesystem::path log_, shortened_;
    rocksdb::Env* disk_;
    std::string name_;
    std::uint64_t whole_bytes_ = 0, bytes_ = 0;
    bool goes_on_ = false;
};

}  // namespace forloeb
