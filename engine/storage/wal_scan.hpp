// Reads a write-ahead log of RocksDB as bytes and finds our own head records in it, going on after damage where RocksDB's
// recovery stops: what lies beyond the damage is what proves that acknowledged events are missing (head_proof.hpp).
//
//   file      32 KiB blocks; a block holds fragments and, when fewer than 7 bytes are left, zeros
//   fragment  crc32c of type and payload, masked 4 | payload length 2 | type 1 (1 whole, 2 first, 3 middle, 4 last) | payload
//             (integers little-endian; a fragment never crosses a block)
//   record    the payloads of its fragments: sequence 8 | count 4 | entries; our first entry is the head record:
//             0x01 | 0x04 "head" | 0x38 "FLh1" ... (56 bytes, engine/storage/layout.hpp), cut anywhere by fragments
//
// The MANIFEST has the same framing, so this also says how far one is whole (torn_manifest.hpp).
//
// Pure: bytes in, findings out; any bytes whatever. It does not say whether a finding means loss.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/storage/layout.hpp"

namespace forloeb {

/// A head record that lies in the log with its checksum right.
struct WalHead {
    std::uint64_t offset = 0;  // in the file: where its record begins, or in damaged bytes where it lies itself
    Position next;
    Position durable;
    bool operator==(const WalHead&) const = default;
};

struct WalFindings {
    std::vector<WalHead> heads;         // in the order of the file
    std::vector<std::uint64_t> damage;  // where bytes begin that are no fragment; the torn end of a log is one too
    std::uint64_t whole_until = 0;      // so many bytes from the beginning are whole records, one after the other
    bool goes_on = false;               // behind the first place where they are not stands a whole fragment
};

class WalScan {
  public:
    static constexpr std::size_t block_bytes = 32 * 1024;

    /// The next block of the file; all but the last are block_bytes long.
    void add_block(ByteSpan block);
    [[nodiscard]] const WalFindings& findings() const { return findings_; }

  private:
    struct Fragment {
        std::uint8_t type = 0;
        ByteSpan payload;
    };
    [[nodiscard]] static bool read_fragment(ByteSpan bytes, Fragment& fragment);
    void take(const Fragment& fragment, std::uint64_t offset);
    void follow(const Fragment& fragment, std::uint64_t offset);
    void take_damaged(ByteSpan bytes, std::uint64_t offset);
    void take_beginning();
    void damaged_at(std::uint64_t offset);

    WalFindings findings_;
    std::uint64_t offset_ = 0;      // of the next block
    std::string beginning_;         // of the record under way, as far as its head record goes
    std::uint64_t record_at_ = 0;
    bool collecting_ = false;
    bool in_record_ = false;        // it has begun and not ended
    bool zeros_seen_ = false;       // space that was set aside, unless something follows
    std::uint64_t zeros_at_ = 0;
};

/// A whole file at once.
[[nodiscard]] WalFindings scan_wal(ByteSpan file);
/// CRC-32C (Castagnoli), as iSCSI and RocksDB compute it.
[[nodiscard]] std::uint32_t crc32c(ByteSpan bytes);

}  // namespace forloeb
