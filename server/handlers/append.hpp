// append: a checked request for the engine, and its three answers. Any thread but the append thread.
#pragma once

#include "engine/engine.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// The pseudonym of whoever asks; empty if nobody knows. Only called where it is needed.
using DefaultActor = std::function<std::string()>;

/// Checks everything that can be checked without the log; the error names the field. Events without an actor get the default
/// one, unless the append is imported history.
[[nodiscard]] Result<AppendRequest> read_append(wire::Append::Reader append, const DefaultActor& default_actor);

/// appended, error, or outcomeUnknown.
[[nodiscard]] WireFrame append_reply(std::uint64_t corr, const AppendOutcome& outcome);

}  // namespace forloeb
