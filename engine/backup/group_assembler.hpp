// Stored values of the log, in order, back into groups: each must continue the proof tree so far, and each event must be
// what its leaf says. One thread.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "engine/log/group.hpp"

namespace forloeb {

class GroupAssembler {
  public:
    /// The group that this value completes, if it does; valid until the next take. `damaged` names the position.
    [[nodiscard]] Result<const Group*> take(std::string_view value);
    /// Everything taken so far; only meaningful where no group is open.
    [[nodiscard]] const MerkleEdge& edge() const { return group_.edge; }
    [[nodiscard]] bool in_the_middle() const { return group_.events.size() < group_.header.count; }

  private:
    [[nodiscard]] Status begin(std::string_view value);
    [[nodiscard]] Status add(const layout::Record& record);
    [[nodiscard]] tl::unexpected<Error> damaged(const char* what) const;

    Group group_;
    std::deque<std::string> runs_;  // the open group's payloads point into these
};

}  // namespace forloeb
