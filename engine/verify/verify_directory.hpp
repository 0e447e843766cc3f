// Verification of a data directory that nobody has open, also of one that the engine refuses to start on: what is wrong with
// it is what the caller wants to know. Opens the store as a start would (which recovers its write-ahead log) and nothing
// else; takes the head from the head record. Any thread.
#pragma once

#include "engine/engine.hpp"

namespace forloeb {

/// `not_found` if there is no data directory, `conflict` if another process has it; a store that cannot be opened at all is a
/// finding, not an error.
[[nodiscard]] Result<VerifyReport> verify_directory(const std::filesystem::path& data, const std::filesystem::path& keys, VerifyLevel level,
                                                    const Environment& environment, const VerifyStep& step);

}  // namespace forloeb
