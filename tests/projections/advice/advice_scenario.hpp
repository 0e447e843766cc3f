// Runs the micro-cases of tests/scenarios/advice (format: the README there).
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "projections/advice/across_cases.hpp"
#include "tests/projections/history_builder.hpp"
#include "tests/projections/micro_case.hpp"

namespace forloeb::testing {

/// "2026-02-10T12:00:00Z> 2026-02-01 contact.held {...}": recorded then; else recorded when builder.add says.
inline void add_line(HistoryBuilder& builder, const std::string& line) {
    const auto mark = line.find("> ");
    const bool recorded = mark != std::string::npos && mark < line.find(' ');
    if (recorded)
        builder.add(line.substr(mark + 2), line.substr(0, mark));
    else
        builder.add(line);
}

inline const char* word(Answer answer) {
    if (answer == Answer::YES) return "yes";
    return answer == Answer::NO ? "no" : "unknown";
}

inline const char* word(advice::State state) {
    if (state == advice::State::advise) return "advise";
    return state == advice::State::unknown ? "unknown" : "nothing";
}

/// "advise 2 5": the lines of the case that a finding rests on, in order.
inline std::string said(const advice::Finding& finding) {
    std::vector<std::uint64_t> lines;
    for (const Told& told : finding.evidence) lines.push_back(told.version.value);
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    std::string text = word(finding.state);
    for (const std::uint64_t line : lines) text += " " + std::to_string(line);
    return text;
}

/// Everything the rule said, in the words of the files' `then:`. A code said twice is numbered: no_due, no_due 2.
inline std::map<std::string, std::string> said(const advice::Advice& advice) {
    std::map<std::string, std::string> all = {{"state", word(advice.state())}};
    std::map<std::string, int> times;
    for (const advice::Finding& finding : advice.findings) {
        const int time = ++times[finding.code];
        all[time == 1 ? finding.code : finding.code + " " + std::to_string(time)] = said(finding);
    }
    for (const advice::Criterion& criterion : advice.criteria) all["criterion " + criterion.code] = word(criterion.met);
    if (advice.score) all["score"] = std::to_string(advice.score->low) + " to " + std::to_string(advice.score->high);
    return all;
}

inline advice::Advice advised(const MicroCase& scenario) {
    const advice::Rule* rule = advice::find_rule(scenario.about);
    if (rule == nullptr) throw std::runtime_error(scenario.place + ": no rule " + scenario.about);
    auto parameters = Parameters::resolve(rule->parameters, scenario.parameters);
    if (!parameters) throw std::runtime_error(scenario.place + ": " + parameters.error().message);
    const Observed observed = Observed::until(parse_as_of(scenario.observed).value());
    std::vector<History> histories;
    std::vector<facts::CaseFacts> cases;
    for (const auto& lines : scenario.cases) {
        HistoryBuilder builder(cases.size() + 1);
        for (const std::string& line : lines) add_line(builder, line);
        histories.push_back(builder.history(observed.by));
        cases.push_back(facts::facts_of(builder.case_id(), histories.back()).value());
    }
    advice::AcrossCases across;
    for (const facts::CaseFacts& each : cases) advice::see_case(across, rule->reach, cases.front(), each);
    return rule->judge({cases.front(), histories.front(), observed, *parameters, across});
}

}  // namespace forloeb::testing
