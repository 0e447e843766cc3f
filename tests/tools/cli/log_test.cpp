#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE("demo load: the stories are there, and loading again changes nothing") {
    const CommandData data;
    const CommandRun first = data.run({"demo", "load", "--json"});
    CHECK(first.code == 0);
    const JsonReading loaded(first.out);
    CHECK(loaded.number({"stories"}) == 2);
    CHECK(loaded.number({"repeated"}) == 0);
    const auto events = loaded.number({"events"});
    CHECK(events > 100);
    const CommandRun again = data.run({"demo", "load", "--json"});
    CHECK(JsonReading(again.out).number({"repeated"}) == JsonReading(again.out).number({"appends"}));
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == std::to_string(static_cast<int>(events)));
}

TEST_CASE("demo load: stories of another folder, a faulty line named, a folder without any told") {
    const CommandData data;
    const std::string stories = std::string(FORLOEB_SOURCE_DIR) + "/tools/demo";
    CHECK(JsonReading(data.run({"demo", "load", "--stories", stories, "--json"}).out).number({"stories"}) == 2);
    CHECK(JsonReading(data.run({"demo", "load", "--json"}).out).number({"repeated"}) >
          0);  // the same as the built-in ones
    std::filesystem::create_directory(data.file("mine"));
    CHECK(data.run({"demo", "load", "--stories", data.file("mine")}).code == 3);
    std::ofstream(data.file("mine") + "/mine.ndjson") << "\n{}\n";
    const CommandRun faulty = data.run({"demo", "load", "--stories", data.file("mine")});
    CHECK(faulty.code == 3);
    CHECK(faulty.err.find("mine.ndjson line 2") != std::string::npos);
}

TEST_CASE("demo load: a directory that is no demo is refused") {
    const CommandData data;
    REQUIRE(data.run({"append"}, {.input = ""}).code == 0);  // makes an ordinary directory
    const CommandRun run = data.run({"demo", "load"});
    CHECK(run.code == 3);
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "0");
}

TEST_CASE("log root: kept and recomputed roots agree, an older root can be asked for") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun run = data.run({"log", "root", "--recompute", "--json"});
    CHECK(run.code == 0);
    const JsonReading root(run.out);
    CHECK(root.yes({"same"}));
    CHECK(root.text({"root"}).size() == 64);
    CHECK(root.text({"origin"}).starts_with("demo/"));
    const JsonReading older(data.run({"log", "root", "--size", "10", "--json"}).out);
    CHECK(older.text({"size"}) == "10");
    CHECK(older.text({"root"}) != root.text({"root"}));
    CHECK(data.run({"log", "root", "--size", "100000"}).code == 3);
    CHECK(lines_of(data.run({"log", "root"}).out).size() == 3);
}

TEST_CASE("tail: from a position, by type, and at most so many") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun three = data.run({"tail", "--from", "5", "--limit", "3", "--json"});
    CHECK(three.code == 0);
    const auto lines = lines_of(three.out);
    REQUIRE(lines.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(JsonReading(lines[i]).text({"position"}) == std::to_string(5 + i));
    const CommandRun meetings = data.run(
        {"tail", "--from", "0", "--until-now", "--type", "meeting.held", "--type", "meeting.cancelled", "--json"});
    CHECK(meetings.code == 0);
    for (const std::string& meeting : lines_of(meetings.out))
        CHECK(JsonReading(meeting).text({"event", "type"}).starts_with("meeting."));
    CHECK(lines_of(meetings.out).size() >= 4);
    const CommandRun of_case =
        data.run({"tail", "--case", "karen", "--from", "0", "--until-now", "--type", "case.opened"});
    CHECK(lines_of(of_case.out).size() == 1);
    CHECK(of_case.out.find("Sag åbnet") != std::string::npos);
    CHECK(data.run({"tail", "--type", "no.such"}).code == 2);
    CHECK(data.run({"tail", "--from", "soon"}).code == 3);
    CHECK(data.run({"tail"}, {.input = "", .stopped = true}).code == 130);
}

TEST_CASE("tail: personal text is never in it") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun all = data.run({"tail", "--from", "0", "--until-now", "--json"});
    CHECK(all.out.find("\"personal\"") == std::string::npos);
    CHECK(all.out.find("Karen") == std::string::npos);
}

TEST_CASE("dev: loads the demo, serves it, prints commands, and clears up when it is stopped") {
    const CommandRun run = run_command({"dev", "--listen", "127.0.0.1:0"}, {.input = "", .stopped = true});
    CHECK(run.code == 0);
    CHECK(run.out.find("Syntetiske data") != std::string::npos);
    CHECK(run.out.find("forloeb case show karen --server 127.0.0.1:") != std::string::npos);
    const std::size_t start = run.out.find("unix:");
    REQUIRE(start != std::string::npos);
    const std::string socket = run.out.substr(start + 5, run.out.find('\n', start) - start - 5);
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(socket).parent_path().parent_path()));
}

TEST_CASE("serve: takes requests on its socket until it is stopped") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    std::stop_source stop;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    std::atomic<int> code = -1;
    const std::string socket = data.file("s.sock");
    std::thread server([&] {
        Surroundings surroundings{.in = in, .out = out, .err = err, .stop = stop.get_token(), .variable = {}};
        code = static_cast<int>(run_command_line(
            {"serve", "--data", data.path(), "--listen", "127.0.0.1:0", "--socket", socket}, surroundings));
    });
    while (run_command({"status", "--server", "unix:" + socket}).code == 4 && code == -1)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const CommandRun status = run_command({"status", "--server", "unix:" + socket, "--lang", "en"});
    CHECK(status.code == 0);
    CHECK(status.out.find("synthetic data") != std::string::npos);
    CHECK(run_command({"tail", "--server", "unix:" + socket, "--from", "0", "--limit", "1"}).code == 0);
    const CommandRun locked = data.run({"status"});
    CHECK(locked.code == 3);  // the server has the directory
    stop.request_stop();
    server.join();
    CHECK(code == 0);
    CHECK(err.str().find("Lytter på unix:" + socket) != std::string::npos);
}
