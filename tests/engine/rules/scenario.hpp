// Reads and plays the scenario files of tests/scenarios (format: tests/scenarios/README.md).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/rules/rule_table.hpp"
#include "engine/rules/rules.hpp"
#include "tests/engine/sketched_event.hpp"

namespace forloeb::testing {

/// "when" and "then": one append, and what the rules say to it.
struct ScenarioTurn {
    std::vector<std::string> events;
    std::string outcome;  // "stored", "refused", "marked"
    std::string rule;     // of refused and marked
    std::string because;  // label of the event it collides with, or empty
};

struct Scenario {
    std::string title;
    std::string place;  // file:line
    std::string rule;   // the rule it is an example of
    StreamKind stream = StreamKind::case_;
    bool imported = false;  // appended as imported history: objections mark, they do not refuse
    std::vector<std::string> given;
    std::vector<ScenarioTurn> turns;
};

inline std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

class ScenarioReader {
  public:
    static std::vector<Scenario> read(const std::filesystem::path& file) {
        ScenarioReader reader;
        std::ifstream in(file);
        std::string line;
        for (int number = 1; std::getline(in, line); ++number) {
            reader.place_ = file.filename().string() + ":" + std::to_string(number);
            line = trimmed(line.substr(0, line.find(" //")));
            if (!line.empty() && !line.starts_with("//")) reader.take(line);
        }
        return std::move(reader.scenarios_);
    }

  private:
    void take(const std::string& line) {
        const auto colon = line.find(": ");
        const bool heading = line.ends_with(':');
        const std::string key = heading ? line.substr(0, line.size() - 1) : line.substr(0, colon);
        const std::string value = heading || colon == std::string::npos ? "" : trimmed(line.substr(colon + 1));
        if (key == "scenario") {
            scenarios_.push_back({.title = value, .place = place_, .rule = {}, .given = {}, .turns = {}});
            section_.clear();
            return;
        }
        if (scenarios_.empty()) broken("a file begins with 'scenario: '");
        Scenario& scenario = scenarios_.back();
        if (key == "rule") {
            scenario.rule = value;
        } else if (key == "stream") {
            scenario.stream = parse_stream_kind(value).value();
        } else if (key == "imported") {
            scenario.imported = value == "yes";
        } else if (key == "given" || key == "when") {
            section_ = key;
            if (key == "when") scenario.turns.emplace_back();
        } else if (key == "then") {
            outcome(scenario.turns.back(), value);
            section_.clear();
        } else if (section_ == "given") {
            scenario.given.push_back(line);
        } else if (section_ == "when") {
            scenario.turns.back().events.push_back(line);
        } else {
            broken("unknown line: " + line);
        }
    }

    void outcome(ScenarioTurn& turn, const std::string& text) {
        std::istringstream words(text);
        std::string word;
        words >> turn.outcome >> turn.rule;
        if (words >> word && word == "because") words >> word >> turn.because;  // "because of LABEL"
        if (turn.outcome != "stored" && turn.outcome != "refused" && turn.outcome != "marked") broken("then: " + text);
    }

    [[noreturn]] void broken(const std::string& why) const { throw std::runtime_error(place_ + ": " + why); }

    std::vector<Scenario> scenarios_;
    std::string section_;
    std::string place_;
};

/// Plays one scenario against the rules.
class ScenarioPlayer {
  public:
    explicit ScenarioPlayer(const Scenario& scenario) : scenario_(scenario), state_(scenario.stream) {}

    /// What went otherwise than the file says; empty if nothing did.
    std::string play() {
        for (const std::string& line : scenario_.given) {
            const auto objections = append({line});
            if (!objections.empty() && !scenario_.imported) return "given is refused: " + objections[0].error.message;
        }
        for (const ScenarioTurn& turn : scenario_.turns) {
            const std::string wrong = judge(turn, append(turn.events));
            if (!wrong.empty()) return wrong;
        }
        return scenario_.turns.empty() ? "no 'when'" : "";
    }

  private:
    std::vector<Objection> append(const std::vector<std::string>& lines) {
        std::vector<SketchedEvent> events;
        for (const std::string& line : lines) events.push_back(sketch(line));
        std::vector<ProposedView> views;
        for (const SketchedEvent& event : events) views.push_back(event.view());
        return decide_and_apply(state_, views, scenario_.imported);
    }

    // "... as LABEL" names an event; "@LABEL" in later lines stands for its id.
    SketchedEvent sketch(std::string line) {
        ++number_;
        if (const auto as = line.find(" as "); as != std::string::npos) {
            labels_[trimmed(line.substr(as + 4))] = number_;
            line.resize(as);
        }
        for (auto at = line.find("=@"); at != std::string::npos; at = line.find("=@", at + 1)) {
            const auto end = std::min(line.find(' ', at), line.size());
            const std::string label = line.substr(at + 2, end - at - 2);
            // A label nobody has is the id of an event that is not in this stream.
            const std::uint64_t number = labels_.contains(label) ? labels_[label] : 999'999;
            line.replace(at + 1, end - at - 1, "#" + std::to_string(number));
        }
        return SketchedEvent(number_, line);
    }

    std::string judge(const ScenarioTurn& turn, const std::vector<Objection>& objections) {
        if (objections.empty()) return turn.outcome == "stored" ? "" : "stored, and not " + turn.outcome;
        const Error& error = objections[0].error;
        if (turn.outcome == "stored") return "refused: " + error.message;
        if ((turn.outcome == "marked") != scenario_.imported) return "'marked' is for imported history";
        if (error.rule != turn.rule) return "refused by another rule: " + error.message;
        if (turn.because.empty()) return "";
        const std::string id = sketched_id(labels_.at(turn.because)).text();
        return error.message.find(id) == std::string::npos ? "collides with something else: " + error.message : "";
    }

    const Scenario& scenario_;
    CaseState state_;
    std::map<std::string, std::uint64_t> labels_;
    std::uint64_t number_ = 0;
};

}  // namespace forloeb::testing
