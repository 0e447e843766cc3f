// Level full: are the append and identifier entries those that the group headers of the log name, and no others? One thread.
#pragma once

#include "engine/verify/check_log.hpp"

namespace forloeb {

void check_entries(const VerifyTarget& target, LogFacts& facts, Course& course);

}  // namespace forloeb
