#include "tools/xes/generate.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <string>

#include "tools/xes/reader.hpp"

namespace forloeb::xes {
namespace {

std::string text_of(const GenerateOptions& options, Generated* made = nullptr) {
    std::string out;
    const Generated generated = generate(options, [&](std::string_view piece) { out += piece; });
    if (made != nullptr) *made = generated;
    return out;
}

TEST_CASE("The same seed gives the same bytes, another seed another log") {
    GenerateOptions options;
    const std::string first = text_of(options);
    CHECK(first == text_of(options));
    options.seed = 2;
    CHECK(first != text_of(options));
}

TEST_CASE("A generated log reads as what its maker says it is") {
    GenerateOptions options;
    options.cases = 80;
    Generated made;
    const std::string text = text_of(options, &made);
    MemoryInput input(text);
    Reader reader(input);
    std::uint64_t traces = 0, events = 0, deadlines = 0;
    for (;;) {
        const auto item = reader.next();
        REQUIRE(item.has_value());
        if (!*item) break;
        CHECK_FALSE(std::holds_alternative<Unplaced>(**item));
        events += std::holds_alternative<Event>(**item) ? 1 : 0;
        if (const auto* trace = std::get_if<TraceBegin>(&**item)) {
            ++traces;
            deadlines += find_attribute(trace->attributes, "frist") == nullptr ? 0 : 1;
        }
    }
    CHECK(traces == 80);
    CHECK(made.cases == 80);
    CHECK(made.events == events);
    CHECK(made.deadlines == deadlines);
    CHECK(made.late_entries > 0);
    CHECK(made.ties > 0);
    CHECK(made.deadlines_passed > 0);
    CHECK(made.deadlines_passed < made.deadlines);
}

TEST_CASE("A generated log says that it is synthetic and has Danish letters but no CPR-like number") {
    const std::string text = text_of({});
    CHECK(text.find("forloeb:synthetic") != std::string::npos);
    CHECK(text.find("Koordineringsmøde") != std::string::npos);
    CHECK_FALSE(std::regex_search(text, std::regex("[0-9]{6}[- ]?[0-9]{4}")));
}

TEST_CASE("A log without late entries, ties and deadlines has none") {
    GenerateOptions options;
    options.late_per_hundred = 0;
    options.ties_per_hundred = 0;
    options.deadlines_per_hundred = 0;
    Generated made;
    static_cast<void>(text_of(options, &made));
    CHECK(made.late_entries == 0);
    CHECK(made.ties == 0);
    CHECK(made.deadlines == 0);
    CHECK(made.events >= 2 * made.cases);
}

}  // namespace
}  // namespace forloeb::xes
