#include "tools/import/xes_import.hpp"

#include <doctest/doctest.h>

#include <string>

#include "events/schema/contact.capnp.h"
#include "events/schema/promise.capnp.h"
#include "tests/tools/import/memory_target.hpp"
#include "tools/import/retract.hpp"
#include "tools/xes/generate.hpp"

namespace forloeb {
namespace {

using testing::MemoryTarget;

std::string golden(const std::string& name) { return std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/xes/" + name; }

Mapping plain_mapping() { return Mapping::standard("test").value(); }
Mapping shipped_mapping(const std::string& name) {
    auto mapping = Mapping::load(std::string(FORLOEB_SOURCE_DIR) + "/tools/import/mappings/" + name + ".toml");
    REQUIRE_MESSAGE(mapping.has_value(), mapping.error().message);
    return std::move(*mapping);
}

ImportReport import_text(const std::string& text, MemoryTarget& target, const Mapping& mapping, const ImportOptions& options = {}) {
    xes::MemoryInput input(text);
    return import_xes(input, mapping, target, options);
}
ImportReport import_golden(const std::string& name, MemoryTarget& target) {
    return import_xes_file(golden(name), plain_mapping(), target, {});
}

struct Synthetic {
    std::string text;
    xes::Generated made;
};
Synthetic synthetic(std::uint32_t cases, std::uint64_t seed = 7) {
    Synthetic out;
    xes::GenerateOptions options;
    options.cases = cases;
    options.seed = seed;
    out.made = xes::generate(options, [&](std::string_view piece) { out.text += piece; });
    return out;
}

std::string event_text(const std::string& activity, const std::string& time, const std::string& more = "") {
    return "<event><string key=\"concept:name\" value=\"" + activity + "\"/><date key=\"time:timestamp\" value=\"" + time +
           "\"/>" + more + "</event>\n";
}
std::string trace_text(const std::string& id, const std::string& inside) {
    return "<trace><string key=\"concept:name\" value=\"" + id + "\"/>\n" + inside + "</trace>\n";
}
std::string log_text(const std::string& inside) { return "<log>\n" + inside + "</log>\n"; }

std::string when(Moment::Reader moment) { return format_when(read_moment(moment)); }

TEST_CASE("A synthetic log arrives in full, and a repeat adds nothing") {
    const Synthetic log = synthetic(150);
    const Mapping mapping = shipped_mapping("synthetic");
    MemoryTarget target;
    const ImportReport first = import_text(log.text, target, mapping);
    CHECK_FALSE(first.error.has_value());
    CHECK(first.cases == 150);
    CHECK(first.new_cases == 150);
    CHECK(first.source_events == log.made.events);
    CHECK(first.new_events == log.made.events);
    CHECK(first.rejected.count == 0);
    CHECK(first.left_out.count == 0);
    CHECK(first.ties == log.made.ties);
    CHECK(first.inversions == 0);
    CHECK(first.appended_by_type.at("case.opened") == 150);
    CHECK(first.appended_by_type.at("deadline.set") == log.made.deadlines);
    CHECK(first.appended_by_type.at("note.recorded") == log.made.notes);
    CHECK(first.appended_events == first.new_events + first.synthesised_events);
    CHECK(first.unmapped_events == first.appended_by_type.at("external.recorded"));

    const ImportReport second = import_text(log.text, target, mapping);
    CHECK(second.source_events == log.made.events);
    CHECK(second.repeated_events == log.made.events);
    CHECK(second.new_events == 0);
    CHECK(second.appended_events == 0);
    CHECK(second.changed.count == 0);
    CHECK(second.new_cases == 0);
}

TEST_CASE("The order of the file is the order of the case, with source positions from one") {
    const Synthetic log = synthetic(20);
    MemoryTarget target;
    static_cast<void>(import_text(log.text, target, shipped_mapping("synthetic")));
    for (const auto& [stream, events] : target.streams) {
        std::uint32_t position = 0;
        CHECK(events.front()->type() == "case.opened");
        for (const auto& event : events) {
            const auto source = event->envelope().getSource();
            CHECK(source.getSystem() == "synthetic");
            CHECK_FALSE(Uuid::from_halves(source.getBatch().getHigh(), source.getBatch().getLow()).is_nil());
            CHECK(source.getDigest() != 0);
            if (source.getSynthesised()) CHECK(source.getPosition() == 0);
            else CHECK(source.getPosition() == ++position);
        }
    }
}

TEST_CASE("The opening carries the trace: what the mapping lists is clear, the number and the rest are sealed") {
    const Mapping mapping = shipped_mapping("synthetic");
    MemoryTarget target;
    const std::string text = log_text(trace_text("SYN-1",
        "<date key=\"startdate\" value=\"2026-01-05T09:00:00+01:00\"/><string key=\"enhed\" value=\"Jobcentret\"/>"
        "<string key=\"målgruppe\" value=\"handicap\"/><string key=\"årsag\" value=\"en tekst\"/>"
        "<date key=\"frist\" value=\"2026-03-01T12:00:00+01:00\"/>" +
        event_text("Henvendelse modtaget", "2026-01-06T10:00:00+01:00")));
    const ImportReport report = import_text(text, target, mapping);
    CHECK(report.new_events == 1);
    CHECK(report.synthesised_events == 2);
    const auto& events = target.of_case("synthetic", "SYN-1");
    REQUIRE(events.size() == 3);

    const auto opening = events[0]->payload<CaseOpened>();
    CHECK(when(events[0]->envelope().getOccurredAt()) == "2026-01-05T09:00:00+01:00");
    CHECK(opening.getUnit() == "Jobcentret");
    REQUIRE(opening.getAttributes().size() == 1);
    CHECK(opening.getAttributes()[0].getKey() == "målgruppe");
    CHECK(opening.getAttributes()[0].getScope() == Attribute::Scope::TRACE);
    const auto sealed = events[0]->personal<CaseOpenedPersonal>();
    CHECK(sealed.getCaseNumber() == "SYN-1");
    REQUIRE(sealed.getAttributes().size() == 3);
    CHECK(sealed.getAttributes()[1].getKey() == "årsag");

    const auto deadline = events[2]->payload<DeadlineSet>();
    CHECK(deadline.getKind() == "sagsbehandlingsfrist");
    CHECK(deadline.getBasis() == DeadlineSet::Basis::INTERNAL);
    CHECK(when(deadline.getDue()) == "2026-03-01T12:00:00+01:00");
}

TEST_CASE("An event of no mapped type keeps every attribute, sealed unless listed") {
    MemoryTarget target;
    const ImportReport report = import_golden("complete.xes", target);
    CHECK(report.new_events == 2);
    CHECK(report.left_out.count == 1);  // SYN-2 has neither an opening date nor an event
    CHECK(report.missing_globals.at("trace promised") == 1);
    CHECK(report.missing_globals.count("event c:name") == 0);
    const auto& events = target.of_case("test", "SYN-1");
    REQUIRE(events.size() == 3);
    const auto payload = events[1]->payload<ExternalRecorded>();
    CHECK(payload.getActivity() == "Møde afholdt");
    CHECK(payload.getAttributes().size() == 0);
    CHECK(when(events[1]->envelope().getOccurredAt()) == "2026-03-02T09:30:00.250+01:00");
    const auto sealed = events[1]->personal<ExternalRecordedPersonal>().getAttributes();
    REQUIRE(sealed.size() == 7);
    CHECK(sealed[1].getValue().getInt() == 7);
    CHECK(sealed[1].getWritten() == "007");
    CHECK(sealed[2].getValue().getFloat() == 21.0);
    CHECK_FALSE(sealed[2].hasWritten());
    CHECK(sealed[3].getValue().getBoolean());
    CHECK(sealed[4].getValue().getId() == "5e1b");
    const auto goals = sealed[5];
    REQUIRE(goals.getValue().getList().size() == 2);
    CHECK(goals.getValue().getList()[1].getValue().getText() == "netværk");
    CHECK(goals.getChildren()[0].getValue().getInt() == 2);
    CHECK(sealed[6].getValue().getContainer()[0].getChildren()[0].getKey() == "floor");
    CHECK(report.ties == 1);
}

TEST_CASE("An activity of ours becomes that type, and what it has no field for is kept beside it") {
    MemoryTarget target;
    const ImportReport report = import_text(
        log_text(trace_text("SYN-1", event_text("Samtale med borger", "2026-01-06T10:00:00+01:00",
                                                "<int key=\"minutter\" value=\"45\"/><boolean key=\"fremmøde\" value=\"true\"/>"
                                                "<string key=\"emne\" value=\"bolig\"/>") +
                                         event_text("Telefonisk kontakt", "2026-01-07T10:00:00+01:00"))),
        target, shipped_mapping("synthetic"));
    CHECK(report.new_events == 2);
    CHECK(report.unmapped_events == 0);
    const auto& events = target.of_case("synthetic", "SYN-1");
    REQUIRE(events.size() == 4);
    const auto contact = events[1]->payload<ContactHeld>();
    CHECK(events[1]->type() == "contact.held");
    CHECK(contact.getMinutes() == 45);
    CHECK(contact.getInPerson() == Answer::YES);
    CHECK(contact.getWith()[0] == "borger");
    CHECK(events[2]->type() == "external.recorded");
    CHECK(events[2]->envelope().getSource().getSynthesised());
    CHECK(events[2]->envelope().getCausation().getLow() != 0);
    const auto beside = events[2]->personal<ExternalRecordedPersonal>().getAttributes();
    REQUIRE(beside.size() == 1);
    CHECK(beside[0].getValue().getText() == "bolig");
    CHECK(events[3]->payload<ContactHeld>().getChannel() == "phone");
    CHECK(events[3]->payload<ContactHeld>().getInPerson() == Answer::NO);
}

TEST_CASE("A value that does not fit the field it is mapped to is kept beside the event and told") {
    MemoryTarget target;
    const ImportReport report = import_text(
        log_text(trace_text("SYN-1", event_text("Samtale med borger", "2026-01-06T10:00:00+01:00",
                                                "<string key=\"minutter\" value=\"tre kvarter\"/>"))),
        target, shipped_mapping("synthetic"));
    CHECK(report.illegal_tokens.count == 1);
    const auto& events = target.of_case("synthetic", "SYN-1");
    REQUIRE(events.size() == 3);
    CHECK(events[1]->payload<ContactHeld>().getMinutes() == -1);
    CHECK(events[2]->personal<ExternalRecordedPersonal>().getAttributes()[0].getValue().getText() == "tre kvarter");
}

TEST_CASE("Actors become pseudonyms, filler words stay words, and nobody is invented") {
    MemoryTarget target;
    const auto with = [](const std::string& resource) { return "<string key=\"org:resource\" value=\"" + resource + "\"/>"; };
    const std::string time = "2026-01-06T10:00:00+01:00";
    static_cast<void>(import_text(log_text(trace_text("SYN-1", event_text("a", time, with("medarbejder-01")) +
                                                                   event_text("b", time, with("UNKNOWN")) + event_text("c", time) +
                                                                   event_text("d", time, with("medarbejder-01")))),
                                  target, plain_mapping()));
    const auto& events = target.of_case("test", "SYN-1");
    const auto pseudonym = [&](std::size_t i) { return std::string(events[i]->envelope().getActor().getPseudonym().cStr()); };
    CHECK(pseudonym(1).starts_with("p-"));
    CHECK(pseudonym(2) == "UNKNOWN");
    CHECK(pseudonym(3).empty());
    CHECK(pseudonym(4) == pseudonym(1));
    // The name itself is sealed, not lost; a filler word says all there is.
    CHECK(events[1]->personal<ExternalRecordedPersonal>().getAttributes()[0].getValue().getText() == "medarbejder-01");
    CHECK(events[2]->root.getPersonal().size() == 0);
}

TEST_CASE("Times without zone take the configured one and say so") {
    MemoryTarget target;
    const ImportReport report = import_golden("no_zone.xes", target);
    CHECK(report.assumed_zones == 3);
    const auto& events = target.of_case("test", "SYN-1");
    CHECK(when(events[1]->envelope().getOccurredAt()) == "2026-01-05T10:00:00+01:00");
    CHECK(events[1]->envelope().getSource().getZoneAssumed());
    CHECK(when(events[2]->envelope().getOccurredAt()) == "2026-07-05T10:00:00+02:00");
    CHECK(when(events[3]->envelope().getOccurredAt()) == "2026-07-06");
}

TEST_CASE("An hour that is there twice is its earlier instant, and one that is not there is told") {
    MemoryTarget target;
    const ImportReport report = import_golden("daylight_saving.xes", target);
    CHECK(report.times_not_on_clock == 1);
    CHECK(report.times_twice_on_clock == 1);
    const auto& events = target.of_case("test", "SYN-1");
    CHECK(read_moment(events[1]->envelope().getOccurredAt()).at.micros == parse_when("2026-03-29T01:30:00Z")->at.micros);
    CHECK(read_moment(events[2]->envelope().getOccurredAt()).at.micros == parse_when("2026-10-25T00:30:00Z")->at.micros);
    // What was written stays, for the instant alone does not tell it back.
    CHECK(events[1]->personal<ExternalRecordedPersonal>().getAttributes()[0].getWritten() == "2026-03-29T02:30:00");
}

TEST_CASE("Illegal values are kept as written and counted, an event without time is rejected with its line") {
    MemoryTarget target;
    const ImportReport report = import_golden("illegal_values.xes", target);
    CHECK(report.illegal_tokens.count == 4);
    CHECK(report.illegal_tokens.rows[0].line == 7);
    CHECK(report.missing_times == 1);
    REQUIRE(report.rejected.count == 1);
    CHECK(report.rejected.rows[0].line == 16);
    CHECK(report.source_events == 2);
    CHECK(report.new_events == 1);
    const auto sealed = target.of_case("test", "SYN-1")[1]->personal<ExternalRecordedPersonal>().getAttributes();
    const auto written = [&](unsigned i) { return std::string(sealed[i].getWritten().cStr()); };
    CHECK(sealed[0].getValue().isNone());
    CHECK(written(0) == "twelve");
    CHECK(sealed[1].getValue().getInt() == 7);
    CHECK(written(2) == "1,5");
    CHECK(written(3) == "0.12345678901234567890123");
    CHECK(written(4) == "ja");
    CHECK(written(5) == "05-01-2026");
    CHECK(sealed[6].getValue().isDate());
    CHECK(written(6) == "2026-01-05T10:00:00.123456789+01:00");
    CHECK(written(7) == "2026-01-05T10:00:00");
}

TEST_CASE("An event with a wrong zone is rejected with its line, and a mended file adds just that one") {
    MemoryTarget target;
    const ImportReport broken = import_golden("wrong_zone.xes", target);
    CHECK(broken.new_events == 2);
    REQUIRE(broken.rejected.count == 1);
    CHECK(broken.rejected.rows[0].line == 8);
    auto file = xes::FileInput::open(golden("wrong_zone.xes"));
    std::string text(4096, '\0');
    text.resize(*(*file)->read(reinterpret_cast<Byte*>(text.data()), text.size()));
    text.replace(text.find("+25:00"), 6, "+01:00");
    const ImportReport mended = import_text(text, target, plain_mapping());
    CHECK(mended.new_events == 1);
    CHECK(mended.repeated_events == 2);
    CHECK(mended.rejected.count == 0);
    CHECK(target.of_case("test", "SYN-1")[3]->envelope().getSource().getPosition() == 2);
}

TEST_CASE("A log broken in the middle gives its complete cases, names the line, and is mended by a repeat") {
    MemoryTarget target;
    const ImportReport broken = import_golden("broken_in_the_middle.xes", target);
    REQUIRE(broken.error.has_value());
    CHECK(broken.error->message.starts_with("Line 17: "));
    CHECK(broken.new_events == 1);
    CHECK(broken.bytes == 571);
    CHECK(broken.sha256.size() == 64);
    const ImportReport mended = import_golden("mended.xes", target);
    CHECK_FALSE(mended.error.has_value());
    CHECK(mended.repeated_events == 1);
    CHECK(mended.new_events == 2);

    MemoryTarget whole;
    static_cast<void>(import_golden("mended.xes", whole));
    CHECK(target.of_case("test", "SYN-2").size() == whole.of_case("test", "SYN-2").size());
}

TEST_CASE("An import that loses its store after any append is completed by a repeat, with nothing twice") {
    const Synthetic log = synthetic(200);
    const Mapping mapping = shipped_mapping("synthetic");
    MemoryTarget whole;
    static_cast<void>(import_text(log.text, whole, mapping));
    REQUIRE(whole.appends >= 3);
    for (std::size_t survive = 0; survive < whole.appends; ++survive) {
        MemoryTarget target;
        target.appends_until_failure = survive;
        const ImportReport broken = import_text(log.text, target, mapping);
        REQUIRE(broken.error.has_value());
        CHECK(broken.error->kind == ErrorKind::unavailable);
        target.appends_until_failure = SIZE_MAX;
        const ImportReport rest = import_text(log.text, target, mapping);
        CHECK_FALSE(rest.error.has_value());
        CHECK(rest.new_events + rest.repeated_events == log.made.events);
        CHECK(rest.changed.count == 0);
        CHECK(target.stored_events() == whole.stored_events());
    }
}

TEST_CASE("An import that is asked to stop ends between cases and is completed by a repeat") {
    const Synthetic log = synthetic(300);
    const Mapping mapping = shipped_mapping("synthetic");
    MemoryTarget target;
    int calls = 0;
    ImportOptions options;
    options.stop = [&] { return ++calls == 3; };
    const ImportReport stopped = import_text(log.text, target, mapping, options);
    CHECK(stopped.interrupted);
    CHECK_FALSE(stopped.error.has_value());
    CHECK(stopped.new_events > 0);
    CHECK(stopped.new_events < log.made.events);
    const ImportReport rest = import_text(log.text, target, mapping);
    CHECK(stopped.new_events + rest.new_events == log.made.events);
}

TEST_CASE("A case longer than a window is appended in pieces and stays in order") {
    std::string events;
    for (int i = 0; i < 2500; ++i) events += event_text("a" + std::to_string(i), "2026-01-05T10:00:00+01:00");
    MemoryTarget target;
    const std::string text = log_text(trace_text("SYN-0", event_text("x", "2026-01-01T10:00:00Z")) + trace_text("SYN-1", events));
    const ImportReport report = import_text(text, target, plain_mapping());
    CHECK_FALSE(report.error.has_value());
    CHECK(report.new_events == 2501);
    CHECK(report.ties == 2499);
    const auto& stored = target.of_case("test", "SYN-1");
    REQUIRE(stored.size() == 2501);
    for (std::size_t i = 1; i < stored.size(); ++i)
        CHECK(stored[i]->payload<ExternalRecorded>().getActivity() == ("a" + std::to_string(i - 1)).c_str());
    CHECK(import_text(text, target, plain_mapping()).new_events == 0);
}

TEST_CASE("Two traces of the same case are one case, near or far apart in the file") {
    const std::string first = trace_text("SYN-1", event_text("a", "2026-01-05T10:00:00Z") + event_text("b", "2026-01-06T10:00:00Z"));
    const std::string second = trace_text("SYN-1", event_text("c", "2026-01-07T10:00:00Z"));
    std::string between;
    SUBCASE("in the same window") {}
    SUBCASE("many cases apart") {
        for (int i = 0; i < 200; ++i) between += trace_text("OTHER-" + std::to_string(i), event_text("x", "2026-01-05T10:00:00Z"));
    }
    MemoryTarget target;
    const ImportReport report = import_text(log_text(first + between + second), target, plain_mapping());
    CHECK_FALSE(report.error.has_value());
    CHECK(report.changed.count == 0);
    const auto& events = target.of_case("test", "SYN-1");
    REQUIRE(events.size() == 4);
    CHECK(events[3]->envelope().getSource().getPosition() == 3);
    CHECK(import_text(log_text(first + between + second), target, plain_mapping()).new_events == 0);
}

TEST_CASE("A log that breaks off in a second trace of a case keeps the first") {
    const std::string first = trace_text("SYN-1", event_text("a", "2026-01-05T10:00:00Z"));
    MemoryTarget target;
    const ImportReport report =
        import_text("<log>" + first + "<trace><string key=\"concept:name\" value=\"SYN-1\"/>" + event_text("b", "2026-01-06T10:00:00Z"),
                    target, plain_mapping());
    CHECK(report.error.has_value());
    CHECK(target.of_case("test", "SYN-1").size() == 2);
}

TEST_CASE("An event that is not what it was is reported and not written") {
    const auto log = [](const std::string& second) {
        return log_text(trace_text("SYN-1", event_text("a", "2026-01-05T10:00:00Z") + event_text(second, "2026-01-06T10:00:00Z")));
    };
    MemoryTarget target;
    static_cast<void>(import_text(log("b"), target, plain_mapping()));
    const ImportReport report = import_text(log("B"), target, plain_mapping());
    CHECK(report.repeated_events == 1);
    REQUIRE(report.changed.count == 1);
    CHECK(report.changed.rows[0].line == 4);
    CHECK(report.appended_events == 0);
}

TEST_CASE("Attributes in another order are the same event") {
    const auto event = [](const std::string& more) { return log_text(trace_text("SYN-1", event_text("a", "2026-01-05T10:00:00Z", more))); };
    MemoryTarget target;
    static_cast<void>(import_text(event("<int key=\"x\" value=\"1\"/><int key=\"y\" value=\"2\"/>"), target, plain_mapping()));
    const ImportReport report = import_text(event("<int key=\"y\" value=\"2\"/><int key=\"x\" value=\"1\"/>"), target, plain_mapping());
    CHECK(report.repeated_events == 1);
    CHECK(report.changed.count == 0);
}

TEST_CASE("Rows that are the same in everything are all kept, and counted") {
    const std::string row = event_text("a", "2026-01-05T10:00:00Z");
    MemoryTarget target;
    const ImportReport report = import_text(log_text(trace_text("SYN-1", row + row + row)), target, plain_mapping());
    CHECK(report.exact_duplicates == 2);
    CHECK(report.new_events == 3);
}

TEST_CASE("What has no case or no place is rejected with its line") {
    MemoryTarget target;
    const ImportReport report = import_golden("outside_trace.xes", target);
    CHECK(report.rejected.count == 2);
    CHECK(report.rejected.rows[0].line == 2);
    CHECK(report.rejected.rows[1].line == 18);
    CHECK(report.left_out.count == 4);
    CHECK(report.source_events == 3);
    const ImportReport nameless = import_text("<log><trace>\n" + event_text("a", "2026-01-05T10:00:00Z") + "</trace></log>", target, plain_mapping());
    CHECK(nameless.cases == 0);
    CHECK(nameless.rejected.count == 1);
    CHECK(nameless.rejected.rows[0].line == 2);
}

TEST_CASE("A trial run tells what would happen and writes nothing") {
    const Synthetic log = synthetic(50);
    MemoryTarget target;
    ImportOptions options;
    options.dry_run = true;
    const ImportReport trial = import_text(log.text, target, shipped_mapping("synthetic"), options);
    CHECK(trial.new_events == log.made.events);
    CHECK(trial.appended_events == 0);
    CHECK(target.appends == 0);
    const ImportReport real = import_text(log.text, target, shipped_mapping("synthetic"));
    CHECK(real.appended_by_type == trial.appended_by_type);
}

TEST_CASE("An import that was taken back can be brought anew") {
    const Synthetic log = synthetic(10);
    const Mapping mapping = shipped_mapping("synthetic");
    MemoryTarget target;
    const ImportReport first = import_text(log.text, target, mapping);
    CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::done);
    CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::was_retracted);
    CHECK(target.streams[governance_stream()].size() == 1);
    const ImportReport second = import_text(log.text, target, mapping);
    CHECK(second.new_cases == 0);
    CHECK(second.new_events == log.made.events);
    CHECK(import_text(log.text, target, mapping).new_events == 0);
}

TEST_CASE("Taking back a batch that nobody has seen is refused") {
    MemoryTarget target;
    const auto outcome = retract_import(target, target.new_id(), "drift", "wrong_file");
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::not_found);
}

TEST_CASE("A second clock is read by its format and zone") {
    auto mapping = Mapping::parse("source = \"test\"\n[entered]\nattribute = \"dateFinished\"\nformat = \"%Y-%m-%d %H:%M:%S\"\n"
                                  "zone = \"Europe/Amsterdam\"\n", "test.toml");
    REQUIRE(mapping.has_value());
    MemoryTarget target;
    const ImportReport report = import_text(
        log_text(trace_text("SYN-1", event_text("a", "2012-03-21T00:00:00+01:00", "<string key=\"dateFinished\" value=\"2013-07-10 12:07:35\"/>") +
                                         event_text("b", "2012-03-21T00:00:00+01:00", "<string key=\"dateFinished\" value=\"i går\"/>"))),
        target, *mapping);
    CHECK(when(target.of_case("test", "SYN-1")[1]->envelope().getEnteredAt()) == "2013-07-10T12:07:35+02:00");
    CHECK(read_moment(target.of_case("test", "SYN-1")[2]->envelope().getEnteredAt()).is_unknown());
    CHECK(report.illegal_tokens.count == 1);
}

TEST_CASE("The report is one JSON object with numbers as numbers") {
    MemoryTarget target;
    const std::string json = to_json(import_golden("wrong_zone.xes", target));
    CHECK(json.find("\"sourceEvents\":3,") != std::string::npos);
    CHECK(json.find("\"rejected\":{\"count\":1,\"rows\":[{\"line\":8,") != std::string::npos);
    CHECK(json.find("\"appendedByType\":{\"case.opened\":1,\"external.recorded\":2}") != std::string::npos);
}

}  // namespace
}  // namespace forloeb
