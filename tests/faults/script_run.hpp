// Plays one script on a machine of its own, lets something happen to its disk on the way, starts it again, and checks
// everything: after the fault, after the unknown appends were asked again and the script went on, and after a clean
// restart. One client, so that the n-th disk operation is (nearly) the same in every run.
//
// One thread, beside RocksDB's own.
#pragma once

#include <optional>

#include "tests/faults/checkers.hpp"
#include "tests/faults/failing_calls.hpp"
#include "tests/faults/scripts.hpp"

namespace forloeb::faults {

/// What happens. Each number counts changing disk operations; 0 = never.
struct ScriptFault {
    std::uint64_t seed = 1;                // of what a cut loses
    std::uint64_t cut_at = 0;              // from the very first start on
    std::uint64_t cut_recovery_at = 0;     // from the first start after that cut on
    std::optional<CallFailure> call = {};  // on the way through the script
    bool cut_after_call = false;           // the power goes when that call has failed and the process has ended
};

struct ScriptReport {
    std::uint64_t operations = 0;           // of the script until the fault, or of all of it
    std::uint64_t recovery_operations = 0;  // of the first start after the cut
    bool cut_struck = false;                // in the middle of an operation
    bool recovery_cut_struck = false;
    bool lost_something = false;
    std::uint64_t calls_failed = 0;
    std::uint64_t stored = 0, refused = 0, unknown = 0;  // answers
    std::vector<Violation> violations;
    std::string story;
};

[[nodiscard]] ScriptReport run_script(const Script& script, const ScriptFault& fault);

}  // namespace forloeb::faults
