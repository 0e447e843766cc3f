#include <doctest/doctest.h>

#include <sstream>

#include "server/http/json_text.hpp"
#include "tools/cli/progress.hpp"

using namespace forloeb;

namespace {

struct World {
    std::istringstream in;
    std::ostringstream out, err;
    Surroundings surroundings{.in = in, .out = out, .err = err};
};

}  // namespace

TEST_CASE("progress: a line has counts, share, rate and time left, with the language's separators") {
    World world;
    const Progress danish(world.surroundings, Language::da, false, "hændelser");
    CHECK(danish.line(25'000, 100'000, 5.0) == "25.000 / 100.000 hændelser  25 %  5.000/s  ca. 15 s tilbage");
    CHECK(danish.line(0, 100, 1.0) == "0 / 100 hændelser  0 %");
    const Progress english(world.surroundings, Language::en, false, "events");
    CHECK(english.line(1'234'567, 0, 1.0) == "1,234,567 events  1,234,567/s");
}

TEST_CASE("progress: without a terminal a plain line comes every ten seconds, never more often") {
    World world;
    const auto start = Progress::Clock::now();
    Progress progress(world.surroundings, Language::en, false, "events");
    progress.at(1, 0, start + std::chrono::seconds(1));
    CHECK(world.err.str().empty());
    progress.at(2, 0, start + std::chrono::seconds(11));
    progress.at(3, 0, start + std::chrono::seconds(12));
    CHECK(world.err.str().starts_with("2 events"));
    CHECK(world.err.str().find('\r') == std::string::npos);
    CHECK(world.err.str().find("3 events") == std::string::npos);
}

TEST_CASE("progress: on a terminal the line is rewritten and taken away at the end, quiet says nothing") {
    World world;
    world.surroundings.err_is_terminal = true;
    const auto start = Progress::Clock::now();
    {
        Progress progress(world.surroundings, Language::en, false, "events");
        progress.at(5, 10, start + std::chrono::seconds(1));
    }
    CHECK(world.err.str().starts_with("\r5 / 10 events"));
    CHECK(world.err.str().ends_with("\r\x1b[K"));
    World silent;
    Progress quiet(silent.surroundings, Language::en, true, "events");
    quiet.at(5, 10, start + std::chrono::seconds(60));
    CHECK(silent.err.str().empty());
}

TEST_CASE("json line: members come in order and texts are escaped") {
    CHECK(JsonLine('{').text("a", "b\"\\\n\x01").number("n", 3).yes_no("y", true).real("r", 0.5).str() ==
          "{\"a\":\"b\\\"\\\\\\n\\u0001\",\"n\":3,\"y\":true,\"r\":0.5}");
    CHECK(JsonLine('[').item("1").item(JsonLine('{')).str() == "[1,{}]");
    CHECK(JsonLine('{').real("none", 1.0 / 0.0).str() == "{\"none\":null}");
}
