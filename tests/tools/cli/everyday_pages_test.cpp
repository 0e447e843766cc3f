// The views a coordinator works with every day, about Karen's case, word for word. After a change that is meant, run
// test_tools with FORLOEB_WRITE_GOLDEN=1 and read the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

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
