// Subscriptions over real sockets: no gap, no duplicate, credits, and going on after a lost connection.
#include <doctest/doctest.h>

#include <thread>

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

constexpr std::uint64_t subscription_corr = 9;

/// A subscriber that notes the positions of what it gets.
struct Follower {
    explicit Follower(const Endpoint& endpoint) : peer(endpoint) {}

    void subscribe(std::uint64_t from, std::uint32_t credits, const std::function<void(wire::Subscribe::Builder)>& filter) {
        FrameBuilder request(subscription_corr);
        auto subscribe = request.frame().initSubscribe();
        filter(subscribe);
        subscribe.getFrom().setPosition(from);
        subscribe.setCredits(credits);
        const auto reply = peer.ask(request);
        REQUIRE_MESSAGE(reply->frame().isSubscribed(), read_problem(reply->frame().getError()).message);
    }
    void credit(std::uint32_t events) {
        FrameBuilder frame(subscription_corr);
        frame.frame().initCredit().setEvents(events);
        peer.send(frame);
    }
    /// Takes frames until one of the kind comes; what is pushed before it is noted.
    void take_until(wire::Frame::Which kind) {
        while (true) {
            const auto frame = peer.receive();
            REQUIRE(frame != nullptr);
            CHECK(frame->frame().getCorr() == subscription_corr);
            note(frame->frame());
            if (frame->frame().which() == kind) return;
        }
    }
    void note(wire::Frame::Reader frame) {
        if (!frame.isEvents()) return;
        ++pushes;
        for (const auto record : frame.getEvents().getEvents()) {
            const auto leaf = record.getLeaf();
            positions.push_back(decode_leaf({leaf.begin(), leaf.size()}).value().position.value);
            CHECK(record.getPersonal().size() == 0);
        }
        next = frame.getEvents().getNext();
    }
    /// Takes pushes until `count` events are noted.
    void take_events(std::size_t count) {
        while (positions.size() < count) {
            const auto frame = peer.receive();
            REQUIRE(frame != nullptr);
            note(frame->frame());
        }
    }

    Peer peer;
    std::vector<std::uint64_t> positions;
    std::uint64_t next = 0;
    int pushes = 0;
};

const auto everything = [](wire::Subscribe::Builder subscribe) { subscribe.setEverything(); };

std::vector<std::uint64_t> range(std::uint64_t from, std::uint64_t to) {
    std::vector<std::uint64_t> out;
    for (std::uint64_t i = from; i < to; ++i) out.push_back(i);
    return out;
}

TEST_CASE_FIXTURE(ServerFixture, "a subscriber catches up, is told so, and follows what is committed then") {
    Peer writer(tcp());
    (void)store(writer, 1, a_case(1), true, 9);
    Follower follower(tcp());
    follower.subscribe(4, 1000, everything);
    follower.take_until(wire::Frame::CAUGHT_UP);
    CHECK(follower.positions == range(4, 10));
    (void)store(writer, 2, a_case(2), true, 4);
    follower.take_events(11);
    CHECK(follower.positions == range(4, 15));
    CHECK(follower.next == 15);
}

TEST_CASE_FIXTURE(ServerFixture, "credits bound what is pushed, more credit goes on from the same place") {
    Peer writer(tcp());
    (void)store(writer, 1, a_case(1), true, 99);
    Follower follower(local());
    follower.subscribe(0, 7, everything);
    follower.take_events(7);
    REQUIRE(follower.peer.pings());  // the pong comes next: nothing was pushed without credit
    CHECK(follower.positions == range(0, 7));
    follower.credit(40);
    follower.take_events(47);
    REQUIRE(follower.peer.pings());
    CHECK(follower.positions == range(0, 47));
    follower.credit(1000);
    follower.take_until(wire::Frame::CAUGHT_UP);
    CHECK(follower.positions == range(0, 100));
}

TEST_CASE_FIXTURE(ServerFixture, "a live subscriber out of credit is told that it fell behind, and later that it caught up") {
    Peer writer(tcp());
    (void)store(writer, 1, a_case(1), true, 0);
    Follower follower(tcp());
    follower.subscribe(1, 2, everything);
    follower.take_until(wire::Frame::CAUGHT_UP);
    (void)store(writer, 2, a_case(1), false, 5);
    follower.take_until(wire::Frame::FELL_BEHIND);
    CHECK(follower.positions == range(1, 3));
    follower.credit(10);
    follower.take_until(wire::Frame::CAUGHT_UP);
    CHECK(follower.positions == range(1, 6));
}

TEST_CASE_FIXTURE(ServerFixture, "one case, or some types, are followed from any position of the log") {
    Peer writer(tcp());
    for (std::uint64_t round = 0; round < 10; ++round)
        for (std::uint64_t a = 1; a <= 3; ++a) (void)store(writer, round * 3 + a, a_case(a), round == 0, 1);
    // Round 0 writes two events a case (0..5), later rounds one: case 2 stands at 2, 3, 7, 10, ..., 31.
    std::vector<std::uint64_t> of_case{3};
    for (std::uint64_t position = 7; position <= 31; position += 3) of_case.push_back(position);
    Follower one_case(tcp());
    one_case.subscribe(3, 1000, [](wire::Subscribe::Builder subscribe) { write_stream_ref(subscribe.initStream(), a_case(2)); });
    one_case.take_until(wire::Frame::CAUGHT_UP);
    CHECK(one_case.positions == of_case);

    Follower openings(local());
    openings.subscribe(1, 1000, [](wire::Subscribe::Builder subscribe) { subscribe.initTypes(1).set(0, "case.opened"); });
    openings.take_until(wire::Frame::CAUGHT_UP);
    CHECK(openings.positions == std::vector<std::uint64_t>{2, 4});

    (void)store(writer, 100, a_case(4), true, 3);
    (void)store(writer, 101, a_case(2), false, 1);
    openings.take_events(3);
    one_case.take_events(of_case.size() + 1);
    CHECK(openings.positions.back() == 33);
    CHECK(one_case.positions.back() == 37);
}

TEST_CASE_FIXTURE(ServerFixture, "while others write, every subscriber sees every event once and in order") {
    constexpr std::uint64_t writers = 3;
    constexpr std::uint64_t appends = 60;
    std::vector<std::thread> threads;
    std::atomic<int> failures{0};
    for (std::uint64_t w = 1; w <= writers; ++w) {
        threads.emplace_back([this, w, &failures] {
            Peer peer(w % 2 == 0 ? tcp() : local());
            for (std::uint64_t i = 0; i < appends; ++i) {
                FrameBuilder request(2 + i);
                fill_append(request.frame().initAppend(), w * 1000 + i, a_case(w), i == 0, i == 0 ? 2 : 3);
                if (!peer.ask(request)->frame().isAppended()) ++failures;
            }
        });
    }
    Follower all(tcp());
    all.subscribe(0, 1'000'000, everything);
    Follower slow(local());
    slow.subscribe(0, 1, everything);
    Follower one(tcp());
    one.subscribe(0, 1'000'000, [](wire::Subscribe::Builder subscribe) { write_stream_ref(subscribe.initStream(), a_case(2)); });

    all.take_events(writers * appends * 3);
    CHECK(all.positions == range(0, writers * appends * 3));
    one.take_events(appends * 3);
    CHECK(std::is_sorted(one.positions.begin(), one.positions.end()));
    CHECK(std::adjacent_find(one.positions.begin(), one.positions.end()) == one.positions.end());
    for (std::uint32_t i = 1; i < 40; ++i) {
        slow.credit(3);
        slow.take_events(1 + 3 * i);
    }
    CHECK(slow.positions == range(0, slow.positions.size()));
    for (auto& thread : threads) thread.join();
    CHECK(failures == 0);
}

TEST_CASE_FIXTURE(ServerFixture, "after a lost connection a subscriber goes on from its position, also over a restart of the server") {
    auto writer = std::make_unique<Peer>(tcp());
    (void)store(*writer, 1, a_case(1), true, 19);
    std::vector<std::uint64_t> seen;
    std::uint64_t next = 0;
    for (int round = 0; round < 6; ++round) {
        Follower follower(round % 2 == 0 ? tcp() : local());
        follower.subscribe(next, 5, everything);
        follower.take_events(5);
        seen.insert(seen.end(), follower.positions.begin(), follower.positions.end());
        next = follower.next;
        follower.peer.close();
        (void)store(*writer, static_cast<std::uint64_t>(10 + round), a_case(1), false, 2);
        if (round == 3) {
            writer.reset();
            stop();
            start();
            writer = std::make_unique<Peer>(tcp());
        }
    }
    CHECK(seen == range(0, 30));
}

TEST_CASE_FIXTURE(ServerFixture, "a subscriber is told where to go on when the server stops") {
    Peer writer(tcp());
    (void)store(writer, 1, a_case(1), true, 4);
    Follower follower(tcp());
    follower.subscribe(0, 3, everything);
    follower.take_events(3);
    stop();
    const auto ended = follower.peer.receive();
    REQUIRE(ended != nullptr);
    REQUIRE(ended->frame().isSubscriptionEnded());
    CHECK(ended->frame().getSubscriptionEnded().getNext() == 3);
    CHECK(ended->frame().getSubscriptionEnded().getReason().getCode() == wire::ErrorCode::UNAVAILABLE);
    CHECK(follower.peer.is_ended());
}

TEST_CASE_FIXTURE(ServerFixture, "a push is never larger than its limit, and a page never larger than a frame") {
    Peer writer(tcp());
    const std::string note(60'000, 'x');
    for (std::uint64_t i = 0; i < 10; ++i) {
        FrameBuilder request(2 + i);
        fill_append(request.frame().initAppend(), 1 + i, a_case(1), i == 0, 10, note);
        REQUIRE(writer.ask(request)->frame().isAppended());
    }
    Follower follower(local());
    follower.subscribe(0, 1000, everything);
    follower.take_until(wire::Frame::CAUGHT_UP);
    CHECK(follower.positions == range(0, 101));
    CHECK(follower.pushes >= 101 * 60'000 / static_cast<int>(limits::push_bytes_max));

    std::uint64_t from = 1;
    std::size_t pages = 0;
    std::size_t events = 0;
    for (bool at_end = false; !at_end; ++pages) {
        FrameBuilder read(100 + pages);
        auto request = read.frame().initReadStream();
        write_stream_ref(request.initStream(), a_case(1));
        request.setFrom(from);
        request.setPersonal(true);
        const auto reply = writer.ask(read);
        REQUIRE(reply->frame().isPage());
        from = reply->frame().getPage().getNext();
        at_end = reply->frame().getPage().getAtEnd();
        events += reply->frame().getPage().getEvents().size();
    }
    CHECK(events == 101);
    CHECK(pages > 2);
}

}  // namespace
}  // namespace forloeb::testing
