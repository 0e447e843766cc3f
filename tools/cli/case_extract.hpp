// What the two kinds of extract share: for another authority (case_extract.cpp) and for the party (case_party_access.cpp).
// One thread.
#pragma once

#include <string>

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"
#include "tools/cli/invocation.hpp"

namespace forloeb {

/// `requested`: the day the request came; empty = today.
[[nodiscard]] ExitCode give_party_access(Invocation& call, const std::string& name, const std::string& requested, const std::string& channel);

/// When an extract is given, and an append id for the record of it.
[[nodiscard]] Instant extract_now();
[[nodiscard]] Uuid extract_id(Instant now);

}  // namespace forloeb
