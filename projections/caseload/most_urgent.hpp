// What is most urgent in each case on a day, over all caseloads: what a list of cases is put in order by. From the stored
// rows, each read once. Any thread.
#pragma once

#include <map>
#include <tuple>

#include "projections/caseload/attention.hpp"
#include "projections/runner/runner.hpp"

namespace forloeb {

struct MostUrgent {
    answers::Attention reason;
    WhenTold date;  // when it was or is due; of what has no such date, since when

    /// The order of the caseload: by reason, what is due first before the rest.
    [[nodiscard]] auto place() const { return std::tuple(reason, date.at); }
};

/// Cases without an entry have nothing pending, are closed, or nobody works on them.
[[nodiscard]] Result<std::map<Uuid, MostUrgent>> most_urgent_by_case(Runner& runner, const Observed& now, const AttentionLimits& limits);

}  // namespace forloeb
