#include <doctest/doctest.h>

#include <capnp/dynamic.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "engine/engine.hpp"
#include "events/codec/clear_text.hpp"
#include "events/codec/message.hpp"
#include "tools/demo/load.hpp"
#include "tools/demo/story.hpp"

using namespace forloeb;

namespace {

/// A folder of this test's own, gone when the test ends.
struct Folder {
    std::filesystem::path path;
    explicit Folder(const std::string& name)
        : path(std::filesystem::temp_directory_path() / ("forloeb-demo-" + name + "-" + random_text())) {
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

  private:
    static std::string random_text() {
        std::array<Byte, 16> bytes{};
        Environment::system().entropy(bytes.data(), bytes.size());
        return to_hex(bytes);
    }
};

EngineOptions options_in(const Folder& folder) {
    EngineOptions options;
    options.data = folder.path / "data";
    options.keys = folder.path / "keys";
    return options;
}

std::vector<StoryAppend> appends_of(std::string_view name) {
    for (const StoryText& story : demo_stories())
        if (story.name == name) {
            auto appends = read_story(story);
            REQUIRE_MESSAGE(appends.has_value(), appends.error().message << " at " << appends.error().field);
            return std::move(*appends);
        }
    FAIL("no such story");
    return {};
}

StreamId case_of(const std::vector<StoryAppend>& appends) {
    for (const StoryAppend& append : appends)
        for (const StreamEvents& write : append.request.writes)
            if (write.stream.kind == StreamKind::case_) return write.stream;
    FAIL("no case");
    return {};
}

struct Visitor {
    std::function<void(Uuid, const std::string& path)> id = [](Uuid, const std::string&) {};
    std::function<void(std::string_view, const std::string& path)> text = [](std::string_view, const std::string&) {};
};

/// Shows the visitor every id and text of a struct, at any depth.
void visit(capnp::DynamicStruct::Reader value, const std::string& path, const Visitor& visitor);

void visit_value(capnp::DynamicValue::Reader value, const std::string& path, const Visitor& visitor) {
    if (value.getType() == capnp::DynamicValue::TEXT) visitor.text(value.as<capnp::Text>().cStr(), path);
    if (value.getType() == capnp::DynamicValue::STRUCT) visit(value.as<capnp::DynamicStruct>(), path, visitor);
    if (value.getType() == capnp::DynamicValue::LIST)
        for (const auto element : value.as<capnp::DynamicList>()) visit_value(element, path, visitor);
}

void visit(capnp::DynamicStruct::Reader value, const std::string& path, const Visitor& visitor) {
    if (value.getSchema() == capnp::Schema::from<Id16>()) {
        const auto id = value.as<Id16>();
        const Uuid uuid = Uuid::from_halves(id.getHigh(), id.getLow());
        if (!uuid.is_nil()) visitor.id(uuid, path);
        return;
    }
    for (const auto field : value.getSchema().getFields())
        if (value.has(field)) visit_value(value.get(field), path + "." + field.getProto().getName().cStr(), visitor);
}

/// Calls `see` with every event of a story, its stream and its derived id.
template <typename See>
void each_event(const std::vector<StoryAppend>& appends, See see) {
    for (const StoryAppend& append : appends) {
        std::uint32_t ordinal = 0;
        for (const StreamEvents& write : append.request.writes)
            for (const CheckedEvent& event : write.events) see(event, write.stream, derive_event_id(append.request.append_id, ordinal++));
    }
}

}  // namespace

TEST_CASE("every line of the built-in stories is a valid proposal") {
    CHECK(demo_stories().size() == 2);
    std::map<std::string, int> events;
    for (const StoryText& story : demo_stories())
        each_event(appends_of(story.name), [&](const CheckedEvent&, StreamId, Uuid) { ++events[std::string(story.name)]; });
    CHECK(events["karen"] == 147);
    CHECK(events["udskrivning"] == 73);
}

TEST_CASE("together the stories show every event type of a citizen's case that a person can record") {
    std::set<std::string_view> shown;
    for (const StoryText& story : demo_stories())
        each_event(appends_of(story.name), [&](const CheckedEvent& event, StreamId, Uuid) { shown.insert(event.type->name); });
    for (const EventType& type : all_event_types()) {
        const bool of_a_citizen = std::ranges::any_of(type.streams, [](StreamKind kind) { return kind == StreamKind::case_ || kind == StreamKind::person; });
        if (!of_a_citizen || type.name == "external.recorded") continue;  // imports bring that one
        if (type.name == "case.linked") continue;                         // neither of the two has another case
        CAPTURE(type.name);
        CHECK(shown.contains(type.name));
    }
}

TEST_CASE("every event and stream that a story refers to is in the story") {
    for (const StoryText& story : demo_stories()) {
        CAPTURE(story.name);
        const auto appends = appends_of(story.name);
        std::set<Uuid> known;
        each_event(appends, [&](const CheckedEvent&, StreamId stream, Uuid id) { known.insert({stream.id, id}); });
        std::size_t references = 0;
        Visitor visitor;
        visitor.id = [&](Uuid id, const std::string& path) {
            CAPTURE(path);
            ++references;
            CHECK(known.contains(id));
        };
        each_event(appends, [&](const CheckedEvent& event, StreamId, Uuid) {
            MessageReader reader(event.proposal);
            const auto proposal = reader.root<ProposedEvent>();
            visit(proposal.getPayload().getAs<capnp::DynamicStruct>(event.type->clear), std::string(event.type->name), visitor);
            visit(capnp::toDynamic(proposal.getEnvelope()), "envelope", visitor);
        });
        CHECK(references >= 6);
    }
}

TEST_CASE("the case rules accept both stories from the first line to the last, and loading twice changes nothing") {
    const Folder folder("load");
    const auto first = load_demo(options_in(folder), Environment::system());
    REQUIRE_MESSAGE(first.has_value(), first.error().message << " (" << first.error().rule << ")");
    CHECK(first->stories == 2);
    CHECK(first->events == 220);
    CHECK(first->repeated == 0);

    const auto second = load_demo(options_in(folder), Environment::system());
    REQUIRE_MESSAGE(second.has_value(), second.error().message);
    CHECK(second->repeated == first->appends);

    auto engine = Engine::open(options_in(folder), Environment::system());
    REQUIRE(engine.has_value());
    CHECK((*engine)->head().next == Position{220});
    const auto karen = (*engine)->lookup("case", "karen");
    REQUIRE(karen.has_value());
    CHECK(*karen == case_of(appends_of("karen")));
}

TEST_CASE("recorded times are the story's own, so that known-at gives different answers on different days") {
    const Folder folder("known");
    REQUIRE(load_demo(options_in(folder), Environment::system()).has_value());
    auto engine = Engine::open(options_in(folder), Environment::system());
    REQUIRE(engine.has_value());
    const StreamId karen = case_of(appends_of("karen"));
    const auto known_on = [&](const char* date) {
        AsOf as_of;
        as_of.known_at = *parse_as_of(date);
        auto history = (*engine)->history(karen, as_of);
        REQUIRE(history.has_value());
        return std::move(*history);
    };
    const History october = known_on("2025-10-19");
    const History november = known_on("2025-11-30");
    CHECK(october.corrected == 0);
    CHECK(october.retracted == 0);
    CHECK(november.corrected == 1);
    CHECK(november.retracted == 1);
    CHECK(october.effective.size() < november.effective.size());

    // What was told late stands where it happened, and was not known then.
    const auto contacts_by = [](const History& history, std::string_view actor) {
        std::size_t count = 0;
        for (const EffectiveEvent& event : history.effective)
            if (event.type().name == "contact.held" && std::string_view(event.envelope().getActor().getPseudonym().cStr()) == actor) ++count;
        return count;
    };
    CHECK(contacts_by(october, "jobk-1") == 0);
    CHECK(contacts_by(november, "jobk-1") == 1);
}

TEST_CASE("the demo is not loaded into a directory that was made for something else") {
    const Folder folder("real");
    { REQUIRE(Engine::open(options_in(folder), Environment::system()).has_value()); }
    const auto loaded = load_demo(options_in(folder), Environment::system());
    REQUIRE(!loaded.has_value());
    CHECK(loaded.error().kind == ErrorKind::refused);
}

TEST_CASE("a broken story line is named by story, line and field") {
    const auto wrong_field = read_story({"x", R"({"stream":{"kind":"case","id":"01990316-b880-7000-8000-006b6172656e"},"recordedAt":"2026-01-01T00:00:00Z",)"
                                              R"("appendId":"01990316-b880-7000-8000-000000000001","event":{"type":"contact.held","occurredAt":"2026-01-01",)"
                                              R"("actor":{"pseudonym":"k"},"payload":{"canal":"sms"}}})"});
    REQUIRE(!wrong_field.has_value());
    CHECK(wrong_field.error().message.find("x.ndjson line 1") != std::string::npos);
    CHECK((wrong_field.error().field + wrong_field.error().message).find("canal") != std::string::npos);
    const auto not_json = read_story({"x", "\n{\"stream\":"});
    REQUIRE(!not_json.has_value());
    CHECK(not_json.error().message.find("x.ndjson line 2") != std::string::npos);
}

TEST_CASE("the stories hold nothing that looks like a CPR number, and every event says that it is of the demo") {
    Visitor visitor;
    std::size_t texts = 0;
    visitor.text = [&](std::string_view text, const std::string& path) {
        CAPTURE(path);
        ++texts;
        CHECK(!looks_like_cpr(text));
    };
    for (const StoryText& story : demo_stories())
        each_event(appends_of(story.name), [&](const CheckedEvent& event, StreamId, Uuid) {
            MessageReader reader(event.proposal);
            const auto proposal = reader.root<ProposedEvent>();
            CHECK(std::string_view(proposal.getEnvelope().getPurpose().cStr()) == "demo");
            const auto schema = personal_schema(*event.type, proposal.getPayload());
            REQUIRE(schema.has_value());
            for (const PersonalBytes& part : event.personal) {
                MessageReader personal(part.fields);
                visit(personal.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(schema->value()), std::string(event.type->name), visitor);
            }
        });
    CHECK(texts > 100);
}
