#include "projections/case_facts/decision_discussion.hpp"

#include <algorithm>

namespace forloeb {
namespace {

bool with_another(const facts::Discussion& discussion, const std::string& own_unit) {
    return std::any_of(discussion.with.begin(), discussion.with.end(), [&](const facts::Discussant& discussant) {
        return discussant.specialist == Answer::YES || (!discussant.unit.empty() && discussant.unit != own_unit);
    });
}

}  // namespace

Answer discussed_before_issue(const facts::Decision& decision) {
    if (!decision.drafted || decision.drafted->imprecise()) return Answer::UNKNOWN;
    if (decision.issued && decision.issued->imprecise()) return Answer::UNKNOWN;
    for (const facts::Discussion& discussion : decision.discussions) {
        if (discussion.at.imprecise() || !with_another(discussion, decision.unit)) continue;
        if (in_order(*decision.drafted, discussion.at) && (!decision.issued || in_order(discussion.at, *decision.issued))) return Answer::YES;
    }
    return Answer::NO;
}

}  // namespace forloeb
