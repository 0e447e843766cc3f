// append: a checked request for the engine, and its three answers. Any thread but the append thread.
#pragma once

#include "engine/engine.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// Checks everything that can be checked without the log; the error names the field. Events without an actor get
/// `default_actor` (a pseudonym), unless it is empty or the append is imported history.
[[nodiscard]] Result<AppendRequest> read_append(wire::Append::Reader append, const std::string& default_actor);

/// appended, error, or outcomeUnknown.
[[nodiscard]] WireFrame append_reply(std::uint64_t corr, const AppendOutcome& outcome);

}  // namespace forloeb
