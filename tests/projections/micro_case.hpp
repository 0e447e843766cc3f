// Reads the micro-cases of tests/scenarios/measures and tests/scenarios/advice (format: the READMEs there): a few events at
// the boundaries of a measure or a rule, and what it then says.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace forloeb::testing {

struct MicroCase {
    std::string title;
    std::string place;  // file:line
    std::string about;  // the measure or the rule
    std::string observed;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::map<std::string, std::string> cohort;
    std::vector<std::vector<std::string>> cases;                   // events, line by line; of advice the first is the one asked about
    std::vector<std::vector<std::string>> projects;
    std::vector<std::pair<std::string, std::string>> expectations; // figure or finding -> number, state or words
};

class MicroCaseReader {
  public:
    static std::vector<MicroCase> read(const std::filesystem::path& file) {
        MicroCaseReader reader;
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
        MicroCase& scenario = scenarios_.back();
        if (key == "measure" || key == "rule") scenario.about = value;
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

    std::vector<MicroCase> scenarios_;
    std::string section_;
    std::string place_;
};

}  // namespace forloeb::testing
