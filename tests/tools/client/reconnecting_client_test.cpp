// A client that stays: against a server that is taken away and comes back, and against one that only misbehaves.
#include "tools/client/reconnecting_client.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <deque>
#include <future>

#include "events/codec/id16.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "server/server.hpp"
#include "tests/engine/temporary_directory.hpp"
#include "tests/tools/client/stand_in_server.hpp"
#include "tools/client/case_requests.hpp"

namespace forloeb::testing {
namespace {

using namespace std::chrono_literals;

const StreamId followed_case{StreamKind::case_, Uuid::from_halves(7, 7)};

Persistence quick_persistence() {
    Persistence persistence;
    persistence.first_pause = 1ms;
    persistence.longest_pause = 20ms;
    return persistence;
}

/// A server that can be stopped and started again on the same socket.
struct ComesAndGoes {
    ComesAndGoes() { start(); }
    void start() {
        ServerOptions options;
        options.engine.data = directory.path() / "data";
        options.listen = {endpoint()};
        auto opened = Server::open(std::move(options), Environment::system());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        server = std::move(*opened);
        server->start();
    }
    [[nodiscard]] Endpoint endpoint() const { return {{}, 0, (directory.path() / "s").string()}; }
    TemporaryDirectory directory;
    std::unique_ptr<Server> server;
};

Result<StoredAppend> write_one(ReconnectingClient& client, bool opens, std::optional<StreamVersion> seen = std::nullopt) {
    FrameBuilder request;
    auto event = begin_append(request, followed_case, seen, 1)[0];
    if (opens)
        write_id(begin_event<CaseOpened>(event, "2026-01-05", "koord-1").initSubject(), Uuid::from_halves(8, 8));
    else
        begin_event<ContactHeld>(event, "2026-01-06", "koord-1").setMinutes(5);
    return append(client, request);
}

std::unique_ptr<ReconnectingClient> persistent_client(const Endpoint& endpoint, Persistence persistence = quick_persistence()) {
    auto client = ReconnectingClient::connect(endpoint, {}, std::move(persistence));
    REQUIRE_MESSAGE(client.has_value(), client.error().message);
    return std::move(*client);
}

/// Versions of the events that come, until there are `count`.
std::vector<std::uint64_t> follow(ReconnectingFeed& feed, std::size_t count) {
    std::vector<std::uint64_t> versions;
    while (versions.size() < count) {
        const auto delivery = feed.next(10s);
        REQUIRE_MESSAGE(delivery.has_value(), delivery.error().message);
        REQUIRE(delivery->has_value());
        if (!(*delivery)->frame().isEvents()) continue;
        for (const auto record : (*delivery)->frame().getEvents().getEvents()) versions.push_back(open_record(record)->leaf().version.value);
    }
    return versions;
}

TEST_CASE("reads, appends and a feed go on over a restart of the server, and nothing is told twice") {
    ComesAndGoes place;
    const auto writer = persistent_client(place.endpoint());
    const auto reader = persistent_client(place.endpoint());
    FrameBuilder request;
    auto subscribe = request.frame().initSubscribe();
    write_stream_ref(subscribe.initStream(), followed_case);
    subscribe.getFrom().setPosition(0);
    const auto feed = reader->subscribe(request, 4);
    REQUIRE(feed.has_value());
    REQUIRE(write_one(*writer, true).has_value());
    REQUIRE(write_one(*writer, false)->version == StreamVersion{2});
    CHECK(follow(**feed, 2) == std::vector<std::uint64_t>{1, 2});
    for (std::uint64_t turn = 0; turn < 3; ++turn) {
        place.server.reset();
        std::thread comes_back([&place] { place.start(); });
        for (std::uint64_t i = 0; i < 6; ++i) REQUIRE(write_one(*writer, false, StreamVersion{2 + turn * 6 + i})->version == StreamVersion{3 + turn * 6 + i});
        comes_back.join();
        const auto versions = follow(**feed, 6);
        CHECK(versions.front() == 3 + turn * 6);
        CHECK(versions.back() == 8 + turn * 6);
    }
    std::uint64_t read = 0;
    CHECK(read_stream(*reader, followed_case, {}, [&](const EventView& event) { return ++read, event.leaf().version.value == read; }).has_value());
    CHECK(read == 20);
}

TEST_CASE("many requests under way when the server goes are all answered once it is back") {
    ComesAndGoes place;
    const auto client = persistent_client(place.endpoint());
    REQUIRE(write_one(*client, true).has_value());
    std::atomic<int> stored{0}, failed{0}, left{200};
    std::promise<void> all;
    for (int i = 0; i < 200; ++i) {
        FrameBuilder request;
        begin_event<ContactHeld>(begin_append(request, followed_case, {}, 1)[0], "2026-01-06", "koord-1").setMinutes(i);
        client->send(request, [&](const Result<Reply>& reply) {
            ++(reply ? stored : failed);
            if (--left == 0) all.set_value();
        });
        if (i == 100) {
            place.server.reset();
            place.start();
        }
    }
    REQUIRE(all.get_future().wait_for(30s) == std::future_status::ready);
    CHECK(stored == 200);
    CHECK(failed == 0);
    CHECK(place.server->engine().head().next == Position{201});  // each once
}

TEST_CASE("an append whose answer is lost is sent again with the same id") {
    std::vector<Uuid> ids;
    StandInServer server([&](wire::Frame::Reader asked, FrameBuilder& answer) {
        ids.push_back(read_id(asked.getAppend().getAppendId()));
        if (ids.size() == 1) return StandInServer::Then::hang_up;
        if (ids.size() == 2)
            write_problem(answer.frame().initOutcomeUnknown(), {ErrorKind::unknown, "Unknown.", {}, {}});
        else
            answer.frame().initAppended().setPosition(41);
        return StandInServer::Then::answer;
    });
    const auto stored = write_one(*persistent_client(server.endpoint()), true);
    REQUIRE_MESSAGE(stored.has_value(), stored.error().message);
    CHECK(stored->position == Position{41});
    REQUIRE(ids.size() == 3);
    CHECK(ids[0] == ids[1]);
    CHECK(ids[1] == ids[2]);
}

TEST_CASE("an append that may be stored stays unknown when patience ends, also if there is no server any more") {
    auto server = std::make_unique<StandInServer>([](wire::Frame::Reader, FrameBuilder&) { return StandInServer::Then::leave; });
    Persistence persistence = quick_persistence();
    persistence.patience = 200ms;
    const auto client = persistent_client(server->endpoint(), persistence);
    const auto stored = write_one(*client, true);
    REQUIRE_FALSE(stored.has_value());
    CHECK(stored.error().kind == ErrorKind::unknown);
    FrameBuilder read;
    read.frame().initReadLog();
    CHECK(client->call(read).error().kind == ErrorKind::unavailable);
}

TEST_CASE("a read that is told later is asked again, what changes something is not, and a refusal ends at once") {
    std::deque<ErrorKind> says{ErrorKind::overloaded, ErrorKind::unavailable, ErrorKind::refused, ErrorKind::unavailable, ErrorKind::conflict};
    std::size_t asked = 0;
    StandInServer server([&](wire::Frame::Reader, FrameBuilder& answer) {
        write_problem(answer.frame().initError(), {says.at(asked++), "No.", {}, {}, 1});
        return StandInServer::Then::answer;
    });
    const auto client = persistent_client(server.endpoint());
    FrameBuilder read;
    read.frame().initReadLog();
    CHECK(client->call(read).error().kind == ErrorKind::refused);
    CHECK(asked == 3);
    FrameBuilder rebuild;
    rebuild.frame().initProjectionRebuild();
    CHECK(client->call(rebuild).error().kind == ErrorKind::unavailable);
    CHECK(asked == 4);
    CHECK(write_one(*client, true).error().kind == ErrorKind::conflict);
    CHECK(asked == 5);
}

TEST_CASE("a kept request is the same frame each time, whatever its size") {
    FrameBuilder request;
    auto events = begin_append(request, followed_case, StreamVersion{3}, 40);
    for (auto event : events) begin_event<ContactHeld>(event, "2026-01-06T10:00:00+01:00", "koord-1").initTopics(1).set(0, std::string(500, 'x'));
    request.frame().setPurpose("casework");
    request.frame().setAtLeast(std::uint64_t{1} << 60);
    KeptFrame kept(request.frame().asReader());
    for (int time = 0; time < 2; ++time) {
        FrameBuilder again(0, kept.words());
        kept.copy_to(again);
        CHECK(capnp::AnyStruct::Reader(again.frame().asReader()) == capnp::AnyStruct::Reader(kept.frame()));
    }
    CHECK(kept.may_repeat());
}

TEST_CASE("a client that is closed ends what is under way") {
    StandInServer server([](wire::Frame::Reader, FrameBuilder&) { return StandInServer::Then::stay_silent; });
    std::promise<Result<Reply>> promise;
    {
        const auto client = persistent_client(server.endpoint());
        FrameBuilder request;
        request.frame().initReadLog();
        client->send(request, [&](Result<Reply> reply) { promise.set_value(std::move(reply)); });
    }
    auto reply = promise.get_future();
    REQUIRE(reply.wait_for(10s) == std::future_status::ready);
    CHECK(reply.get().error().kind == ErrorKind::unavailable);
}

TEST_CASE("a request with a deadline ends at a server that is silent, and one that is cancelled is told to the server") {
    std::atomic<bool> cancelled{false};
    StandInServer server([&](wire::Frame::Reader asked, FrameBuilder&) {
        if (asked.isCancel()) cancelled = true;
        return StandInServer::Then::stay_silent;
    });
    const auto client = Client::connect(server.endpoint());
    REQUIRE(client.has_value());
    FrameBuilder read;
    read.frame().initReadLog();
    CHECK((*client)->call(read, 1ms).error().kind == ErrorKind::unavailable);
    FrameBuilder request;
    auto event = begin_append(request, followed_case, {}, 1)[0];
    begin_event<ContactHeld>(event, "2026-01-06", "koord-1").setMinutes(1);
    CHECK((*client)->call(request, 1ms).error().kind == ErrorKind::unknown);
    while (!cancelled) std::this_thread::sleep_for(1ms);
}

}  // namespace
}  // namespace forloeb::testing
