// Reads and runs the micro-cases of tests/scenarios/advice (format: the README there).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "projections/advice/across_cases.hpp"
#include "tests/projections/history_builder.hpp"

namespace forloeb::testing {

struct AdviceScenario {
    std::string title;
    std::string place;  // file:line
    std::string rule;
    std::string observed;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::vector<std::vector<std::string>> cases;  // the first is the one asked about
    std::map<std::string, std::string> expected;  // as said() writes it
};

class AdviceScenarioReader {
  public:
    static std::vector<AdviceScenario> read(const std::filesystem::path& file) {
        AdviceScenarioReader reader;
        std::ifstream in(file);
        std::string line;
        for (int number = 1; std::getline(in, line); ++number) {
            reader.place_ = file.filename().string() + ":" + std::to_string(number);
            line = trim(line.substr(0, line.find(" //")));
            if (!line.empty() && !line.starts_with("//")) reader.take(line);
        }
        return std::move(reader.scenarios_);
    }

  private:
    static std::string trim(const std::string& text) {
        const auto first = text.find_first_not_of(" \t\r");
        if (first == std::string::npos) return {};
        return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
    }
    static std::pair<std::string, std::string> halves(const std::string& text) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) return {trim(text), ""};
        return {trim(text.substr(0, equals)), trim(text.substr(equals + 1))};
    }

    void take(const std::string& line) {
        const auto colon = line.find(':');
        const std::string key = line.substr(0, colon);
        const std::string value = colon == std::string::npos ? "" : trim(line.substr(colon + 1));
        if (key == "scenario") {
            scenarios_.push_back({});
            scenarios_.back().title = value;
            scenarios_.back().place = place_;
            section_.clear();
            return;
        }
        if (scenarios_.empty()) throw std::runtime_error(place_ + ": a file begins with 'scenario: '");
        AdviceScenario& scenario = scenarios_.back();
        if (key == "rule") scenario.rule = value;
        else if (key == "observed") scenario.observed = value;
        else if (key == "parameter") scenario.parameters.push_back(halves(value));
        else if (key == "case") { section_ = "case"; scenario.cases.emplace_back(); }
        else if (key == "then") section_ = "then";
        else if (section_ == "case") scenario.cases.back().push_back(line);
        else if (section_ == "then") scenario.expected.insert(halves(line));
        else throw std::runtime_error(place_ + ": unknown line: " + line);
    }

    std::vector<AdviceScenario> scenarios_;
    std::string section_;
    std::string place_;
};

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

inline advice::Advice run_scenario(const AdviceScenario& scenario) {
    const advice::Rule* rule = advice::find_rule(scenario.rule);
    if (rule == nullptr) throw std::runtime_error(scenario.place + ": no rule " + scenario.rule);
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
