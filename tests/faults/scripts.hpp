// Fifty short scripts for the exhaustive fault runs: one to three appends of varied shape, some with a restart between
// them. Most crash bugs of file systems need no more than three operations (CrashMonkey, OSDI 2018), so each script is
// short enough to cut at every one of its disk operations.
//
// Values; the same script is the same on every machine.
#pragma once

#include <string>
#include <vector>

#include "tests/faults/workload.hpp"

namespace forloeb::faults {

struct ScriptStep {
    enum class Kind : std::uint8_t { append, again, reopen };  // again: the append before it, once more, with its id
    Kind kind = Kind::append;
    PlannedAppend plan = {};
    bool is_refused = false;  // by a rule, an expected version or a binding
};

struct Script {
    std::string name;  // its words
    std::vector<ScriptStep> steps;
};

[[nodiscard]] const std::vector<Script>& short_scripts();
/// One longer script with every shape and several restarts, so that tables are written and merged.
[[nodiscard]] Script long_script();

}  // namespace forloeb::faults
