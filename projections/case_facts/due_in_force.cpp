#include "projections/case_facts/promise_facts.hpp"

namespace forloeb::facts {

WhenTold due_in_force(const WhenTold& first, const std::vector<NewDue>& later) {
    WhenTold due = first;
    for (const NewDue& next : later) {
        const bool comparable = !due.is_unknown() && due.precision != Precision::MONTH && !next.at.imprecise();
        if (comparable && !in_time(next.at.when, due)) continue;
        due = next.due;
    }
    return due;
}

}  // namespace forloeb::facts
