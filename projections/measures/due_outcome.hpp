// What became of something that was due: a promise (M17) or a deadline (M18). A new date counts only if it was given by
// the one before. Pure; any thread.
#pragma once

#include <optional>
#include <vector>

#include "projections/case_facts/case_time.hpp"

namespace forloeb {

struct DueOutcome {
    enum class Kind : std::uint8_t {
        in_time,
        late,       // done, but after the due date
        open,       // the due date has passed, and nobody told that it was done
        not_yet,    // due only after O
        no_due,     // never had a date
        imprecise,  // the date, or when it was done, is only known to the month
    };
    Kind kind;
    WhenTold due;  // in force at the end
};

[[nodiscard]] DueOutcome due_outcome(const WhenTold& first_due, const std::vector<facts::NewDue>& later, const std::optional<Told>& done,
                                     const Observed& observed);

}  // namespace forloeb
