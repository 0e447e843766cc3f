// Files and sockets a server may have open at once. Asked for at the start: a limit met later would be met in the middle
// of a write, where RocksDB takes it for a failed disk. Changes the process's soft limit; call it before threads start.
#pragma once

#include <cstdint>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Raises the soft limit to `needed` if it is lower. `overloaded` names both numbers if the hard limit forbids it.
[[nodiscard]] Status allow_open_files(std::uint64_t needed);

}  // namespace forloeb
