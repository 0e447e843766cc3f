// The client library against a real server.
#include "tools/client/client.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>

#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"
#include "server/server.hpp"
#include "tests/engine/temporary_directory.hpp"

namespace forloeb::testing {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;  // only ever waited for when something is broken

Uuid id(std::uint64_t low) { return Uuid::from_halves(0x0193000000007000, 0x8000000000000000 | low); }

template <typename Payload>
typename Payload::Builder begin_event(ProposedEvent::Builder event, const char* occurred) {
    event.setType(std::string(event_type<Payload>().name));
    write_moment(event.initEnvelope().initOccurredAt(), parse_when(occurred).value());
    event.getEnvelope().initActor().setPseudonym("koord-1");
    return event.getPayload().initAs<Payload>();
}

/// Opens a case (append 1 of it) or adds one contact to it.
FrameBuilder& fill(FrameBuilder& frame, std::uint64_t append_id, std::uint64_t case_id, bool opens) {
    auto append = frame.frame().initAppend();
    write_id(append.initAppendId(), id(0x10000 + append_id));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), {StreamKind::case_, id(case_id)});
    auto events = written.initEvents(1);
    if (opens) {
        write_id(begin_event<CaseOpened>(events[0], "2026-01-05").initSubject(), id(0x20000));
    } else {
        begin_event<ContactHeld>(events[0], "2026-01-06").setChannel("sms");
    }
    return frame;
}

EngineOptions data_in(const TemporaryDirectory& directory) {
    EngineOptions options;
    options.data = directory.path() / "data";
    return options;
}

struct Running {
    Running() { start(); }
    void start() {
        ServerOptions options;
        options.engine = data_in(directory);
        options.listen = {{"127.0.0.1", port, {}}};
        auto opened = Server::open(std::move(options), Environment::system());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        server = std::move(*opened);
        server->start();
        port = server->endpoints().at(0).port;
    }
    std::unique_ptr<Client> connect(std::shared_ptr<ClientLoop> loop = nullptr) {
        auto client = Client::connect(server->endpoints().at(0), std::move(loop));
        REQUIRE_MESSAGE(client.has_value(), client.error().message);
        return std::move(*client);
    }
    TemporaryDirectory directory;
    std::unique_ptr<Server> server;
    std::uint16_t port = 0;
};

void store(Client& client, std::uint64_t append_id, std::uint64_t case_id, bool opens) {
    FrameBuilder request;
    const auto reply = client.call(fill(request, append_id, case_id, opens));
    REQUIRE_MESSAGE(reply.has_value(), reply.error().message);
    REQUIRE(reply->frame().isAppended());
}

FrameBuilder& everything_from(FrameBuilder& frame, std::uint64_t position) {
    auto subscribe = frame.frame().initSubscribe();
    subscribe.setEverything();
    subscribe.getFrom().setPosition(position);
    return frame;
}

/// Takes deliveries until `count` events are there; their positions.
std::vector<std::uint64_t> take(Feed& feed, std::size_t count) {
    std::vector<std::uint64_t> positions;
    while (positions.size() < count) {
        auto delivery = feed.next(patience);
        REQUIRE_MESSAGE(delivery.has_value(), delivery.error().message);
        REQUIRE(delivery->has_value());
        const auto frame = (*delivery)->frame();
        if (!frame.isEvents()) continue;
        for (const auto record : frame.getEvents().getEvents()) {
            const auto event = open_record(record);
            REQUIRE(event.has_value());
            positions.push_back(event->leaf().position.value);
        }
    }
    return positions;
}

/// Takes deliveries up to a mark; how many events stood before it.
std::size_t events_until(Feed& feed, wire::Frame::Which mark) {
    std::size_t events = 0;
    while (true) {
        const auto delivery = feed.next(patience);
        REQUIRE_MESSAGE(delivery.has_value(), delivery.error().message);
        REQUIRE(delivery->has_value());
        const auto frame = (*delivery)->frame();
        if (frame.which() == mark) return events;
        if (frame.isEvents()) events += frame.getEvents().getEvents().size();
    }
}

std::vector<std::uint64_t> range(std::uint64_t from, std::uint64_t to) {
    std::vector<std::uint64_t> out;
    for (std::uint64_t i = from; i < to; ++i) out.push_back(i);
    return out;
}

TEST_CASE("a client learns from hello which server it speaks to") {
    Running running;
    const auto client = running.connect();
    CHECK(client->greeting().protocol_version == 1);
    CHECK(client->greeting().server == server_name);
    CHECK(client->greeting().controller == "local");
    CHECK(client->greeting().head == Position{0});
}

TEST_CASE("what the server refuses comes back as the error it named") {
    Running running;
    const auto client = running.connect();
    FrameBuilder request;
    fill(request, 1, 1, true).frame().getAppend().getStreams()[0].getEvents()[0].setType("case.opend");
    const auto reply = client->call(request);
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == ErrorKind::invalid);
    CHECK(reply.error().field == "streams[0].events[0].type");
}

TEST_CASE("a thousand requests are under way at once, and all are answered, appends in the order sent") {
    Running running;
    const auto client = running.connect();
    store(*client, 1, 1, true);
    constexpr std::uint64_t count = 1000;
    std::vector<std::uint64_t> positions(count);
    std::atomic<std::uint64_t> left{count};
    std::promise<void> done;
    for (std::uint64_t i = 0; i < count; ++i) {
        FrameBuilder request;
        client->send(fill(request, 2 + i, 1, false), [&, i](const Result<Reply>& reply) {
            if (reply && reply->frame().isAppended()) positions[i] = reply->frame().getAppended().getPosition();
            if (--left == 0) done.set_value();
        });
    }
    REQUIRE(done.get_future().wait_for(patience) == std::future_status::ready);
    CHECK(positions == range(1, count + 1));
}

TEST_CASE("many clients share one thread") {
    Running running;
    const auto loop = std::make_shared<ClientLoop>();
    std::vector<std::unique_ptr<Client>> clients;
    for (std::uint64_t i = 1; i <= 16; ++i) {
        clients.push_back(running.connect(loop));
        store(*clients.back(), i, i, true);
    }
    CHECK(running.server->engine().head().next == Position{16});
}

TEST_CASE("a feed gives every event once, in order, and more than its window") {
    Running running;
    const auto client = running.connect();
    store(*client, 1, 1, true);
    for (std::uint64_t i = 2; i <= 60; ++i) store(*client, i, 1, false);
    FrameBuilder request;
    auto feed = client->subscribe(everything_from(request, 3), 8);
    REQUIRE(feed.has_value());
    CHECK((*feed)->position() == Position{3});
    CHECK(take(**feed, 57) == range(3, 60));
    CHECK((*feed)->position() == Position{60});
    store(*client, 61, 1, false);
    CHECK(take(**feed, 1) == range(60, 61));
}

TEST_CASE("a feed that nobody takes from holds no more than its window") {
    Running running;
    const auto client = running.connect();
    store(*client, 1, 1, true);
    FrameBuilder request;
    auto feed = client->subscribe(everything_from(request, 0), 4);
    REQUIRE(feed.has_value());
    // Only who was level can fall behind: who is still reading what was there before is just not finished.
    CHECK(events_until(**feed, wire::Frame::CAUGHT_UP) == 1);
    for (std::uint64_t i = 2; i <= 40; ++i) store(*client, i, 1, false);
    CHECK(events_until(**feed, wire::Frame::FELL_BEHIND) == 4);
    CHECK(take(**feed, 35) == range(5, 40));
}

TEST_CASE("after a restart of the server a feed goes on from its position") {
    Running running;
    auto client = running.connect();
    store(*client, 1, 1, true);
    for (std::uint64_t i = 2; i <= 10; ++i) store(*client, i, 1, false);
    FrameBuilder request;
    auto feed = client->subscribe(everything_from(request, 0), 1000);
    REQUIRE(feed.has_value());
    CHECK(take(**feed, 10) == range(0, 10));
    running.server.reset();
    Result<std::optional<Reply>> last = (*feed)->next(patience);
    while (last && *last) last = (*feed)->next(patience);
    REQUIRE_FALSE(last.has_value());
    CHECK(last.error().kind == ErrorKind::unavailable);
    running.start();
    client = running.connect();
    store(*client, 11, 1, false);
    FrameBuilder again;
    auto resumed = client->subscribe(everything_from(again, (*feed)->position().value), 1000);
    REQUIRE(resumed.has_value());
    CHECK(take(**resumed, 1) == range(10, 11));
}

TEST_CASE("a server that is not there is unavailable, and says how to start one") {
    const auto client = Client::connect({{}, 0, "/nonexistent/forloeb.socket"});
    REQUIRE_FALSE(client.has_value());
    CHECK(client.error().kind == ErrorKind::unavailable);
    CHECK(client.error().message.find("forloeb serve") != std::string::npos);
}

TEST_CASE("when the connection is lost, reads are unavailable and an append is unknown") {
    // A server that greets and then hangs up on the first request.
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener, 4) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    std::thread rude([listener] {
        for (int i = 0; i < 2; ++i) {
            const int peer = ::accept(listener, nullptr, nullptr);
            char buffer[4096];
            if (::recv(peer, buffer, sizeof buffer, 0) > 0) {
                FrameBuilder hello(1);
                hello.frame().initHelloReply().setProtocolVersion(1);
                const WireFrame bytes = hello.finish();
                (void)!::send(peer, bytes.bytes().data(), bytes.size(), MSG_NOSIGNAL);
                (void)!::recv(peer, buffer, sizeof buffer, 0);
            }
            ::close(peer);
        }
    });
    const Endpoint endpoint{"127.0.0.1", ntohs(address.sin_port), {}};
    {
        const auto client = Client::connect(endpoint);
        REQUIRE(client.has_value());
        FrameBuilder append;
        const auto reply = (*client)->call(fill(append, 1, 1, true));
        REQUIRE_FALSE(reply.has_value());
        CHECK(reply.error().kind == ErrorKind::unknown);
        FrameBuilder later;  // not sent any more, so it is known not to be stored
        CHECK((*client)->call(fill(later, 2, 1, true)).error().kind == ErrorKind::unavailable);
    }
    {
        const auto client = Client::connect(endpoint);
        REQUIRE(client.has_value());
        FrameBuilder read;
        read.frame().initReadLog();
        CHECK((*client)->call(read).error().kind == ErrorKind::unavailable);
    }
    rude.join();
    ::close(listener);
}

}  // namespace
}  // namespace forloeb::testing
