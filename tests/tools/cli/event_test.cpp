#include <doctest/doctest.h>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/json_schema.hpp"
#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE("event list: every type with its label in the language asked for, without server or data") {
    const CommandRun danish = run_command({"event", "list"}, {.columns = 200});
    CHECK(danish.code == 0);
    CHECK(danish.out.find("Overlevering modtaget") != std::string::npos);
    const CommandRun english = run_command({"event", "list", "--lang", "en"}, {.columns = 200});
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        CHECK(english.out.find(std::string(type.name)) != std::string::npos);
    }
    CHECK(english.out.find("Handover accepted") != std::string::npos);
}

TEST_CASE("event schema: one type, all types, and the nearest name of one there is not") {
    CHECK(run_command({"event", "schema", "contact.held"}).out == json_schema_of(*find_event_type("contact.held")));
    CHECK(run_command({"event", "schema"}).out == json_schema_of_all());
    const CommandRun wrong = run_command({"event", "schema", "contact.hold"});
    CHECK(wrong.code == 2);
    CHECK(wrong.out.empty());
    CHECK(wrong.err.find("contact.held") != std::string::npos);
}
