// A torn end of RocksDB's MANIFEST is cut off only if nothing is lost with it. The proof, before anything is changed: the store
// that the whole records make, with the write-ahead logs,
//
//   is as long as HEAD-MARKER, the write-ahead logs and the table files that it does not name say    engine/storage/head_evidence.hpp
//   is sound in itself, read from the first event to the last, with every copy and entry             engine/verify/verify.hpp
//
// Then the shortened MANIFEST takes the place of the torn one. Otherwise the start is refused and everything is as it was found.
// One thread; the data directory is locked by the caller.
#pragma once

#include <filesystem>

#include "engine/storage/head_evidence.hpp"

namespace rocksdb {
class Env;
}

namespace forloeb {

/// How many bytes were cut off; 0 if it ends with a whole record. `damaged`, naming file and byte, without the proof.
[[nodiscard]] Result<std::uint64_t> shorten_torn_manifest(const std::filesystem::path& data, rocksdb::Env* disk, const HeadEvidence& evidence);

}  // namespace forloeb
