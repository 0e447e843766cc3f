// Files and sockets a server may have open at once. Asked for at the start: a limit met later would be met in the middle
// of a write, where RocksDB takes it for a failed disk. Changes the process's soft limit; call it before threads start.
#pragma once

#include <cstdint>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Raises the soft limit to `wanted`, or as near to it as the hard limit lets it; how many may be open then, at most
/// `wanted`. `overloaded` names the numbers if that would be fewer than `least`.
[[nodiscard]] Result<std::uint64_t> allow_open_files(std::uint64_t wanted, std::uint64_t least);

}  // namespace forloeb
