#include <doctest/doctest.h>

#include <set>

#include "tests/projections/measures/measure_scenario.hpp"

namespace forloeb {
namespace {

using testing::MicroCase;

std::filesystem::path folder() { return std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/scenarios/measures"; }

std::vector<MicroCase> all_scenarios() {
    std::vector<MicroCase> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        if (entry.path().extension() == ".txt")
            for (MicroCase& scenario : testing::MicroCaseReader::read(entry.path())) all.push_back(std::move(scenario));
    return all;
}

// "figure", "figure.n", "figure.low", or "figure @ stratum": the number, or the state in words.
std::string said(const MeasureOutput& output, const std::string& name) {
    const auto at = name.find(" @ ");
    const SampleFigures* sample = at == std::string::npos ? &output.whole : nullptr;
    for (const SampleFigures& stratum : output.strata)
        if (at != std::string::npos && stratum.stratum == name.substr(at + 3)) sample = &stratum;
    if (sample == nullptr) return "no such stratum";
    const std::string wanted = name.substr(0, at);
    for (const Figure& figure : sample->figures) {
        if (wanted == figure.code) {
            switch (figure.state) {
                case FigureState::shown: return std::to_string(figure.value);
                case FigureState::empty: return "empty";
                case FigureState::not_reached: return "not reached";
                case FigureState::not_recorded: return "not recorded";
                case FigureState::hidden: return "hidden";
            }
        }
        if (!wanted.starts_with(figure.code + ":")) continue;
        const std::string part = wanted.substr(figure.code.size() + 1);
        if (part == "n") return std::to_string(figure.n);
        if (part == "missing") return std::to_string(figure.missing);
        if (part == "imprecise") return std::to_string(figure.imprecise);
        if (part == "censored") return std::to_string(figure.censored);
        if (part == "low") return std::to_string(figure.interval.low);
        if (part == "high") return std::to_string(figure.interval.high);
        if (part == "denominator") return std::to_string(figure.denominator);
    }
    return "no such figure";
}

bool is_number(const std::string& text) { return text.find_first_not_of("0123456789.-") == std::string::npos; }

}  // namespace

TEST_CASE("every micro-case gives the same from the rows that a server keeps") {
    for (const MicroCase& scenario : all_scenarios()) {
        CAPTURE(scenario.place);
        const MeasureOutput folded = testing::measured(scenario);
        const MeasureOutput stored = testing::measured(scenario, testing::MeasuredFrom::rows);
        for (const auto& [name, expected] : scenario.expectations) {
            CAPTURE(name);
            CHECK(said(stored, name) == said(folded, name));
        }
    }
}

TEST_CASE("every micro-case of a measure gives the numbers its file says") {
    for (const MicroCase& scenario : all_scenarios()) {
        CAPTURE(scenario.place);
        CAPTURE(scenario.title);
        REQUIRE_FALSE(scenario.expectations.empty());
        const MeasureOutput output = testing::measured(scenario);
        for (const auto& [name, expected] : scenario.expectations) {
            CAPTURE(name);
            const std::string found = said(output, name);
            if (is_number(expected) && is_number(found))
                CHECK(std::stod(found) == doctest::Approx(std::stod(expected)).epsilon(0.0005));
            else
                CHECK(found == expected);
        }
    }
}

TEST_CASE("every measure has a micro-case") {
    std::set<std::string> shown;
    for (const MicroCase& scenario : all_scenarios()) shown.insert(scenario.about);
    for (const MeasureDefinition& measure : all_measures()) {
        CAPTURE(measure.id);
        CHECK(shown.contains(measure.id));
    }
}

}  // namespace forloeb
