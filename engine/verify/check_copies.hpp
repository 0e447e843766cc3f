// Level full: everything that is derived from the log inside its own store. One thread.
#pragma once

#include "engine/verify/check_log.hpp"

namespace forloeb {

/// The copy by stream. A stream's newest leaf commits to everything before it, so equal chains are equal bytes.
void check_streams(const VerifyTarget& target, LogFacts& facts, Course& course);
/// No entry of an append or of an identifier that the log does not know (LogCheck has looked for each that it does know).
void check_stray_entries(const VerifyTarget& target, LogFacts& facts, Course& course);

}  // namespace forloeb
