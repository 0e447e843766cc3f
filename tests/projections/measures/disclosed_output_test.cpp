#include "projections/measures/disclosed_output.hpp"

#include <doctest/doctest.h>

#include "projections/measures/statistics/disclosure.hpp"

namespace forloeb {
namespace {

Figure count(const std::string& code, std::uint64_t counted, std::uint64_t among, const std::string& partition = {},
             DisclosureTest test = DisclosureTest::count) {
    Figure figure;
    figure.code = code;
    figure.value = static_cast<double>(counted);
    figure.n = static_cast<std::int64_t>(among);
    figure.test = test;
    figure.counted = counted;
    figure.among = among;
    figure.partition = partition;
    return figure;
}

SampleFigures sample(const std::string& name, std::uint64_t persons, std::vector<Figure> figures) {
    return {name, std::move(figures), persons, persons};
}

bool hidden(const Figure& figure) { return figure.state == FigureState::hidden; }

}  // namespace

TEST_CASE("of answers neither none nor all is shown, of processes both are") {
    MeasureOutput output;
    output.whole = sample("", 20, {count("none", 0, 20), count("all", 20, 20), count("said_none", 0, 20, "", DisclosureTest::answers),
                                   count("said_all", 20, 20, "", DisclosureTest::answers), count("said", 10, 20, "", DisclosureTest::answers)});
    const Suppression suppression = disclose(output);
    CHECK_FALSE(hidden(output.whole.figures[0]));
    CHECK_FALSE(hidden(output.whole.figures[1]));
    CHECK(hidden(output.whole.figures[2]));
    CHECK(hidden(output.whole.figures[3]));
    CHECK(output.whole.figures[3].value == 0);
    CHECK_FALSE(hidden(output.whole.figures[4]));
    CHECK(suppression.primary == 2);
    CHECK(suppression.secondary == 0);
}

TEST_CASE("a hidden answer takes the smallest other along until five persons are hidden, and what tells of it") {
    MeasureOutput output;
    const auto answer = [](const char* code, std::uint64_t counted) { return count(code, counted, 30, "item", DisclosureTest::answers); };
    output.whole = sample("", 30, {answer("1", 0), answer("2", 2), answer("3", 8), answer("4", 12), answer("5", 8)});
    Figure top = count("top_two", 20, 30, "", DisclosureTest::answers);
    top.hidden_with = "item";
    output.whole.figures.push_back(top);
    const Suppression suppression = disclose(output);
    CHECK(hidden(output.whole.figures[0]));
    CHECK(hidden(output.whole.figures[1]));
    CHECK(hidden(output.whole.figures[2]));        // 8: of the two eights the lower code
    CHECK_FALSE(hidden(output.whole.figures[4]));
    CHECK_FALSE(hidden(output.whole.figures[3]));
    CHECK(hidden(output.whole.figures[5]));
    CHECK(suppression.primary == 2);
    CHECK(suppression.secondary == 2);
}

TEST_CASE("a count hidden in one stratum cannot be found from the whole and the other strata") {
    MeasureOutput output;
    output.whole = sample("", 60, {count("x", 23, 60)});
    output.strata = {sample("a", 20, {count("x", 2, 20)}), sample("b", 20, {count("x", 9, 20)}), sample("c", 20, {count("x", 12, 20)})};
    const Suppression suppression = disclose(output);
    CHECK_FALSE(hidden(output.whole.figures[0]));
    CHECK(hidden(output.strata[0].figures[0]));
    CHECK(hidden(output.strata[1].figures[0]));
    CHECK_FALSE(hidden(output.strata[2].figures[0]));
    CHECK(suppression.primary == 1);
    CHECK(suppression.secondary == 1);
}

TEST_CASE("where the total is hidden too there is nothing to subtract from") {
    MeasureOutput output;
    output.whole = sample("", 60, {count("x", 57, 60)});
    output.strata = {sample("a", 20, {count("x", 17, 20)}), sample("b", 40, {count("x", 40, 40)})};
    disclose(output);
    CHECK(hidden(output.whole.figures[0]));
    CHECK(hidden(output.strata[0].figures[0]));
    CHECK_FALSE(hidden(output.strata[1].figures[0]));
}

TEST_CASE("rows and columns cover each other until nothing can be found either way") {
    // In a, 2 is too few and 6 goes with it; in the columns of both, b's must go too.
    MeasureOutput output;
    const auto row = [](std::uint64_t x, std::uint64_t y, std::uint64_t z) {
        const std::uint64_t n = x + y + z;
        return std::vector<Figure>{count("x", x, n, "p"), count("y", y, n, "p"), count("z", z, n, "p")};
    };
    output.whole = sample("", 75, row(15, 20, 40));
    output.strata = {sample("a", 28, row(2, 6, 20)), sample("b", 47, row(13, 14, 20))};
    disclose(output);
    CHECK(hidden(output.strata[0].figures[0]));
    CHECK(hidden(output.strata[0].figures[1]));
    CHECK(hidden(output.strata[1].figures[0]));
    CHECK(hidden(output.strata[1].figures[1]));
    CHECK_FALSE(hidden(output.strata[0].figures[2]));
    CHECK_FALSE(hidden(output.strata[1].figures[2]));
    for (const Figure& figure : output.whole.figures) CHECK_FALSE(hidden(figure));
}

TEST_CASE("a stratum of too few persons loses its figures, and one that adds up to nothing hides no other") {
    MeasureOutput output;
    output.strata = {sample("leaders", 4, {count("x", 4, 4)}), sample("caseworkers", 30, {count("x", 30, 30)})};
    for (SampleFigures& stratum : output.strata) stratum.part_of = std::nullopt;
    const Suppression suppression = disclose(output);
    CHECK(output.strata[0].hidden);
    CHECK(output.strata[0].figures.empty());
    CHECK_FALSE(output.strata[1].hidden);
    CHECK(suppression.primary == 1);
    CHECK(suppression.secondary == 0);
}

TEST_CASE("secondary suppression takes the lowest code of equals and stops when nothing is left to hide") {
    std::vector<disclosure::Cell> equals = {{"c", 7, false}, {"b", 7, false}, {"a", 1, true}};
    CHECK(disclosure::hide_secondary(equals, {{0, 1, 2}}) == 1);
    CHECK(equals[1].hidden);
    std::vector<disclosure::Cell> alone = {{"a", 1, true}, {"b", 0, false}};
    CHECK(disclosure::hide_secondary(alone, {{0, 1}}) == 0);
    CHECK_FALSE(alone[1].hidden);
}

TEST_CASE("a stratum without a name is no second whole") {
    // Of the whole the count is hidden, so that of the strata nothing can be worked out from it.
    MeasureOutput output;
    output.whole = sample("", 30, {count("met", 3, 30)});
    output.strata = {sample("", 15, {count("met", 15, 15)}), sample("b", 15, {count("met", 15, 15)})};
    const Suppression suppression = disclose(output);
    CHECK(hidden(output.whole.figures[0]));
    CHECK_FALSE(hidden(output.strata[0].figures[0]));
    CHECK_FALSE(hidden(output.strata[1].figures[0]));
    CHECK(suppression.total() == 1);
}

}  // namespace forloeb
