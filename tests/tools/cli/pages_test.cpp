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

TEST_CASE("everyday pages: every view of Karen's case as known on one day") {
    for (const std::string view : {"promises", "goals", "services", "meetings", "information", "dossier", "complexity"})
        check_golden("karen_" + view, as_known({"case", view, "karen"}, "2025-11-30"));
    check_golden("karen_goals_english", as_known({"case", "goals", "karen", "--lang", "en"}, "2025-11-30"));
}

TEST_CASE("everyday pages: the coordinator's day, cases and news") {
    check_golden("my_day", as_known({"my", "day", "--coordinator", "koord-2"}, "2026-11-15"));
    check_golden("my_cases", as_known({"my", "cases", "--coordinator", "koord-2"}, "2026-11-15"));
    check_golden("my_news", as_known({"my", "news", "--coordinator", "koord-2", "--since", "2026-11-01"}, "2026-11-15"));
}

TEST_CASE("everyday pages: what is not for the citizen does not reach the citizen's page") {
    const std::string internal = demo().run(as_known({"case", "show", "karen"}, "2026-11-15")).out;
    const CommandRun citizen = demo().run(as_known({"case", "show", "karen", "--for", "citizen"}, "2026-11-15"));
    CHECK(citizen.code == 0);
    CHECK(internal.find("Totalt afhængig af hjælp.") != std::string::npos);
    CHECK(citizen.out != internal);
    CHECK(demo().run({"case", "show", "karen", "--for", "neighbour"}).code == 3);
}

TEST_CASE("everyday pages: every one answers with JSON that can be read") {
    const std::vector<std::vector<std::string>> questions = {{"case", "promises", "karen"},
                                                             {"case", "goals", "karen"},
                                                             {"case", "services", "karen"},
                                                             {"case", "meetings", "karen"},
                                                             {"case", "information", "karen"},
                                                             {"case", "dossier", "karen"},
                                                             {"case", "complexity", "karen"},
                                                             {"case", "history", "karen", "--phase", "opfoelgning"},
                                                             {"case", "history", "karen", "--since", "2026-11-01"},
                                                             {"my", "day"},
                                                             {"my", "cases", "--coordinator", "koord-2"},
                                                             {"my", "news", "--since", "10"},
                                                             {"partner", "cases", "Jobcenter"},
                                                             {"lesson", "list"}};
    for (std::vector<std::string> question : questions) {
        CAPTURE(question[1]);
        question.emplace_back("--json");
        const CommandRun run = demo().run(question, {.variables = {{"FORLOEB_QUIET", "1"}}});
        CHECK(run.code == 0);
        CHECK(run.err.empty());
        CHECK(JsonReading(run.out).at({}).isObject());
    }
}

TEST_CASE("everyday pages: an extract is written on the case before it is shown, or not shown") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const std::vector<std::string> asked = {"case", "extract", "karen", "--to", "region", "--purpose", "udskrivning", "--topic", "communication", "--topic", "goals"};
    CHECK(data.run(asked).code == 2);  // neither consent nor law
    std::vector<std::string> lawful = asked;
    lawful.insert(lawful.end(), {"--law", "psykiatriloven", "--paragraph", "13a"});
    const CommandRun run = data.run(lawful);
    CHECK(run.code == 0);
    CHECK(run.out.find("Sådan kommunikerer borgeren") != std::string::npos);
    CHECK(run.out.find("meningitis") == std::string::npos);
    const JsonReading history(data.run({"case", "history", "karen", "--type", "information.shared", "--json"}).out);
    CHECK(history.size({"entries"}) >= 2);
    std::vector<std::string> without = asked;
    without.insert(without.end(), {"--consent", "findes_ikke"});
    const CommandRun refused = data.run(without);
    CHECK(refused.code == 3);
    CHECK(refused.out.empty());
}
