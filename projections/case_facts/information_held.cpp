#include "projections/case_facts/information_held.hpp"

namespace forloeb {
namespace {

/// Is `a` no later than `b`? Yes if neither is said, unknown if one is not.
Answer no_later(const WhenTold& a, const WhenTold& b) {
    if (a.is_unknown() || b.is_unknown()) return a.is_unknown() == b.is_unknown() ? Answer::YES : Answer::UNKNOWN;
    return local_date(a) <= local_date(b) ? Answer::YES : Answer::NO;
}

}  // namespace

Answer covers(const facts::InformationScope& held, const facts::InformationScope& wanted) {
    if (held.topic != wanted.topic) return Answer::NO;
    const Answer start = no_later(held.from, wanted.from);
    const Answer end = no_later(wanted.to, held.to);
    if (start == Answer::NO || end == Answer::NO) return Answer::NO;
    return start == Answer::YES && end == Answer::YES ? Answer::YES : Answer::UNKNOWN;
}

std::vector<InformationHeld> information_held(const facts::CaseFacts& facts, const facts::InformationScope& wanted, Position before) {
    std::vector<InformationHeld> held;
    for (const facts::InformationRequest& request : facts.requests)
        for (const facts::InformationProvision& provision : request.provisions) {
            const Answer covering = covers(provision.scope, wanted);
            if (covering == Answer::NO || before <= provision.at.position || provision.holder_sector == Sector::EXTERNAL) continue;
            held.push_back({facts.case_id, &provision, provision.holder.empty() ? facts.act(provision.at).unit : provision.holder, covering});
        }
    return held;
}

}  // namespace forloeb
