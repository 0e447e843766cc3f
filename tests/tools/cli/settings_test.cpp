#include <doctest/doctest.h>

#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"
#include "tools/cli/settings.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

struct World {
    std::istringstream in;
    std::ostringstream out, err;
    std::map<std::string, std::string> variables;
    Surroundings surroundings{
        .in = in, .out = out, .err = err, .variable = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        }};
};

void write_file(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_CASE("settings: a flag goes before the environment, that before the file, that before the default") {
    const CommandData folder;
    write_file(folder.file("forloeb.toml"), "server = \"127.0.0.1:1\"\nlimit = 7\nlang = \"en\"\n");
    World world;
    CHECK(resolve_settings({}, world.surroundings)->limit == 0);
    CHECK(resolve_settings({}, world.surroundings)->server == "127.0.0.1:7420");
    world.variables["FORLOEB_CONFIG"] = folder.file("forloeb.toml");
    CHECK(resolve_settings({}, world.surroundings)->limit == 7);
    CHECK(resolve_settings({}, world.surroundings)->language == Language::en);
    world.variables["FORLOEB_LIMIT"] = "8";
    CHECK(resolve_settings({}, world.surroundings)->limit == 8);
    CHECK(resolve_settings({{"limit", {"9", "--limit"}}}, world.surroundings)->limit == 9);
    CHECK(resolve_settings({{"limit", {"9", "--limit"}}}, world.surroundings)->server == "127.0.0.1:1");
}

TEST_CASE("settings: the time for one reading of everything is a number of hours, 0 for none") {
    World world;
    CHECK(resolve_settings({}, world.surroundings)->scrub_hours == 24);
    CHECK(resolve_settings({{"scrub-hours", {"0", "--scrub-hours"}}}, world.surroundings)->scrub_hours == 0);
    for (const char* wrong : {"8785", "daily", "-1", ""})
        CHECK_FALSE(resolve_settings({{"scrub-hours", {wrong, "--scrub-hours"}}}, world.surroundings));
}

TEST_CASE("settings: the space floor is a number of MiB, not below what RocksDB needs") {
    World world;
    CHECK(resolve_settings({}, world.surroundings)->space_floor_mib == 512);
    CHECK(resolve_settings({{"space-floor", {"32", "--space-floor"}}}, world.surroundings)->space_floor_mib == 32);
    for (const char* wrong : {"31", "half", "-1", ""})
        CHECK_FALSE(resolve_settings({{"space-floor", {wrong, "--space-floor"}}}, world.surroundings));
}

TEST_CASE("settings: --data sets aside a server of the file, and the other way round, both flags are refused") {
    const CommandData folder;
    write_file(folder.file("forloeb.toml"), "server = \"127.0.0.1:1\"\n");
    World world;
    world.variables["FORLOEB_CONFIG"] = folder.file("forloeb.toml");
    const auto with_data = resolve_settings({{"data", {"sager", "--data"}}}, world.surroundings);
    CHECK(with_data->server.empty());
    CHECK(with_data->data == "sager");
    CHECK_FALSE(
        resolve_settings({{"data", {"sager", "--data"}}, {"server", {"unix:x", "--server"}}}, world.surroundings));
    world.variables["FORLOEB_DATA"] = "andre";
    CHECK_FALSE(resolve_settings({}, world.surroundings));
    CHECK(resolve_settings({{"server", {"unix:x", "--server"}}}, world.surroundings)->server == "unix:x");
}

TEST_CASE("settings: the usual file is read if it is there, and its faults are errors of use") {
    const CommandData folder;
    CommandWorld world;
    world.variables["XDG_CONFIG_HOME"] = std::filesystem::path(folder.file("x")).parent_path().string();
    CHECK(run_command({"status"}, world).code == 4);
    write_file(folder.file("forloeb.toml"), "servr = \"127.0.0.1:1\"\n");
    const CommandRun run = run_command({"status"}, world);
    CHECK(run.code == 2);
    CHECK(run.err.find("forloeb.toml:1:1: 'servr' is no setting. Did you mean 'server'?") != std::string::npos);
}

TEST_CASE("config check: a good file is in order") {
    const CommandData folder;
    write_file(folder.file("good.toml"),
               "# for the team\nserver = \"unix:sager/forloeb.sock\"\nlang = \"da\"\nlimit = 50\nno-color = true\n");
    const CommandRun run = run_command({"config", "check", folder.file("good.toml")});
    CHECK(run.code == 0);
    CHECK(run.out == "I orden: " + folder.file("good.toml") + ", 4 indstillinger\n");
}

TEST_CASE("config check: every fault stands with its line and column, exit code 1") {
    const CommandData folder;
    const std::string file = folder.file("bad.toml");
    write_file(file, "lang = \"fr\"\n  limit = \"many\"\nlimmit = 3\n[doors]\nport = 1\n");
    const CommandRun run = run_command({"config", "check", file});
    CHECK(run.code == 1);
    const auto lines = lines_of(run.out);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0] == file + ":1:8: 'lang': The language is da or en.");
    CHECK(lines[1] == file + ":2:11: 'limit' is a whole number.");
    CHECK(lines[2] == file + ":3:1: 'limmit' is no setting. Did you mean 'limit'?");
    CHECK(lines[3] == file + ":4:2: 'doors' is no setting.");
    const JsonReading json(run_command({"config", "check", file, "--json"}).out);
    CHECK(json.size({"findings"}) == 4);
    CHECK(json.number({"findings", "2", "line"}) == 3);
}

TEST_CASE("config check: what is no TOML is told where, and a missing file is told") {
    const CommandData folder;
    write_file(folder.file("broken.toml"), "limit = 3\nlang = \n");
    const CommandRun run = run_command({"config", "check", folder.file("broken.toml")});
    CHECK(run.code == 1);
    CHECK(run.out.find("broken.toml:2:") != std::string::npos);
    CHECK(run_command({"config", "check", folder.file("absent.toml")}).code == 3);
}
