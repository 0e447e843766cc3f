// May this caller write this? The role grants the operation on each stream that is written, for these types of event, in a
// relation that holds before the append; an event's actor is the caller, but for imported history; and what is the server's
// own to write is written by nobody else. Any thread.
#pragma once

#include "engine/append/request.hpp"
#include "server/access/access_control.hpp"

namespace forloeb {

/// `refused` names the rule ("access.relation", "access.actor", ...). A case that nobody has written to yet has the unit that
/// its opening in the same append names.
[[nodiscard]] Status permit_append(const AccessControl& access, const Principal& caller, const AppendRequest& append, const std::string& purpose);

}  // namespace forloeb
