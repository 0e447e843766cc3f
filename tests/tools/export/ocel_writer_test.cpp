#include "tools/export/ocel_writer.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "tests/tools/export/told_case.hpp"
#include "tools/export/exported_objects.hpp"

namespace forloeb::testing {

TEST_CASE("an exported meeting in OCEL is about its case, citizen, coordinator, goals and partners, and each object is told once") {
    std::ostringstream out;
    std::stringstream objects;
    OcelLogWriter writer(out, objects);
    writer.begin();
    writer.add(ToldCase().whole());
    const ExportCounts counts = writer.end();
    CHECK(counts.events == 2);
    CHECK(counts.without_day == 1);
    CHECK(counts.objects == 7);
    CHECK(out.str() ==
          R"({"events":[
{"id":"Case:p-sag#1","type":"meeting.held","time":"2000-01-11T00:00:00.000Z","attributes":[{"name":"actor","value":"p-leder"},{"name":"attendees.kind","value":"citizen, professional"},{"name":"ended","value":"true"},{"name":"minutes","value":"45"},{"name":"recordedAfter","value":"3"},{"name":"side","value":"own_unit"},{"name":"summaryAt","value":"1999-12-31T00:00:00.000Z"}],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"},{"objectId":"Citizen:p-borger","qualifier":"subject"},{"objectId":"Coordinator:p-koord","qualifier":"coordinator"},{"objectId":"Goal:p-g1","qualifier":"goal"},{"objectId":"Goal:p-g2","qualifier":"goal"},{"objectId":"Meeting:p-m1","qualifier":"meeting"},{"objectId":"Partner:p-job","qualifier":"partner"}]},
{"id":"Case:p-sag#3","type":"note.recorded","time":"2000-01-11T00:00:00.000Z","attributes":[{"name":"kind","value":"a <&\" b"},{"name":"side","value":"unknown"}],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"},{"objectId":"Citizen:p-borger","qualifier":"subject"}]}
],
"objects":[
{"id":"Case:p-sag","type":"Case","attributes":[],"relationships":[{"objectId":"Citizen:p-borger","qualifier":"subject"}]},
{"id":"Goal:p-g1","type":"Goal","attributes":[],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"}]},
{"id":"Goal:p-g2","type":"Goal","attributes":[],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"}]},
{"id":"Meeting:p-m1","type":"Meeting","attributes":[{"name":"status","time":"2000-01-11T00:00:00.000Z","value":"held"}],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"}]},
{"id":"Partner:p-job","type":"Partner","attributes":[],"relationships":[{"objectId":"Case:p-sag","qualifier":"case"}]},
{"id":"Citizen:p-borger","type":"Citizen","attributes":[],"relationships":[]},
{"id":"Coordinator:p-koord","type":"Coordinator","attributes":[],"relationships":[]}
],
"eventTypes":[{"name":"meeting.held","attributes":[{"name":"actor","type":"string"},{"name":"attendees.kind","type":"string"},{"name":"ended","type":"boolean"},{"name":"minutes","type":"integer"},{"name":"recordedAfter","type":"integer"},{"name":"side","type":"string"},{"name":"summaryAt","type":"time"}]},{"name":"note.recorded","attributes":[{"name":"kind","type":"string"},{"name":"side","type":"string"}]}],
"objectTypes":[{"name":"Case","attributes":[]},{"name":"Citizen","attributes":[]},{"name":"Coordinator","attributes":[]},{"name":"Goal","attributes":[]},{"name":"Meeting","attributes":[{"name":"status","type":"string"}]},{"name":"Partner","attributes":[]}]}
)");
}

TEST_CASE("a log of no cases in OCEL has no events and no objects, and is whole") {
    std::ostringstream out;
    std::stringstream objects;
    OcelLogWriter writer(out, objects);
    writer.begin();
    CHECK(writer.end().objects == 0);
    CHECK(out.str() == "{\"events\":[\n],\n\"objects\":[\n],\n\"eventTypes\":[],\n\"objectTypes\":[]}\n");
}

TEST_CASE("a field's last part says what kind of object it refers to") {
    REQUIRE(object_field("specification.goals[]") != nullptr);
    CHECK(object_field("specification.goals[]")->type == "Goal");
    CHECK(object_field("attendees[].party")->qualifier == "partner");
    CHECK(object_field("backingDecision")->qualifier == "grounds");
    CHECK(object_field("topic") == nullptr);
    CHECK(status_told("information.requested")->type == "InformationRequest");
    CHECK(status_told("commitment.broken")->status == "broken");
    CHECK_FALSE(status_told("citizen.involved").has_value());
}

}  // namespace forloeb::testing
