// A data directory in this process answers as a server does.
#include "tools/directory/open_directory.hpp"

#include <doctest/doctest.h>

#include "events/codec/id16.hpp"
#include "events/schema/case.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"
#include "tests/engine/temporary_directory.hpp"

namespace forloeb::testing {
namespace {

EngineOptions directory_options(const TemporaryDirectory& directory) {
    EngineOptions options;
    options.data = directory.path() / "data";
    return options;
}

/// Opens a case; `actor` empty = says nothing of who did it.
Result<Reply> open_a_case(Client& client, const std::string& actor) {
    FrameBuilder request;
    auto append = request.frame().initAppend();
    write_id(append.initAppendId(), Uuid::from_halves(1, 1));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), {StreamKind::case_, Uuid::from_halves(1, 2)});
    auto event = written.initEvents(1)[0];
    event.setType("case.opened");
    auto envelope = event.initEnvelope();
    write_moment(envelope.initOccurredAt(), parse_when("2026-01-05").value());
    if (!actor.empty()) envelope.initActor().setPseudonym(actor);
    write_id(event.getPayload().initAs<CaseOpened>().initSubject(), Uuid::from_halves(1, 3));
    return client.call(request);
}

TEST_CASE("a data directory in this process answers the same way, and is held alone") {
    TemporaryDirectory directory;
    auto opened = open_directory(directory_options(directory), Environment::system());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    CHECK(opened->client->greeting().controller == "local");
    REQUIRE(open_a_case(*opened->client, "koord-1").has_value());
    CHECK(opened->engine->head().next == Position{1});
    FrameBuilder ask;
    ask.frame().initQuery().initCaseList();
    const auto list = opened->client->call(ask);
    REQUIRE(list.has_value());
    CHECK(list->frame().getAnswer().getCaseList().getRows().size() == 1);

    const auto second = open_directory(directory_options(directory), Environment::system());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == ErrorKind::conflict);
    opened->client.reset();
    CHECK(open_directory(directory_options(directory), Environment::system()).has_value());
}

TEST_CASE("in process, the operating system's user is the actor of an event that names none") {
    TemporaryDirectory directory;
    const auto opened = open_directory(directory_options(directory), Environment::system());
    REQUIRE(opened.has_value());
    const auto reply = open_a_case(*opened->client, {});
    REQUIRE_MESSAGE(reply.has_value(), reply.error().message);
    const auto page = opened->engine->read_log({0}, {}).value();
    CHECK(text_of(page.events.at(0).envelope().getActor().getPseudonym()).starts_with("p-"));
}

}  // namespace
}  // namespace forloeb::testing
