#include <doctest/doctest.h>

#include <set>

#include "tests/projections/advice/advice_scenario.hpp"

namespace forloeb {
namespace {

using testing::MicroCase;

std::vector<MicroCase> all_scenarios() {
    std::vector<MicroCase> all;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/scenarios/advice"))
        if (entry.path().extension() == ".txt")
            for (MicroCase& scenario : testing::MicroCaseReader::read(entry.path())) all.push_back(std::move(scenario));
    return all;
}

std::map<std::string, std::string> expected_of(const MicroCase& scenario) { return {scenario.expectations.begin(), scenario.expectations.end()}; }

}  // namespace

TEST_CASE("every micro-case of a rule gives the advice its file says, resting on the events it names") {
    for (const MicroCase& scenario : all_scenarios()) {
        CAPTURE(scenario.place);
        CAPTURE(scenario.title);
        REQUIRE(expected_of(scenario).contains("state"));
        const auto found = testing::said(testing::advised(scenario));
        for (const auto& [name, expected] : expected_of(scenario)) {
            CAPTURE(name);
            REQUIRE(found.contains(name));
            CHECK(found.at(name) == expected);
        }
        for (const auto& [name, said] : found) {
            CAPTURE(name);
            CAPTURE(said);
            CHECK((expected_of(scenario).contains(name) || name.starts_with("criterion ")));
        }
    }
}

TEST_CASE("every rule has micro-cases that let it speak and let it be silent, and one that does not know where it can miss something") {
    std::map<std::string, std::set<std::string>> states;
    for (const MicroCase& scenario : all_scenarios()) states[scenario.about].insert(expected_of(scenario).at("state"));
    const std::set<std::string> cannot_miss = {"R2", "R8", "R10", "R14", "R15"};  // silent where nothing can be told
    for (const advice::Rule& rule : advice::all_rules()) {
        CAPTURE(rule.id);
        CHECK(states[rule.id].contains("advise"));
        CHECK(states[rule.id].contains("nothing"));
        CHECK((states[rule.id].contains("unknown") || cannot_miss.contains(rule.id)));
    }
}

TEST_CASE("there are eighteen rules, each with words in both languages and the source of every threshold") {
    CHECK(advice::all_rules().size() == 18);
    for (const advice::Rule& rule : advice::all_rules()) {
        CAPTURE(rule.id);
        CHECK(advice::find_rule(rule.id) == &rule);
        for (const Words* words : {&rule.title, &rule.says}) {
            CHECK_FALSE(words->da.empty());
            CHECK_FALSE(words->en.empty());
        }
        for (const ParameterDefinition& parameter : rule.parameters) CHECK_FALSE(parameter.source.empty());
    }
}

}  // namespace forloeb
