#include "projections/advice/across_cases.hpp"

#include <algorithm>

namespace forloeb::advice {
namespace {

void see_deadlines(AcrossCases& across, const facts::CaseFacts& facts) {
    for (const facts::Deadline& deadline : facts.deadlines) {
        if (!deadline.met || deadline.met->imprecise() || deadline.set.imprecise()) continue;
        across.deadlines.push_back({deadline.kind, deadline.unit.empty() ? attributes_when(facts, deadline.set).unit : deadline.unit,
                                    deadline.met->date(), days_between(deadline.set.date(), deadline.met->date())});
    }
}

}  // namespace

bool needs(Reach reach, const facts::CaseFacts& asked) {
    if (reach == Reach::all_cases)
        return std::any_of(asked.deadlines.begin(), asked.deadlines.end(), [](const facts::Deadline& deadline) { return !deadline.met; });
    if (reach == Reach::citizen)
        return std::any_of(asked.requests.begin(), asked.requests.end(), [](const facts::InformationRequest& request) { return request.requested.has_value(); });
    return false;
}

void see_case(AcrossCases& across, Reach reach, const facts::CaseFacts& asked, const facts::CaseFacts& other) {
    if (reach == Reach::citizen && other.case_id != asked.case_id && !asked.citizen.is_nil() && other.citizen == asked.citizen)
        across.of_citizen.push_back(other);
    if (reach == Reach::all_cases) see_deadlines(across, other);
}

}  // namespace forloeb::advice
