// What strangers may send. The server answers or cuts off, and nobody else notices.
#include <doctest/doctest.h>

#include <random>

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

std::string u32(std::uint32_t value) {
    std::string out;
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift & 0xff));
    return out;
}

/// The server says what is wrong, about no request in particular, and ends the connection.
void check_cut_off(Peer& peer, const std::string& says) {
    const auto reply = peer.receive();
    REQUIRE(reply != nullptr);
    REQUIRE(reply->frame().isError());
    CHECK(reply->frame().getCorr() == 0);
    const Error error = read_problem(reply->frame().getError());
    CHECK(error.kind == ErrorKind::invalid);
    CHECK_MESSAGE(error.message.find(says) != std::string::npos, error.message);
    CHECK(peer.is_ended());
}

TEST_CASE_FIXTURE(ServerFixture, "frames that announce too much are refused, the connection is ended, and a neighbour goes on") {
    Peer neighbour(tcp());
    {
        Peer peer(tcp());
        peer.send_text(u32(0xffffffff));
        check_cut_off(peer, "announces 4294967296 segments");
    }
    {
        Peer peer(tcp());
        peer.send_text(u32(16) + std::string(100, '\0'));
        check_cut_off(peer, "announces 17 segments");
    }
    {
        Peer peer(local());
        peer.send_text(u32(0) + u32(0xffffffff) + std::string(100, 'x'));
        check_cut_off(peer, "announces 34359738368 bytes");
    }
    {
        Peer peer(tcp(), Peer::Greets::no);
        peer.send_text(u32(0) + u32(64 * 1024 / 8));
        check_cut_off(peer, "at most 65536 are taken here");
    }
    CHECK(neighbour.pings());
    CHECK(store(neighbour, 1, a_case(1), true, 1) == 0);
}

TEST_CASE_FIXTURE(ServerFixture, "another protocol's greeting ends the connection") {
    Peer peer(tcp(), Peer::Greets::no);
    peer.send_text("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    check_cut_off(peer, "segments");
    CHECK(Peer(tcp()).pings());
}

TEST_CASE_FIXTURE(ServerFixture, "half a frame and gone harms nobody") {
    Peer neighbour(local());
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 5);
    const WireFrame frame = append.finish();
    for (std::size_t size = 1; size < frame.size(); size += 97) {
        Peer peer(tcp());
        peer.send(frame.bytes().first(size));
        peer.close();
    }
    CHECK(neighbour.pings());
    CHECK(server->engine().head().next == Position{0});
}

TEST_CASE_FIXTURE(ServerFixture, "a malformed message in a whole frame is answered, and the connection goes on") {
    Peer peer(tcp());
    peer.send_text(u32(0) + u32(2) + std::string("\xfc\xff\x00\x00\x01\x00\x00\x00", 8) + std::string(8, '\x7f'));
    auto reply = peer.receive();
    REQUIRE(reply != nullptr);
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::INVALID);
    peer.send_text(u32(0) + u32(0));  // no root at all
    reply = peer.receive();
    REQUIRE(reply != nullptr);
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::INVALID);
    CHECK(peer.pings());
}

TEST_CASE_FIXTURE(ServerFixture, "an unknown request is unsupported, and the connection goes on") {
    FrameBuilder builder(9);
    builder.frame().setPing();
    const WireFrame ping = builder.finish();
    std::string bytes(as_text(ping.bytes()));
    bytes[3 * 8] = '\x77';  // the union's tag: after the segment table, the root pointer and corr
    bytes[3 * 8 + 1] = '\x03';
    Peer peer(tcp());
    peer.send_text(bytes);
    const auto reply = peer.receive();
    REQUIRE(reply != nullptr);
    CHECK(reply->frame().getCorr() == 9);
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::UNSUPPORTED);
    CHECK(reply->frame().getError().getRetry() == wire::Retry::UPGRADE);
    CHECK(peer.pings());
}

TEST_CASE_FIXTURE(ServerFixture, "a frame nested two hundred deep is refused, and the connection goes on") {
    FrameBuilder append(2, 4096);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 0);
    auto payload = append.frame().getAppend().getStreams()[0].getEvents()[0].getPayload();
    for (int depth = 0; depth < 200; ++depth) payload = payload.initAs<ProposedEvent>().getPayload();
    Peer peer(tcp());
    const auto reply = peer.ask(append);
    REQUIRE(reply->frame().isError());
    CHECK(reply->frame().getError().getCode() != wire::ErrorCode::DAMAGED);
    CHECK(peer.pings());
    CHECK(server->engine().head().next == Position{0});
}

TEST_CASE_FIXTURE(ServerFixture, "a flood of requests that is not read is held back, and a neighbour is served meanwhile") {
    Peer neighbour(tcp());
    (void)store(neighbour, 1, a_case(1), true, 500);
    Peer flood(tcp());
    std::string requests;
    for (std::uint64_t corr = 2; corr < 2000; ++corr) {
        FrameBuilder read(corr);
        read.frame().initReadLog();
        const WireFrame frame = read.finish();
        requests += as_text(frame.bytes());
    }
    flood.send_text(requests);  // never reads what comes back
    CHECK(neighbour.pings());
    CHECK(store(neighbour, 2, a_case(2), true, 1) == 501);
}

TEST_CASE_FIXTURE(ServerFixture, "random frames, and random damage to real ones, never stop the server") {
    std::mt19937 random(20260303);
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 3, "noget om nogen");
    const WireFrame whole = append.finish();
    const std::string good(as_text(whole.bytes()));
    for (int round = 0; round < 150; ++round) {
        Peer peer(round % 2 == 0 ? tcp() : local(), round % 3 == 0 ? Peer::Greets::no : Peer::Greets::yes);
        std::string bytes = good;
        if (round % 5 == 0) {
            for (auto& c : bytes) c = static_cast<char>(random());
        } else {
            for (int flips = 0; flips < 4; ++flips) bytes[8 + random() % (bytes.size() - 8)] = static_cast<char>(random());
        }
        peer.send_text(bytes);
        peer.end_output();
        while (peer.receive() != nullptr) {
        }
    }
    Peer peer(tcp());
    CHECK(peer.pings());
    CHECK(server->engine().recompute_root(server->engine().head().next).value() == server->engine().head().root);
}

}  // namespace
}  // namespace forloeb::testing
