#include "server/session/session.hpp"

#include <doctest/doctest.h>

#include <random>

#include "tests/server/session/script.hpp"

namespace forloeb {
namespace {

using namespace script;

std::string text_of(const WireFrame& frame) { return std::string(as_text(frame.bytes())); }

TEST_CASE("hello is answered with the version both speak and the server's limits") {
    Session session({"forloeb test", "aarhus", "aarhus/case-log"}, {42}, {0});
    auto actions = session.on_bytes(hello(9, 7).bytes());
    REQUIRE(actions.size() == 1);
    FrameReader reader(std::move(std::get<Send>(actions[0]).frame));
    CHECK(reader.frame().getCorr() == 9);
    const auto reply = reader.frame().getHelloReply();
    CHECK(reply.getProtocolVersion() == 1);
    CHECK(std::string(reply.getServer()) == "forloeb test");
    CHECK(std::string(reply.getController()) == "aarhus");
    CHECK(std::string(reply.getOrigin()) == "aarhus/case-log");
    CHECK(reply.getHead() == 42);
    CHECK(reply.getFrameBytesMax() == 8 * 1024 * 1024);
    CHECK(reply.getFrameSegmentsMax() == 16);
    CHECK(reply.getRequestsInFlightMax() == 256);
    CHECK(reply.getSubscriptionsMax() == 64);
}

TEST_CASE("nothing is answered before hello, and hello is said once") {
    Session session({}, {0}, {0});
    CHECK(lines(session.on_bytes(ping(4).bytes())) == Lines{"send error 4 invalid: Say hello first."});
    CHECK(lines(session.on_bytes(hello(5, 0).bytes())) ==
          Lines{"send error 5 invalid protocolVersion: Say the highest protocol version you speak; it starts at 1."});
    CHECK(lines(session.on_bytes(hello(6).bytes())) == Lines{"send helloReply 6"});
    CHECK(lines(session.on_bytes(hello(7).bytes())) == Lines{"send error 7 invalid: This connection has said hello already."});
}

TEST_CASE("hello and a large request may come in one piece") {
    Session session({}, {0}, {0});
    FrameBuilder large(2, 20'000);
    large.frame().initDigests(1).init(0, 100'000);
    const std::string both = text_of(hello(1)) + text_of(large.finish());
    CHECK(lines(session.on_bytes(as_bytes(both))) == Lines{"send helloReply 1", "start beside digests 2 as t1"});
}

TEST_CASE("before hello a frame of more than 64 KiB ends the connection") {
    Session session({}, {0}, {0});
    FrameBuilder large(2, 20'000);
    large.frame().initDigests(1).init(0, 100'000);
    const auto actions = lines(session.on_bytes(large.finish().bytes()));
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].starts_with("send error 0 invalid: A frame announces 100"));
    CHECK(actions[1] == "close: broke the framing");
    CHECK_FALSE(session.wants_bytes());
}

TEST_CASE("appends start at once and in order, reads two at a time") {
    Session session = greeted();
    std::string stream;
    for (std::uint64_t corr = 10; corr < 14; ++corr) stream += text_of(read_log(corr)) + text_of(append(corr + 10));
    CHECK(lines(session.on_bytes(as_bytes(stream))) ==
          Lines{"start beside readLog 10 as t1", "start ordered append 20 as t2", "start beside readLog 11 as t3",
                "start ordered append 21 as t4", "start ordered append 22 as t6", "start ordered append 23 as t8"});
    CHECK(session.requests_in_flight() == 8);
    CHECK(lines(session.on_reply({3}, page(11))) == Lines{"send page 11", "start beside readLog 12 as t5"});
    CHECK(lines(session.on_reply({2}, page(20))) == Lines{"send page 20"});
    CHECK(session.requests_in_flight() == 6);
}

TEST_CASE("one request above the limit in flight is answered overloaded, and a reply makes room") {
    Session session = greeted();
    for (std::uint64_t corr = 1; corr <= 256; ++corr) CHECK(lines(session.on_bytes(append(corr).bytes())).size() == 1);
    CHECK(lines(session.on_bytes(append(1000).bytes())) ==
          Lines{"send error 1000 overloaded: This connection has 256 requests without a reply; wait for some of them."});
    CHECK(lines(session.on_bytes(ping(1001).bytes())) == Lines{"send pong 1001 head 0"});
    (void)session.on_reply({1}, page(1));
    CHECK(lines(session.on_bytes(append(1002).bytes())) == Lines{"start ordered append 1002 as t257"});
}

TEST_CASE("a connection with too many request bytes under way is not read until some are answered") {
    Session session = greeted();
    FrameBuilder large(2, 1'000'000);
    large.frame().initDigests(1).init(0, 7'900'000);
    WireFrame frame = large.finish();
    (void)session.on_bytes(frame.bytes());
    CHECK(session.wants_bytes());
    for (std::uint64_t corr = 3; corr <= 4; ++corr) {
        FrameBuilder more(corr, 1'000'000);
        more.frame().initDigests(1).init(0, 7'900'000);
        (void)session.on_bytes(more.finish().bytes());
    }
    CHECK_FALSE(session.wants_bytes());
    (void)session.on_reply({1}, page(2));
    CHECK(session.wants_bytes());
}

TEST_CASE("a corr in use, and the corr 0, are refused without disturbing the request that has it") {
    Session session = greeted();
    (void)session.on_bytes(read_log(5).bytes());
    CHECK(lines(session.on_bytes(ping(5).bytes())) ==
          Lines{"send error 0 invalid corr: That corr is in use by a request or subscription of this connection."});
    CHECK(lines(session.on_bytes(ping(0).bytes())) == Lines{"send error 0 invalid corr: A request needs a corr other than 0."});
    CHECK(lines(session.on_reply({1}, page(5))) == Lines{"send page 5"});
    CHECK(lines(session.on_bytes(ping(5).bytes())) == Lines{"send pong 5 head 0"});
}

TEST_CASE("an unknown request is answered unsupported and the connection goes on") {
    Session session = greeted();
    CHECK(lines(session.on_bytes(from_the_future(3).bytes())) ==
          Lines{"send error 3 unsupported: This server does not know that request; it may be newer than the server."});
    CHECK(lines(session.on_bytes(ping(4).bytes())) == Lines{"send pong 4 head 0"});
}

TEST_CASE("a client that sends a reply is told so") {
    Session session = greeted();
    CHECK(lines(session.on_bytes(page(3).bytes())) == Lines{"send error 3 invalid: A client does not send 'page'."});
}

TEST_CASE("a malformed message in a well-formed frame is answered, and the connection goes on") {
    Session session = greeted();
    // One segment of two words: a root pointer that points far outside.
    const Byte bytes[] = {0, 0, 0, 0, 2, 0, 0, 0, 0xfc, 0xff, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(lines(session.on_bytes(bytes)) ==
          Lines{"send error 0 invalid: The frame is no well-formed message within the limits of nesting and size."});
    CHECK(lines(session.on_bytes(ping(4).bytes())) == Lines{"send pong 4 head 0"});
}

TEST_CASE("too many segments end the connection after an error") {
    Session session = greeted();
    const Byte bytes[] = {0xff, 0xff, 0xff, 0xff};
    CHECK(lines(session.on_bytes(bytes)) ==
          Lines{"send error 0 invalid: A frame announces 4294967296 segments; at most 16 are taken. Build it with fewer, larger "
                "segments.",
                "close: broke the framing"});
    CHECK(lines(session.on_bytes(ping(4).bytes())).empty());
}

TEST_CASE("a peer that never says hello, or leaves a frame unfinished, is cut off by the clock handed in") {
    Session silent({}, {0}, {0});
    CHECK(lines(silent.on_time({5'000})).empty());
    CHECK(lines(silent.on_time({5'001})) ==
          Lines{"send error 0 invalid: No hello came in time; open a new connection and say hello first.", "close: no hello"});

    Session slow = greeted();
    const WireFrame frame = ping(2);
    (void)slow.on_time({1'000});
    (void)slow.on_bytes(frame.bytes().first(10));
    (void)slow.on_time({30'000});
    (void)slow.on_bytes(frame.bytes().subspan(10, 1));  // a byte now and then does not help
    CHECK(lines(slow.on_time({31'000})).empty());
    CHECK(lines(slow.on_time({31'001})) ==
          Lines{"send error 0 invalid: A frame was begun and not finished in time; open a new connection.", "close: unfinished frame"});
}

TEST_CASE("an idle connection between frames is left alone") {
    Session session = greeted();
    (void)session.on_written(session.write_queue_bytes());
    CHECK(lines(session.on_time({100'000'000})).empty());
    CHECK(session.wants_bytes());
}

TEST_CASE("a peer that takes nothing is held back, then cut off") {
    Session session = greeted();
    (void)session.on_written(session.write_queue_bytes());
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(read_log(3).bytes());
    (void)session.on_bytes(read_log(4).bytes());
    CHECK(lines(session.on_reply({1}, page(2, 4'000'000))) == Lines{"send page 2", "start beside readLog 4 as t3"});
    CHECK(session.wants_bytes());
    (void)session.on_bytes(read_log(5).bytes());
    (void)session.on_reply({2}, page(3, 4'400'000));
    CHECK_FALSE(session.wants_bytes());  // 8.4 MB wait: nothing new is read or begun for it
    CHECK(lines(session.on_written(1'000'000)) == Lines{"start beside readLog 5 as t4"});
    CHECK(lines(session.on_time({60'000})).empty());
    CHECK(lines(session.on_time({60'001})) == Lines{"cut off: slow reader: took no bytes in time"});
}

TEST_CASE("progress in taking bytes keeps a slow peer alive") {
    Session session = greeted();
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_reply({1}, page(2, 4'000'000));
    for (std::int64_t ms = 50'000; ms <= 500'000; ms += 50'000) {
        CHECK(lines(session.on_time({ms})).empty());
        (void)session.on_written(1000);
    }
}

TEST_CASE("replies beyond the write queue's limit cut the connection off") {
    Session session = greeted();
    for (std::uint64_t corr = 2; corr < 10; ++corr) (void)session.on_bytes(append(corr).bytes());
    Lines last;
    for (std::uint64_t ticket = 1; ticket <= 5; ++ticket) last = lines(session.on_reply({ticket}, page(ticket + 1, 3'500'000)));
    CHECK(last == Lines{"send page 6", "cut off: slow reader: too much waits to be taken"});
    CHECK(lines(session.on_reply({6}, page(7))).empty());
}

TEST_CASE("when the peer has no more to say its requests are answered, then the connection ends") {
    Session session = greeted(5);
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(subscribe_everything(3, 5, 10).bytes());
    CHECK(lines(session.on_end_of_input()) == Lines{"send subscriptionEnded 3 at 5"});
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2", "close: the peer is done"});
}

TEST_CASE("stopping ends subscriptions, refuses new requests and finishes those under way") {
    Session session = greeted(5);
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(read_log(3).bytes());
    (void)session.on_bytes(read_log(4).bytes());  // waits for its turn
    (void)session.on_bytes(append(5).bytes());
    (void)session.on_bytes(subscribe_everything(6, 5, 10).bytes());
    CHECK(lines(session.on_stop()) == Lines{"send subscriptionEnded 6 at 5 unavailable",
                                            "send error 4 unavailable: The server is stopping; connect again later."});
    CHECK(lines(session.on_bytes(append(7).bytes())) == Lines{"send error 7 unavailable: The server is stopping; connect again later."});
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2"});
    CHECK(lines(session.on_reply({2}, page(3))) == Lines{"send page 3"});
    CHECK(lines(session.on_reply({4}, page(5))) == Lines{"send page 5", "close: the server is stopping"});
}

TEST_CASE("random bytes after hello never start a request that was not sent whole") {
    std::mt19937 random(20260302);
    for (int round = 0; round < 500; ++round) {
        Session session = greeted();
        std::string noise;
        for (int i = 0; i < 20; ++i) {
            std::string frame = text_of(round % 2 == 0 ? read_log(static_cast<std::uint64_t>(i) + 2) : append(static_cast<std::uint64_t>(i) + 2));
            for (int flips = 0; flips < 3; ++flips) frame[random() % frame.size()] = static_cast<char>(random());
            noise += frame;
        }
        for (const auto& line : lines(session.on_bytes(as_bytes(noise))))
            CHECK((line.starts_with("send ") || line.starts_with("start ") || line.starts_with("pull ") || line.starts_with("close: ")));
        CHECK(session.requests_in_flight() <= 20);
    }
}

}  // namespace
}  // namespace forloeb
