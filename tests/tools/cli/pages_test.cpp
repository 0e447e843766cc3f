// What people read about Karen's case, word for word, and the same answers as JSON. After a change that is meant, run
// test_tools with FORLOEB_WRITE_GOLDEN=1 and read the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

/// The demo, loaded once for all tests of this file: they only read.
const CommandData& demo() {
    static const CommandData data;
    static const int loaded = data.run({"demo", "load"}).code;
    REQUIRE(loaded == 0);
    return data;
}

std::vector<std::string> as_known(std::vector<std::string> arguments, const std::string& day) {
    arguments.insert(arguments.end(), {"--as-of", day, "--known-at", day});
    return arguments;
}

void check_golden(const std::string& name, const std::vector<std::string>& arguments) {
    CAPTURE(name);
    const CommandRun run = demo().run(arguments);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    const std::string file = std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/cli/" + name + ".txt";
    if (std::getenv("FORLOEB_WRITE_GOLDEN") != nullptr) std::ofstream(file) << run.out;
    std::ifstream in(file);
    std::ostringstream golden;
    golden << in.rdbuf();
    CHECK(run.out == golden.str());
}

}  // namespace

TEST_CASE("pages: Karen's overview puts the person first and the diagnosis last") {
    check_golden("karen_overview", as_known({"case", "show", "karen"}, "2026-11-15"));
    const std::string page = demo().run(as_known({"case", "show", "karen"}, "2026-11-15")).out;
    const auto own_words = page.find("Med borgerens egne ord");
    const auto goals = page.find("Borgerens mål");
    const auto health = page.find("Helbred");
    REQUIRE(health != std::string::npos);
    CHECK(own_words < goals);
    CHECK(goals < health);
    CHECK(page.find("meningitis") > health);
}

TEST_CASE("pages: Karen's timeline, in full and one line an event") {
    check_golden("karen_history", as_known({"case", "history", "karen"}, "2025-10-31"));
    check_golden("karen_history_brief", as_known({"case", "history", "karen", "--brief"}, "2025-11-30"));
    check_golden("karen_history_originals",
                 as_known({"case", "history", "karen", "--originals", "--brief"}, "2025-11-30"));
}

TEST_CASE("pages: Karen's partners on two dates") {
    check_golden("karen_partners_2025", as_known({"case", "partners", "karen"}, "2025-10-19"));
    check_golden("karen_partners_2026", as_known({"case", "partners", "karen"}, "2026-11-15"));
}

TEST_CASE("pages: Karen's case replayed, day by day and as known on two dates") {
    check_golden("karen_replay", {"case", "replay", "karen", "--limit", "12"});
    check_golden("karen_replay_difference",
                 {"case", "replay", "karen", "--as-known", "2025-11-30", "--as-known", "2025-10-19"});
    check_golden("karen_replay_english",
                 {"case", "replay", "karen", "--as-known", "2025-10-19", "--as-known", "2025-11-30", "--lang", "en"});
}

TEST_CASE(
    "pages: the case list names each case and its coordinator, it is as of now, and says so when asked otherwise") {
    const CommandRun list = demo().run({"case", "list"});
    CHECK(list.code == 0);
    CHECK(list.out.find("01990316-b880-7000-8000-006b6172656e") != std::string::npos);
    CHECK(list.out.find("koord-2") != std::string::npos);
    CHECK(demo().run(as_known({"case", "list"}, "2026-11-15")).code == 3);
}

TEST_CASE("pages: the measures there are") { check_golden("measure_list", {"measure", "list"}); }

TEST_CASE("pages: a narrow terminal gets narrow lines, but for tables that cannot") {
    const CommandRun run = demo().run(as_known({"case", "show", "karen"}, "2026-11-15"), {.columns = 50});
    CHECK(run.code == 0);
    for (const std::string& line : lines_of(run.out)) CHECK(line.size() <= 50 * 2);  // bytes: æøå take two
}

TEST_CASE("json: every question answers with JSON that can be read") {
    const std::vector<std::vector<std::string>> questions = {{"case", "list"},
                                                             {"case", "show", "karen"},
                                                             {"case", "history", "karen"},
                                                             {"case", "partners", "karen", "--date", "2025-10-19"},
                                                             {"case", "handovers", "karen"},
                                                             {"case", "handovers"},
                                                             {"case", "replay", "karen", "--limit", "3"},
                                                             {"case", "replay", "karen", "--as-known", "2025-10-19"},
                                                             {"measure", "list"},
                                                             {"measure", "run", "M1"},
                                                             {"projection", "status", "--digest"},
                                                             {"projection", "rebuild", "case_overview"},
                                                             {"status"},
                                                             {"log", "root"}};
    for (std::vector<std::string> question : questions) {
        CAPTURE(question.back());
        question.emplace_back("--json");
        const CommandRun run = demo().run(question, {.variables = {{"FORLOEB_QUIET", "1"}}});
        CHECK(run.code == 0);
        CHECK(run.err.empty());
        CHECK(JsonReading(run.out).at({}).isObject());
    }
}

TEST_CASE("json: the answer is the same as on the page") {
    const JsonReading overview(demo().run({"case", "show", "karen", "--json"}).out);
    CHECK(overview.text({"caseId"}) == "01990316-b880-7000-8000-006b6172656e");
    CHECK(overview.text({"status", "state"}) == "open");
    CHECK(overview.text({"coordinator", "pseudonym"}) == "koord-2");
    const JsonReading earlier(demo().run(as_known({"case", "show", "karen", "--json"}, "2025-11-30")).out);
    CHECK(earlier.text({"coordinator", "pseudonym"}) == "koord-1");
    CHECK(JsonReading(demo().run({"case", "list", "--limit", "1", "--json"}).out).size({"rows"}) == 1);
}

TEST_CASE("questions: what cannot be asked gets an error, not an answer") {
    CHECK(demo().run({"case", "show", "nobody"}).code == 3);
    CHECK(demo().run({"case", "partners", "karen", "--date", "soon"}).code == 3);
    CHECK(demo().run({"measure", "run", "M99"}).code == 3);
    CHECK(demo().run({"measure", "run", "M1", "--param", "nonsense"}).code == 2);
    CHECK(demo().run({"measure", "run", "M1", "--param", "nonsense=1"}).code == 3);
    CHECK(demo().run({"measure", "run", "M1", "--from", "soon"}).code == 2);
    CHECK(demo().run({"projection", "rebuild", "no_such"}).code == 3);
    CHECK(demo().run({"case", "replay", "karen", "--as-known", "soon"}).code == 2);
}

TEST_CASE("rebuild: the rows are the same afterwards") {
    const auto digest = [] {
        const JsonReading status(demo().run({"projection", "status", "--digest", "--json"}).out);
        return status.text({"projections", "0", "digest"});
    };
    const std::string before = digest();
    CHECK(demo().run({"projection", "rebuild", "case_overview"}).code == 0);
    CHECK(digest() == before);
}
