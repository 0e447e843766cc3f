// Level full: is the copy by stream the log? A stream's newest leaf commits to everything before it, so equal chains are equal
// bytes. One thread; hashing is done ahead on others.
#pragma once

#include "engine/verify/check_log.hpp"

namespace forloeb {

void check_streams(const VerifyTarget& target, LogFacts& facts, Course& course);

}  // namespace forloeb
