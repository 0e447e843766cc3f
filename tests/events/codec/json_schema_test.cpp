// The schema as text is golden; whether it says the truth is asked of an independent validator
// (tests/events/codec/json_schema_test.py).
#include "events/codec/json_schema.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

using namespace forloeb;

namespace {

constexpr const char* golden_path = FORLOEB_SOURCE_DIR "/tests/golden/event_schema.json";

std::size_t count_of(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("the JSON Schema of all event types is the kept one") {
    const std::string schema = json_schema_of_all();
    if (std::getenv("FORLOEB_UPDATE_GOLDEN") != nullptr) std::ofstream(golden_path) << schema;
    std::ostringstream kept;
    kept << std::ifstream(golden_path).rdbuf();
    CHECK_MESSAGE(schema == kept.str(), "run FORLOEB_UPDATE_GOLDEN=1 build/dev/bin/test_events and look at the difference");
}

TEST_CASE("the JSON Schema of one type is complete in itself and names nothing of other types") {
    const std::string schema = json_schema_of(*find_event_type("meeting.held"));
    CHECK(schema.find("\"$id\": \"urn:forloeb:event:meeting.held:1\"") != std::string::npos);
    CHECK(schema.find("\"MeetingHeld\"") != std::string::npos);
    CHECK(schema.find("\"MeetingHeldPersonal\"") != std::string::npos);
    CHECK(schema.find("\"da\": \"referat\"") != std::string::npos);
    CHECK(schema.find("\"x-vocabulary\": \"meeting_kind\"") != std::string::npos);
    CHECK(schema.find("MeetingConvened") == std::string::npos);
    CHECK(schema == json_schema_of(*find_event_type("meeting.held")));
}

TEST_CASE("every personal field says its class in the JSON Schema, and no clear one has any") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        const std::size_t personal_fields = type.personal ? type.personal->getFields().size() : 0;
        CHECK(count_of(json_schema_of(type), "\"x-class\"") == personal_fields);
    }
}
