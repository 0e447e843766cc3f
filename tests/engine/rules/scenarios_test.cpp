// Every scenario file is played, and every rule has an example it accepts and one it refuses.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/engine/rules/scenario.hpp"

namespace forloeb::testing {
namespace {

std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(FORLOEB_SOURCE_DIR "/tests/scenarios/rules")) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::size_t lines_beginning(const std::filesystem::path& file, const std::string& with) {
    std::ifstream in(file);
    std::size_t count = 0;
    for (std::string line; std::getline(in, line);) count += line.starts_with(with) ? 1 : 0;
    return count;
}

// Is one of the turn's events of a type that the rule is about?
bool concerns(const std::string& rule, const ScenarioTurn& turn) {
    return std::ranges::any_of(turn.events, [&](const std::string& line) {
        std::istringstream words(line);
        std::string when;
        std::string type;
        words >> when >> type;
        const auto about = rules_about(*find_event_type(type));
        return std::ranges::find(about, rule, &Rule::id) != about.end();
    });
}

TEST_CASE("every scenario of the case rules goes as it is written") {
    std::size_t played = 0;
    for (const auto& file : scenario_files()) {
        CAPTURE(file.filename().string());
        REQUIRE(file.extension() == ".txt");
        const auto scenarios = ScenarioReader::read(file);
        CHECK(scenarios.size() == lines_beginning(file, "scenario:"));
        CHECK_FALSE(scenarios.empty());
        for (const Scenario& scenario : scenarios) {
            CAPTURE(scenario.place);
            CAPTURE(scenario.title);
            CHECK(ScenarioPlayer(scenario).play() == "");
            ++played;
        }
    }
    CHECK(played >= 2 * rule_table().size());
}

TEST_CASE("every case rule has a scenario that it accepts and one that it refuses") {
    std::set<std::string> accepted;
    std::set<std::string> refused;
    for (const auto& file : scenario_files()) {
        for (const Scenario& scenario : ScenarioReader::read(file)) {
            CAPTURE(scenario.place);
            CHECK_MESSAGE(find_rule(scenario.rule) != nullptr, "names no rule: " << scenario.rule);
            for (const ScenarioTurn& turn : scenario.turns) {
                if (turn.outcome == "stored" && concerns(scenario.rule, turn)) accepted.insert(scenario.rule);
                if (turn.outcome == "refused") refused.insert(turn.rule);
            }
        }
    }
    for (const Rule& rule : rule_table()) {
        CHECK_MESSAGE(accepted.contains(std::string(rule.id)), "no scenario is accepted under " << rule.id);
        CHECK_MESSAGE(refused.contains(std::string(rule.id)), "no scenario is refused by " << rule.id);
    }
}

}  // namespace
}  // namespace forloeb::testing
