#include "projections/caseload/advised.hpp"

#include <algorithm>

#include "projections/advice/advice.hpp"

namespace forloeb {
namespace {

bool is_for_the_day(const advice::Rule& rule) {
    return rule.reach == advice::Reach::one_case && rule.id != "R7" && rule.id != "R12";
}

}  // namespace

std::vector<Pending> advised_in(const CaseReading& reading) {
    std::vector<Pending> matters;
    const advice::AcrossCases no_others;
    for (const advice::Rule& rule : advice::all_rules()) {
        if (!is_for_the_day(rule)) continue;
        const auto usual = Parameters::resolve(rule.parameters, {});
        if (!usual) continue;
        const advice::Advice said = rule.judge({reading.facts(), reading.history(), reading.observed(), *usual, no_others});
        const auto found = std::ranges::find(said.findings, advice::State::advise, &advice::Finding::state);
        if (found == said.findings.end()) continue;
        Pending matter;
        matter.reason = answers::Attention::ADVICE;
        matter.code = rule.id;
        matter.reference = found->code;
        if (!found->evidence.empty()) matter.since = found->evidence.front();
        matters.push_back(std::move(matter));
    }
    return matters;
}

}  // namespace forloeb
