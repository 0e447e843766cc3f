// Letting go of what the read log has kept long enough by the policy in force (engine/audit/read_retention.hpp). What names
// somebody or a case on hold stays. Asked for by a request, and done by the server itself (server/scrub/read_keeper.hpp).
// Any thread but the append threads.
#pragma once

#include "engine/audit/read_log.hpp"
#include "server/access/policy.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// `events`: the case log, whose holds count.
[[nodiscard]] Result<RetentionReport> retain_reads(const Engine& events, const Policy& policy, ReadLog& reads, const std::string& actor, bool look);
[[nodiscard]] Status retain_reads(const Engine& events, const Policy& policy, ReadLog& reads, const std::string& actor, wire::lifecycle::RetainReads::Reader request,
                                  wire::lifecycle::RetainedReads::Builder reply);

}  // namespace forloeb
