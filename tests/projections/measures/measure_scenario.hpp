// Reads and runs the micro-cases of tests/scenarios/measures (format: the README there).
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "projections/measures/period_strata.hpp"
#include "projections/measures/recording.hpp"
#include "tests/projections/history_builder.hpp"

namespace forloeb::testing {

struct MeasureScenario {
    std::string title;
    std::string place;  // file:line
    std::string measure;
    std::string observed;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::map<std::string, std::string> cohort;
    std::vector<std::vector<std::string>> cases;                   // events, line by line
    std::vector<std::vector<std::string>> projects;
    std::vector<std::pair<std::string, std::string>> expectations; // figure -> number or state
};

class MeasureScenarioReader {
  public:
    static std::vector<MeasureScenario> read(const std::filesystem::path& file) {
        MeasureScenarioReader reader;
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
        MeasureScenario& scenario = scenarios_.back();
        if (key == "measure") scenario.measure = value;
        else if (key == "observed") scenario.observed = value;
        else if (key == "parameter") scenario.parameters.push_back(halves(value));
        else if (key == "cohort") scenario.cohort.insert(halves(value));
        else if (key == "case") { section_ = "case"; scenario.cases.emplace_back(); }
        else if (key == "project") { section_ = "project"; scenario.projects.emplace_back(); }
        else if (key == "then") section_ = "then";
        else if (section_ == "case") scenario.cases.back().push_back(line);
        else if (section_ == "project") scenario.projects.back().push_back(line);
        else if (section_ == "then") scenario.expectations.push_back(halves(line));
        else throw std::runtime_error(place_ + ": unknown line: " + line);
    }

    std::vector<MeasureScenario> scenarios_;
    std::string section_;
    std::string place_;
};

inline Cohort cohort_of(const MeasureScenario& scenario) {
    Cohort cohort;
    for (const auto& [name, value] : scenario.cohort) {
        if (name == "from") cohort.from = parse_date(value).value();
        else if (name == "to") cohort.to = parse_date(value).value();
        else if (name == "at") cohort.at = parse_date(value).value();
        else if (name == "unit") cohort.unit = value;
        else if (name == "kind") cohort.kind = value;
        else if (name == "by") cohort.by = value;
        else throw std::runtime_error(scenario.place + ": unknown cohort field " + name);
    }
    return cohort;
}

/// The stream as written: events line by line; "recorded TIME" says when those after it were recorded.
/// Streams are recorded one after the other, in the order of the file.
inline HistoryBuilder told(const std::vector<std::string>& lines, std::uint64_t number, StreamKind kind) {
    constexpr std::uint64_t lines_max = 1000;  // of one stream
    HistoryBuilder builder(number, kind);
    builder.from_position(number * lines_max);
    std::string recorded = "2026-12-31T12:00:00Z";
    for (const std::string& line : lines)
        if (line.starts_with("recorded "))
            recorded = line.substr(line.find(' ') + 1);
        else
            builder.add(line, recorded);
    return builder;
}

/// The raw figures, before disclosure control: what the definition says, on the smallest case that shows it.
inline MeasureOutput run_scenario(const MeasureScenario& scenario) {
    const MeasureDefinition* definition = find_measure(scenario.measure);
    if (definition == nullptr) throw std::runtime_error(scenario.place + ": no measure " + scenario.measure);
    const Cohort cohort = cohort_of(scenario);
    auto parameters = Parameters::resolve(definition->parameters, scenario.parameters);
    if (!parameters) throw std::runtime_error(scenario.place + ": " + parameters.error().message);
    const Observed observed = Observed::until(parse_as_of(scenario.observed).value());
    const auto measure = start_measure(*definition, {observed, cohort, *parameters});
    Recording recording;
    std::uint64_t number = 0;
    for (const auto& lines : scenario.cases) {
        const HistoryBuilder builder = told(lines, ++number, StreamKind::case_);
        const facts::CaseFacts facts = facts::facts_of(builder.case_id(), builder.history(observed.by)).value();
        measure->add(facts);
        recording.add(facts);
    }
    for (const auto& lines : scenario.projects) {
        const HistoryBuilder builder = told(lines, ++number, StreamKind::project);
        measure->add_project(facts::project_facts_of(builder.case_id(), builder.history(observed.by)).value());
    }
    MeasureOutput output = measure->finish();
    mark_unrecorded(output, recording, cohort, observed);
    return output;
}

}  // namespace forloeb::testing
