#include "tools/export/xes_writer.hpp"

#include <capnp/message.h>
#include <doctest/doctest.h>

#include <sstream>

#include "tests/tools/export/told_case.hpp"
#include "tools/xes/reader.hpp"

namespace forloeb::testing {
namespace {

std::string xes_of(const ToldCase& told) {
    std::ostringstream out;
    XesLogWriter writer(out);
    writer.begin("prøve");
    writer.add(told.whole());
    CHECK(writer.end().events == 2);
    return out.str();
}

}  // namespace

TEST_CASE("an entry in XES has the standard's keys, then ours, then its values by their kind and its lists as lists") {
    const std::string text = xes_of(ToldCase());
    const std::size_t from = text.find("<trace>");
    REQUIRE(from != std::string::npos);
    CHECK(text.substr(from) ==
          "<trace>\n    <string key=\"concept:name\" value=\"p-sag\"/>\n    <string key=\"forloeb:citizen\" value=\"p-borger\"/>\n"
          "    <event><string key=\"concept:name\" value=\"meeting.held\"/><string key=\"lifecycle:transition\" value=\"complete\"/>"
          "<date key=\"time:timestamp\" value=\"2000-01-11T00:00:00.000Z\"/><string key=\"org:resource\" value=\"p-leder\"/>"
          "<int key=\"forloeb:seq\" value=\"1\"/><string key=\"forloeb:side\" value=\"own_unit\"/>"
          "<string key=\"forloeb:coordinator\" value=\"p-koord\"/><int key=\"forloeb:recordedAfter\" value=\"3\"/>"
          "<string key=\"meeting\" value=\"p-m1\"/><int key=\"minutes\" value=\"45\"/><boolean key=\"ended\" value=\"true\"/>"
          "<date key=\"summaryAt\" value=\"1999-12-31T00:00:00.000Z\"/>"
          "<list key=\"attendees\"><values><string key=\"attendees\" value=\"1\"><string key=\"kind\" value=\"citizen\"/></string>"
          "<string key=\"attendees\" value=\"2\"><string key=\"kind\" value=\"professional\"/><string key=\"party\" value=\"p-job\"/></string></values></list>"
          "<list key=\"goals\"><values><string key=\"goals\" value=\"p-g1\"/><string key=\"goals\" value=\"p-g2\"/></values></list></event>\n"
          "    <event><string key=\"concept:name\" value=\"note.recorded\"/><string key=\"lifecycle:transition\" value=\"complete\"/>"
          "<date key=\"time:timestamp\" value=\"2000-01-11T00:00:00.000Z\"/><int key=\"forloeb:seq\" value=\"3\"/>"
          "<string key=\"forloeb:side\" value=\"unknown\"/><string key=\"kind\" value=\"a &lt;&amp;&quot; b\"/></event>\n  </trace>\n</log>\n");
}

TEST_CASE("an entry without a day is left out and counted, and the numbers of the others stay") {
    std::ostringstream out;
    XesLogWriter writer(out);
    writer.begin("prøve");
    writer.add(ToldCase().whole());
    const ExportCounts counts = writer.end();
    CHECK(counts.cases == 1);
    CHECK(counts.events == 2);
    CHECK(counts.without_day == 1);
    CHECK(out.str().find("key=\"forloeb:seq\" value=\"2\"") == std::string::npos);
}

TEST_CASE("a case that goes on over pages is one trace, as if it had come at once") {
    const ToldCase told;
    std::ostringstream out;
    XesLogWriter writer(out);
    writer.begin("prøve");
    for (unsigned entry = 0; entry < told.whole().getEntries().size(); ++entry) writer.add(told.piece(entry, 1));
    CHECK(writer.end().cases == 1);
    CHECK(out.str() == xes_of(told));
}

}  // namespace forloeb::testing
