// Subscriptions that the server remembers by name, over a real socket and over restarts.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

struct RememberedFixture : ServerFixture {
    RememberedFixture() {
        Peer writer(local());
        (void)store(writer, 1, a_case(1), true, 9);
    }
    [[nodiscard]] std::filesystem::path file() const { return directory.path() / "data.subscriptions"; }
};

/// `from`: nothing = now.
std::unique_ptr<FrameReader> create_remembered(Peer& peer, const std::string& name, std::optional<std::uint64_t> from, const char* type = nullptr) {
    FrameBuilder frame(2);
    auto create = frame.frame().initSubscriptions().initCreate();
    create.setName(name);
    if (type != nullptr) create.initFilter().initTypes(1).set(0, type);
    if (from)
        create.getFrom().setPosition(*from);
    else
        create.getFrom().setNow();
    return peer.ask(frame);
}

std::unique_ptr<FrameReader> consume(Peer& peer, const std::string& name) {
    FrameBuilder frame(7);
    auto subscribe = frame.frame().initSubscribe();
    subscribe.setNamed(name);
    subscribe.setCredits(1000);
    return peer.ask(frame);
}

std::unique_ptr<FrameReader> acknowledge(Peer& peer, const std::string& name, std::uint64_t next) {
    FrameBuilder frame(3);
    auto ack = frame.frame().initSubscriptions().initAcknowledge();
    ack.setName(name);
    ack.setNext(next);
    return peer.ask(frame);
}

std::unique_ptr<FrameReader> list_remembered(Peer& peer) {
    FrameBuilder frame(4);
    frame.frame().initSubscriptions().setList();
    return peer.ask(frame);
}

Error error_of(FrameReader& reply) {
    REQUIRE(reply.frame().isError());
    return read_problem(reply.frame().getError());
}

TEST_CASE_FIXTURE(RememberedFixture, "an acknowledged position is where the next consumer begins, also after a restart") {
    {
        Peer peer(local());
        REQUIRE(create_remembered(peer, "dagbog", 0)->frame().getSubscriptionsReply().isCreated());
        REQUIRE(consume(peer, "dagbog")->frame().getSubscribed().getPosition() == 0);
        CHECK(peer.receive()->frame().getEvents().getNext() == 10);
        CHECK(peer.receive()->frame().isCaughtUp());
        CHECK(acknowledge(peer, "dagbog", 6)->frame().getSubscriptionsReply().getAcknowledged() == 6);
    }
    stop();
    start();
    Peer peer(local());
    CHECK(consume(peer, "dagbog")->frame().getSubscribed().getPosition() == 6);
    const auto pushed = peer.receive();
    CHECK(pushed->frame().getEvents().getEvents().size() == 4);
}

TEST_CASE_FIXTURE(RememberedFixture, "an acknowledgement is on the disk when it is answered, and never goes back") {
    Peer peer(local());
    (void)create_remembered(peer, "dagbog", 0);
    CHECK(acknowledge(peer, "dagbog", 8)->frame().getSubscriptionsReply().getAcknowledged() == 8);
    std::filesystem::copy_file(file(), directory.path() / "kept");
    CHECK(acknowledge(peer, "dagbog", 3)->frame().getSubscriptionsReply().getAcknowledged() == 8);
    stop();
    std::filesystem::rename(directory.path() / "kept", file());  // as the disk was when it was answered
    start();
    Peer again(local());
    CHECK(list_remembered(again)->frame().getSubscriptionsReply().getList()[0].getNext() == 8);
}

TEST_CASE_FIXTURE(RememberedFixture, "one consumer at a time has it, the second is told which connection, and gets it when the first is gone") {
    auto first = std::make_unique<Peer>(local());
    (void)create_remembered(*first, "dagbog", {});
    REQUIRE(consume(*first, "dagbog")->frame().isSubscribed());
    Peer second(local());
    auto listed = list_remembered(second);
    const std::uint64_t holder = listed->frame().getSubscriptionsReply().getList()[0].getConsumer();
    CHECK(holder != 0);
    auto refused = consume(second, "dagbog");
    const Error error = error_of(*refused);
    CHECK(error.kind == ErrorKind::conflict);
    CHECK(error.message == "Connection " + std::to_string(holder) + " has that subscription; there is one consumer at a time.");
    first.reset();
    bool taken = false;
    for (int tries = 0; tries < 1000 && !taken; ++tries) taken = consume(second, "dagbog")->frame().isSubscribed();
    CHECK(taken);
}

TEST_CASE_FIXTURE(RememberedFixture, "unsubscribing gives the turn back at once") {
    Peer peer(local());
    (void)create_remembered(peer, "dagbog", {});
    REQUIRE(consume(peer, "dagbog")->frame().isSubscribed());
    REQUIRE(peer.receive()->frame().isCaughtUp());
    FrameBuilder unsubscribe(7);
    unsubscribe.frame().setUnsubscribe();
    REQUIRE(peer.ask(unsubscribe)->frame().isSubscriptionEnded());
    CHECK(consume(peer, "dagbog")->frame().isSubscribed());
}

TEST_CASE_FIXTURE(RememberedFixture, "it keeps its filter, and the same name with another is a conflict") {
    Peer peer(local());
    const auto made = create_remembered(peer, "kun-aabninger", 0, "case.opened");
    CHECK(std::string(made->frame().getSubscriptionsReply().getCreated().getFilter().getTypes()[0]) == "case.opened");
    CHECK(made->frame().getSubscriptionsReply().getCreated().getBehind() == 10);
    CHECK(create_remembered(peer, "kun-aabninger", 5, "case.opened")->frame().getSubscriptionsReply().getCreated().getNext() == 0);
    auto other = create_remembered(peer, "kun-aabninger", 0, "contact.held");
    CHECK(error_of(*other).kind == ErrorKind::conflict);
    REQUIRE(consume(peer, "kun-aabninger")->frame().isSubscribed());
    CHECK(peer.receive()->frame().getEvents().getEvents().size() == 1);
}

TEST_CASE_FIXTURE(RememberedFixture, "what cannot be is refused: a name, a position beyond the log, and what is not there") {
    Peer peer(local());
    auto named = create_remembered(peer, "Dagbog!", 0);
    CHECK(error_of(*named).field == "name");
    auto beyond = create_remembered(peer, "dagbog", 11);
    CHECK(error_of(*beyond).field == "from.position");
    auto nothing = acknowledge(peer, "dagbog", 1);
    CHECK(error_of(*nothing).kind == ErrorKind::not_found);
    auto unknown = consume(peer, "dagbog");
    CHECK(error_of(*unknown).kind == ErrorKind::not_found);
    (void)create_remembered(peer, "dagbog", 0);
    auto too_far = acknowledge(peer, "dagbog", 11);
    CHECK(error_of(*too_far).field == "next");
}

TEST_CASE_FIXTURE(RememberedFixture, "deleting it ends its consumer before the next push") {
    Peer peer(local());
    (void)create_remembered(peer, "dagbog", {});
    REQUIRE(consume(peer, "dagbog")->frame().isSubscribed());
    REQUIRE(peer.receive()->frame().isCaughtUp());
    FrameBuilder frame(5);
    frame.frame().initSubscriptions().setDelete("dagbog");
    CHECK(peer.ask(frame)->frame().getSubscriptionsReply().isDeleted());
    Peer writer(local());
    (void)store(writer, 2, a_case(1), false, 1);
    const auto ended = peer.receive();
    REQUIRE(ended->frame().isSubscriptionEnded());
    CHECK(read_problem(ended->frame().getSubscriptionEnded().getReason()).kind == ErrorKind::not_found);
    CHECK(list_remembered(peer)->frame().getSubscriptionsReply().getList().size() == 0);
}

TEST_CASE_FIXTURE(RememberedFixture, "a damaged file is told by name and everything else goes on") {
    {
        Peer peer(local());
        (void)create_remembered(peer, "dagbog", 0);
    }
    stop();
    {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(60);
        bytes.put('?');
    }
    start();
    Peer peer(local());
    auto listed = list_remembered(peer);
    const Error error = error_of(*listed);
    CHECK(error.kind == ErrorKind::damaged);
    CHECK(error.message.find("data.subscriptions") != std::string::npos);
    (void)store(peer, 2, a_case(1), false, 1);
}

TEST_CASE_FIXTURE(RememberedFixture, "one actor may have sixteen") {
    Peer peer(local());
    for (int i = 0; i < 16; ++i) REQUIRE(create_remembered(peer, "n" + std::to_string(i), {})->frame().isSubscriptionsReply());
    auto one_more = create_remembered(peer, "n16", {});
    const Error error = error_of(*one_more);
    CHECK(error.kind == ErrorKind::overloaded);
    CHECK(one_more->frame().getError().getRetryAfterMs() > 0);
}

}  // namespace
}  // namespace forloeb::testing
