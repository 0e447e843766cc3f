// The case notes of tests/scenarios/stories, held against the demo's stories: what is noted did happen on that day, and on
// the days they look back from, overview, advice and measures say what the note says. Format: the README there.
#include <doctest/doctest.h>

#include <capnp/dynamic.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "projections/advice/queries.hpp"
#include "projections/measures/measure.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/standard_projections.hpp"
#include "tools/demo/load.hpp"
#include "tests/engine/audit/test_receipt.hpp"

namespace forloeb {
namespace {

struct NotedEvent {
    int line;
    std::string date;
    std::string type;
};

struct Expected {
    int line;
    std::string date;  // both clocks
    std::string kind;  // "overview", "citizen", "partner", "advice", "measure"
    std::string what;
    std::string expected;
};

struct CaseNote {
    std::string story;
    std::vector<NotedEvent> events;
    std::vector<Expected> expectations;
};

std::string trim(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

CaseNote read_note(const std::filesystem::path& file) {
    CaseNote note;
    std::ifstream in(file);
    std::string date;
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
        text = trim(text.substr(0, text.find(" //")));
        std::istringstream words(text);
        std::string first;
        std::string second;
        words >> first >> second;
        const auto equals = text.find(" = ");
        if (first.empty() || first.starts_with("//")) continue;
        if (first == "forløb:") note.story = second;
        else if (first == "set" && second == "den") { words >> date; }
        else if (first == "overview" || first == "citizen" || first == "partner" || first == "advice" || first == "measure") {
            REQUIRE_MESSAGE(equals != std::string::npos, file.filename().string(), ":", line);
            note.expectations.push_back({line, date, first, trim(text.substr(first.size(), equals - first.size())), trim(text.substr(equals + 3))});
        } else if (parse_date(first) && find_event_type(second) != nullptr) note.events.push_back({line, first, second});
        else FAIL(file.filename().string(), ":", line, ": neither a date with an event, nor something to expect: ", text);
    }
    return note;
}

/// The demo, loaded once, with an engine and its rows.
class LoadedDemo {
  public:
    LoadedDemo() : path_(std::filesystem::temp_directory_path() / ("forloeb-notes-" + random_text())) {
        EngineOptions options;
        options.data = path_ / "data";
        options.keys = path_ / "keys";
        const auto loaded = load_demo(options, Environment::system());
        REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message);
        auto engine = Engine::open(options, Environment::system());
        REQUIRE(engine.has_value());
        engine_ = std::move(*engine);
        auto runner = Runner::open(*engine_, options.data / "derived", standard_projections());
        REQUIRE(runner.has_value());
        runner_ = std::move(*runner);
        REQUIRE(runner_->catch_up().has_value());
    }
    ~LoadedDemo() {
        runner_.reset();
        engine_.reset();
        std::filesystem::remove_all(path_);
    }
    LoadedDemo(const LoadedDemo&) = delete;
    LoadedDemo& operator=(const LoadedDemo&) = delete;

    [[nodiscard]] const Engine& engine() const { return *engine_; }
    [[nodiscard]] Runner& runner() { return *runner_; }
    [[nodiscard]] StreamId find(const std::string& name) const {
        const auto stream = engine_->lookup("case", name);
        REQUIRE(stream.has_value());
        REQUIRE(stream->has_value());
        return **stream;
    }

  private:
    static std::string random_text() {
        std::array<Byte, 16> bytes{};
        Environment::system().entropy(bytes.data(), bytes.size());
        return to_hex(bytes);
    }
    std::filesystem::path path_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Runner> runner_;
};

AsOf on(const std::string& date) {
    const Instant end = parse_as_of(date).value();
    return {end, end, Clock::recorded};
}

/// "coordinator.pseudonym"; of a list how many there are.
std::string at_path(capnp::DynamicValue::Reader value, const std::string& path) {
    if (!path.empty()) {
        const auto dot = path.find('.');
        const auto fields = value.as<capnp::DynamicStruct>();
        const auto field = fields.getSchema().findFieldByName(path.substr(0, dot).c_str());
        KJ_IF_MAYBE (found, field)
            return at_path(fields.get(*found), dot == std::string::npos ? "" : path.substr(dot + 1));
        return "no such field";
    }
    switch (value.getType()) {
        case capnp::DynamicValue::TEXT: return value.as<capnp::Text>().cStr();
        case capnp::DynamicValue::BOOL: return value.as<bool>() ? "yes" : "no";
        case capnp::DynamicValue::UINT: return std::to_string(value.as<std::uint64_t>());
        case capnp::DynamicValue::INT: return std::to_string(value.as<std::int64_t>());
        case capnp::DynamicValue::LIST: return std::to_string(value.as<capnp::DynamicList>().size());
        case capnp::DynamicValue::STRUCT: return format_when(read_moment(value.as<Moment>())).substr(0, 10);
        default: return "nothing to compare";
    }
}

std::string overview(LoadedDemo& demo, StreamId stream, const Expected& asked, Audience audience = Audience::INTERNAL) {
    capnp::MallocMessageBuilder message;
    auto answer = message.initRoot<answers::CaseOverview>();
    const Status status = query_case_overview(demo.engine(), testing::test_receipt(), stream.id, on(asked.date), answer, audience);
    REQUIRE_MESSAGE(status.has_value(), status.error().message);
    return at_path(capnp::toDynamic(answer.asReader()), asked.what);
}

/// "advise not_announced co_chair": the state, and the codes of what it found.
std::string advice(LoadedDemo& demo, StreamId stream, const Expected& asked) {
    capnp::MallocMessageBuilder question;
    auto query = question.initRoot<answers::AdviceQuery>();
    write_id(query.initCaseId(), stream.id);
    query.initRules(1).set(0, asked.what.c_str());
    capnp::MallocMessageBuilder message;
    auto answer = message.initRoot<answers::CaseAdvice>();
    const Status status = query_advice(demo.engine(), demo.runner(), on(asked.date), query.asReader(), answer);
    REQUIRE_MESSAGE(status.has_value(), status.error().message);
    const auto said = answer.asReader().getAdvice()[0];
    std::string text = said.getState() == answers::AdviceState::ADVISE ? "advise" : said.getState() == answers::AdviceState::UNKNOWN ? "unknown" : "nothing";
    std::set<std::string> codes;
    for (const auto finding : said.getFindings()) {
        codes.insert(finding.getCode().cStr());
        for (const auto event : finding.getEvidence()) CHECK(event.getType().size() > 0);  // it rests on events of the case
    }
    for (const std::string& code : codes) text += " " + code;
    return text;
}

/// A figure over this one case, before disclosure control: "M1 opened_to_assigned.median".
std::string measure(LoadedDemo& demo, StreamId stream, const Expected& asked) {
    std::istringstream words(asked.what);
    std::string id;
    std::string code;
    words >> id >> code;
    const MeasureDefinition* definition = find_measure(id);
    REQUIRE(definition != nullptr);
    const Cohort cohort;
    const auto parameters = Parameters::resolve(definition->parameters, {});
    REQUIRE(parameters.has_value());
    const auto reading = CaseReading::open(demo.engine(), stream.id, on(asked.date));
    REQUIRE(reading.has_value());
    const auto running = definition->start({reading->observed(), cohort, *parameters});
    running->add(reading->facts());
    const MeasureOutput output = running->finish();
    for (const Figure& figure : output.whole.figures)
        if (figure.code == code) {
            if (figure.state != FigureState::shown) return "no figure";
            std::ostringstream number;
            number << figure.value;
            return number.str();
        }
    return "no such figure";
}

std::vector<std::filesystem::path> notes() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/scenarios/stories"))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    return files;
}

}  // namespace

TEST_CASE("every case note is a story of the demo, and what it notes happened on that day") {
    LoadedDemo demo;
    std::set<std::string> told;
    for (const auto& file : notes()) {
        const CaseNote note = read_note(file);
        told.insert(note.story);
        CHECK(note.events.size() >= 20);
        const auto history = demo.engine().history(demo.find(note.story), {});
        REQUIRE(history.has_value());
        std::multiset<std::string> happened;
        for (const EventView& event : history->stored)
            happened.insert(format_date(local_date(read_moment(event.envelope().getOccurredAt()))) + " " + std::string(event.type().name));
        for (const NotedEvent& event : note.events) {
            CAPTURE(file.filename().string());
            CAPTURE(event.line);
            const auto found = happened.find(event.date + " " + event.type);
            CHECK(found != happened.end());
            if (found != happened.end()) happened.erase(found);
        }
    }
    CHECK(told == std::set<std::string>{"karen", "udskrivning"});
}

TEST_CASE("looking back from a day, overview, advice and measures say what the case note says") {
    LoadedDemo demo;
    std::map<std::string, int> asked;
    for (const auto& file : notes()) {
        const CaseNote note = read_note(file);
        const StreamId stream = demo.find(note.story);
        for (const Expected& each : note.expectations) {
            CAPTURE(file.filename().string());
            CAPTURE(each.line);
            CAPTURE(each.date);
            CAPTURE(each.what);
            ++asked[each.kind];
            if (each.kind == "overview") CHECK(overview(demo, stream, each) == each.expected);
            if (each.kind == "citizen") CHECK(overview(demo, stream, each, Audience::CITIZEN) == each.expected);
            if (each.kind == "partner") CHECK(overview(demo, stream, each, Audience::PARTNER) == each.expected);
            if (each.kind == "advice") CHECK(advice(demo, stream, each) == each.expected);
            if (each.kind == "measure") CHECK(measure(demo, stream, each) == each.expected);
        }
    }
    CHECK(asked["overview"] >= 10);
    CHECK(asked["citizen"] >= 5);
    CHECK(asked["partner"] >= 5);
    CHECK(asked["advice"] >= 15);
    CHECK(asked["measure"] >= 4);
}

}  // namespace forloeb
