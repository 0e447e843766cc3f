// The bytes of the key folder's files, and writing them so that a power cut leaves the one state or the other.
//
//   master.key    "FLk1" | 32 random bytes | crc 4
//   epoch-key     "FLe1" | epoch 4 | 32 random bytes | crc 4
//   subject-keys  "FLs2" | epoch 4 | crc 4, then batches: bytes 4 | records | crc 4
//   record        state 1 | subject 16 | class 1 | generation 4 | key id 16 | bytes 4 | box
//                   state 1 = a key (event_keys.hpp); 2 = a key of version 1, used for whole segments; 3 = destroyed, no box
//   box           nonce 24 | XChaCha20-Poly1305 under the epoch key of what EventKeys::encode gives | tag 16,
//                 bound to "forloeb subject key v2" | epoch 4 | state | subject | class | generation | key id
//
// Version 1, read and turned into this at the first opening: "FLs1", then batches: count 4 | count x ( subject 16 | class 1 |
// generation 4 | key 32 ) | crc 4, nothing wrapped. Any thread; the caller sees to it that one writes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "engine/privacy/event_keys.hpp"
#include "events/schema/annotations.capnp.h"

namespace forloeb {

enum class KeyRecordState : std::uint8_t { key = 1, whole_segment_key = 2, destroyed = 3 };

struct KeyRecord {
    KeyRecordState state = KeyRecordState::key;
    Uuid subject;
    SensitivityClass sensitivity = SensitivityClass::NONE;
    std::uint32_t generation = 0;
    std::array<Byte, 16> id{};
    std::string plain;  // what EventKeys::encode gives; empty if destroyed
};

struct EpochKey {
    std::uint32_t epoch = 0;  // 0 = version 1, without one
    Secret secret{};
};

using EntropySource = std::function<void(Byte*, std::size_t)>;

[[nodiscard]] std::array<Byte, 16> subject_key_id(const Secret& secret);

[[nodiscard]] std::string encode_master(const Secret& master);
[[nodiscard]] Result<Secret> decode_master(const std::filesystem::path& file, std::string_view content);
[[nodiscard]] std::string encode_epoch_key(const EpochKey& key);
[[nodiscard]] Result<EpochKey> decode_epoch_key(const std::filesystem::path& file, std::string_view content);

[[nodiscard]] std::string encode_keys_header(std::uint32_t epoch);
/// Records as they are added to subject-keys, wrapped.
[[nodiscard]] std::string encode_batch(const std::vector<KeyRecord>& records, const EpochKey& key, const EntropySource& entropy);
/// How much of subject-keys is whole: only the last batch may be torn. `damaged` for anything else.
[[nodiscard]] Result<std::size_t> whole_batches(const std::filesystem::path& file, std::string_view content);
/// The epoch of subject-keys; 0 for version 1. `damaged` if it is no such file.
[[nodiscard]] Result<std::uint32_t> epoch_of_keys(const std::filesystem::path& file, std::string_view content);
/// Unwraps each record of `whole`, which whole_batches gave. `damaged` if one does not open under `key`.
[[nodiscard]] Status for_each_record(const std::filesystem::path& file, std::string_view whole, const EpochKey& key, const std::function<void(KeyRecord)>& visit);

[[nodiscard]] Result<std::string> read_key_file(const std::filesystem::path& file);
/// Adds bytes at the end, made if need be, and syncs.
[[nodiscard]] Status append_durably(const std::filesystem::path& file, std::string_view bytes);
[[nodiscard]] Status sync_folder(const std::filesystem::path& folder);
/// Overwrites a file's bytes where they lie, as far as the disk below does so. One that is gone is fine.
[[nodiscard]] Status overwrite(const std::filesystem::path& file);

}  // namespace forloeb
