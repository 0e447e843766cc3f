// Requests over real sockets, on loopback and through a Unix socket.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>

#include "events/schema/contact.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

EventView view(wire::EventRecord::Reader record) {
    const auto leaf = record.getLeaf();
    const auto stored = record.getStored();
    auto opened = EventView::open(decode_leaf({leaf.begin(), leaf.size()}).value(), {stored.begin(), stored.size()});
    REQUIRE(opened.has_value());
    return std::move(*opened);
}

std::string text(capnp::Text::Reader reader) { return {reader.begin(), reader.size()}; }

FrameBuilder& read_stream(FrameBuilder& frame, StreamId stream, std::uint64_t from, bool backwards, std::uint32_t events_max = 0, bool personal = false) {
    auto read = frame.frame().initReadStream();
    write_stream_ref(read.initStream(), stream);
    read.setFrom(from);
    read.setBackwards(backwards);
    read.setEventsMax(events_max);
    read.setPersonal(personal);
    return frame;
}

std::vector<std::uint64_t> versions(wire::Page::Reader page) {
    std::vector<std::uint64_t> out;
    for (const auto record : page.getEvents()) out.push_back(view(record).leaf().version.value);
    return out;
}

TEST_CASE_FIXTURE(ServerFixture, "an append over TCP is stored, and read back through the Unix socket as the same bytes") {
    Peer tcp_peer(tcp());
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 2);
    auto reply = tcp_peer.ask(append);
    REQUIRE(reply->frame().isAppended());
    CHECK(reply->frame().getCorr() == 2);
    const auto appended = reply->frame().getAppended();
    CHECK(appended.getPosition() == 0);
    CHECK(appended.getCount() == 3);
    CHECK_FALSE(appended.getRepeated());
    REQUIRE(appended.getVersions().size() == 1);
    CHECK(appended.getVersions()[0].getVersion() == 3);
    CHECK(read_stream_ref(appended.getVersions()[0].getStream(), "").value() == a_case(1));

    Peer local_peer(local());
    FrameBuilder read(3);
    reply = local_peer.ask(read_stream(read, a_case(1), 0, false));
    REQUIRE(reply->frame().isPage());
    const auto page = reply->frame().getPage();
    REQUIRE(page.getEvents().size() == 3);
    CHECK(page.getAtEnd());
    CHECK(page.getNext() == 4);
    CHECK(text(page.getEvents()[0].getType()) == "case.opened");
    CHECK(text(page.getEvents()[1].getType()) == "contact.held");
    const EventView contact = view(page.getEvents()[1]);
    CHECK(contact.leaf().position == Position{1});
    CHECK(contact.leaf().event_id == derive_event_id(id(0x10001), 1));
    CHECK(text(contact.as<ContactHeld>().getChannel()) == "sms");
    const auto direct = server->engine().read_stream(a_case(1), {2}, Direction::forwards, {1, 1 << 20}).value();
    CHECK(as_text(direct.events[0].bytes()) == as_text(contact.bytes()));
}

TEST_CASE_FIXTURE(ServerFixture, "the same append again is answered as repeated, other content under its id as a conflict") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 2);
    FrameBuilder again(2);
    fill_append(again.frame().initAppend(), 1, a_case(1), true, 2);
    auto reply = peer.ask(again);
    REQUIRE(reply->frame().isAppended());
    CHECK(reply->frame().getAppended().getRepeated());
    CHECK(reply->frame().getAppended().getPosition() == 0);

    FrameBuilder other(3);
    fill_append(other.frame().initAppend(), 1, a_case(1), true, 3);
    reply = peer.ask(other);
    REQUIRE(reply->frame().isError());
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::CONFLICT);
    CHECK(reply->frame().getError().getRetry() == wire::Retry::RELOAD);
}

TEST_CASE_FIXTURE(ServerFixture, "expectations hold for streams that are not written, too") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 1);
    FrameBuilder append(2);
    auto request = append.frame().initAppend();
    fill_append(request, 2, a_case(2), true, 1);
    auto expectations = request.initExpectations(2);
    write_stream_ref(expectations[0].initStream(), a_case(1));
    expectations[0].setExact(1);  // it has two events
    write_stream_ref(expectations[1].initStream(), a_case(2));
    expectations[1].setNoStream();
    const auto refused = peer.ask(append);
    REQUIRE(refused->frame().isError());
    CHECK(refused->frame().getError().getCode() == wire::ErrorCode::CONFLICT);

    FrameBuilder right(3);
    request = right.frame().initAppend();
    fill_append(request, 2, a_case(2), true, 1);
    expectations = request.initExpectations(1);
    write_stream_ref(expectations[0].initStream(), a_case(1));
    expectations[0].setExact(2);
    CHECK(peer.ask(right)->frame().isAppended());
}

TEST_CASE_FIXTURE(ServerFixture, "a refused append names the field, or the rule, and what would be accepted") {
    Peer peer(local());
    FrameBuilder invalid(2);
    fill_append(invalid.frame().initAppend(), 1, a_case(1), true, 1);
    invalid.frame().getAppend().getStreams()[0].getEvents()[1].setType("contact.hold");
    auto reply = peer.ask(invalid);
    REQUIRE(reply->frame().isError());
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::INVALID);
    CHECK(text(reply->frame().getError().getField()) == "streams[0].events[1].type");

    FrameBuilder unopened(3);
    fill_append(unopened.frame().initAppend(), 2, a_case(1), false, 1);
    reply = peer.ask(unopened);
    REQUIRE(reply->frame().isError());
    CHECK(reply->frame().getError().getCode() == wire::ErrorCode::REFUSED);
    CHECK_FALSE(text(reply->frame().getError().getRule()).empty());
    CHECK(reply->frame().getError().getRetry() == wire::Retry::NO);
    CHECK(server->engine().head().next == Position{0});
}

TEST_CASE_FIXTURE(ServerFixture, "an event without an actor gets the user behind the Unix socket, and is refused over TCP") {
    const auto without_actor = [](FrameBuilder& frame, std::uint64_t append_id) -> FrameBuilder& {
        fill_append(frame.frame().initAppend(), append_id, a_case(append_id), true, 0);
        frame.frame().getAppend().getStreams()[0].getEvents()[0].getEnvelope().disownActor();
        return frame;
    };
    Peer tcp_peer(tcp());
    FrameBuilder nobody(2);
    auto reply = tcp_peer.ask(without_actor(nobody, 1));
    REQUIRE(reply->frame().isError());
    CHECK(text(reply->frame().getError().getField()) == "streams[0].events[0].envelope.actor.pseudonym");

    Peer local_peer(local());
    FrameBuilder somebody(2);
    REQUIRE(local_peer.ask(without_actor(somebody, 2))->frame().isAppended());
    const auto page = server->engine().read_log({0}, {}).value();
    const std::string pseudonym = text(page.events.at(0).envelope().getActor().getPseudonym());
    CHECK(pseudonym.size() == 18);
    CHECK(pseudonym.starts_with("p-"));
}

TEST_CASE_FIXTURE(ServerFixture, "a stream is read in pages, forwards and backwards") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 6);
    using Versions = std::vector<std::uint64_t>;
    FrameBuilder first(2);
    auto reply = peer.ask(read_stream(first, a_case(1), 0, false, 3));
    CHECK(versions(reply->frame().getPage()) == Versions{1, 2, 3});
    CHECK_FALSE(reply->frame().getPage().getAtEnd());
    CHECK(reply->frame().getPage().getNext() == 4);
    FrameBuilder newest(3);
    reply = peer.ask(read_stream(newest, a_case(1), 0, true, 4));
    CHECK(versions(reply->frame().getPage()) == Versions{7, 6, 5, 4});
    CHECK(reply->frame().getPage().getNext() == 3);
    FrameBuilder rest(4);
    reply = peer.ask(read_stream(rest, a_case(1), 3, true, 4));
    CHECK(versions(reply->frame().getPage()) == Versions{3, 2, 1});
    CHECK(reply->frame().getPage().getAtEnd());
    FrameBuilder unknown(5);
    reply = peer.ask(read_stream(unknown, a_case(99), 0, true));
    CHECK(reply->frame().getPage().getEvents().size() == 0);
    CHECK(reply->frame().getPage().getAtEnd());
}

TEST_CASE_FIXTURE(ServerFixture, "personal parts come opened only where they are asked for") {
    Peer peer(local());
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 1, "Hun vil helst ringes op efter middag.");
    REQUIRE(peer.ask(append)->frame().isAppended());
    FrameBuilder sealed(3);
    auto reply = peer.ask(read_stream(sealed, a_case(1), 2, false));
    CHECK(reply->frame().getPage().getEvents()[0].getPersonal().size() == 0);
    FrameBuilder opened(4);
    reply = peer.ask(read_stream(opened, a_case(1), 2, false, 0, true));
    const auto parts = reply->frame().getPage().getEvents()[0].getPersonal();
    REQUIRE(parts.size() == 1);
    CHECK(text(parts[0].getFields().getAs<ContactHeldPersonal>().getNote()) == "Hun vil helst ringes op efter middag.");
}

TEST_CASE_FIXTURE(ServerFixture, "the whole log is read from a position, and its root is the same however it is computed") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 2);
    (void)store(peer, 2, a_case(2), true, 2);
    FrameBuilder read(2);
    auto from = read.frame().initReadLog();
    from.setFrom(2);
    from.setEventsMax(3);
    auto reply = peer.ask(read);
    const auto page = reply->frame().getPage();
    REQUIRE(page.getEvents().size() == 3);
    for (capnp::uint i = 0; i < 3; ++i) CHECK(view(page.getEvents()[i]).leaf().position == Position{i + 2});
    CHECK(page.getNext() == 5);

    FrameBuilder kept(3);
    kept.frame().initLogRoot();
    const auto root = peer.ask(kept);
    FrameBuilder recomputed(4);
    recomputed.frame().initLogRoot().setRecompute(true);
    const auto again = peer.ask(recomputed);
    CHECK(root->frame().getLogRootReply().getSize() == 6);
    CHECK(root->frame().getLogRootReply().getRoot() == again->frame().getLogRootReply().getRoot());
    FrameBuilder smaller(5);
    smaller.frame().initLogRoot().setSize(3);
    CHECK(peer.ask(smaller)->frame().getLogRootReply().getRoot() != root->frame().getLogRootReply().getRoot());
    FrameBuilder larger(6);
    larger.frame().initLogRoot().setSize(7);
    CHECK(text(peer.ask(larger)->frame().getError().getField()) == "size");
}

TEST_CASE_FIXTURE(ServerFixture, "a history is given as of two clocks") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 3);
    const auto history = [&](std::uint64_t corr, const char* occurred_by, std::uint32_t skip) {
        FrameBuilder request(corr);
        auto read = request.frame().initReadHistory();
        write_stream_ref(read.initStream(), a_case(1));
        write_moment(read.initAsOf().initOccurredBy(), parse_when(occurred_by).value());
        read.setSkip(skip);
        return peer.ask(request);
    };
    CHECK(history(2, "2026-01-05", 0)->frame().getHistory().getTotal() == 1);
    const auto all = history(3, "2026-01-06", 2);
    CHECK(all->frame().getHistory().getTotal() == 4);
    CHECK(all->frame().getHistory().getEvents().size() == 2);
    CHECK(all->frame().getHistory().getAtEnd());
    CHECK(all->frame().getHistory().getKnown() == 4);
    CHECK(text(history(4, "2026-01", 0)->frame().getError().getField()) == "asOf.occurredBy");
}

TEST_CASE_FIXTURE(ServerFixture, "identifiers are bound in an append, looked up, and never bound twice") {
    Peer peer(local());
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 0);
    auto binding = append.frame().getAppend().initBindings(1)[0];
    binding.setScope("xes:prøve");
    binding.setIdentifier("sag 17");
    write_stream_ref(binding.initStream(), a_case(1));
    REQUIRE(peer.ask(append)->frame().isAppended());

    FrameBuilder ask(3);
    auto lookup = ask.frame().initLookup();
    lookup.setScope("xes:prøve");
    auto names = lookup.initIdentifiers(2);
    names.set(0, "sag 18");
    names.set(1, "sag 17");
    const auto found = peer.ask(ask);
    const auto streams = found->frame().getLookupReply().getStreams();
    REQUIRE(streams.size() == 2);
    CHECK(streams[0].getKind() == wire::StreamKind::UNSET);
    CHECK(read_stream_ref(streams[1], "").value() == a_case(1));

    FrameBuilder list(4);
    list.frame().initListStreams().setKind(wire::StreamKind::CASE);
    const auto listed = peer.ask(list);
    REQUIRE(listed->frame().getStreams().getStreams().size() == 1);
    CHECK(read_id(listed->frame().getStreams().getStreams()[0]) == id(1));
}

TEST_CASE_FIXTURE(ServerFixture, "pseudonyms and digests are stable and differ by scope and content") {
    Peer peer(local());
    const auto pseudonyms = [&](std::uint64_t corr, const char* scope) {
        FrameBuilder request(corr);
        auto ask = request.frame().initPseudonyms();
        ask.setScope(scope);
        auto names = ask.initNames(2);
        names.set(0, "Resource21");
        names.set(1, "Resource22");
        const auto reply = peer.ask(request);
        return std::vector<std::string>{text(reply->frame().getPseudonymsReply()[0]), text(reply->frame().getPseudonymsReply()[1])};
    };
    const auto first = pseudonyms(2, "xes:prøve");
    CHECK(first == pseudonyms(3, "xes:prøve"));
    CHECK(first[0] != first[1]);
    CHECK(first[0] != pseudonyms(4, "xes:andet")[0]);

    FrameBuilder request(5);
    auto data = request.frame().initDigests(3);
    for (capnp::uint i = 0; i < 3; ++i) data.set(i, kj::StringPtr(i == 2 ? "to" : "en").asBytes());
    const auto reply = peer.ask(request);
    const auto digests = reply->frame().getDigestsReply();
    CHECK(digests[0] == digests[1]);
    CHECK(digests[0] != digests[2]);
}

TEST_CASE_FIXTURE(ServerFixture, "status tells the head, the controller and what is open") {
    Peer peer(local());
    Peer other(tcp());
    (void)store(peer, 1, a_case(1), true, 2);
    FrameBuilder request(2);
    request.frame().setStatus();
    const auto reply = peer.ask(request);
    const auto status = reply->frame().getStatusReply();
    CHECK(status.getHead() == 3);
    CHECK(text(status.getController()) == "testkommune");
    CHECK(status.getConnections() == 2);
    CHECK(status.getRequestsInFlight() == 1);
    CHECK(status.getRoot().size() == 32);
    CHECK(status.getRecordedAt() > 0);
}

TEST_CASE_FIXTURE(ServerFixture, "many requests may be under way on one connection, each gets one reply, appends in order") {
    Peer peer(tcp());
    (void)store(peer, 1, a_case(1), true, 0);
    for (std::uint64_t corr = 100; corr < 200; ++corr) {
        FrameBuilder append(corr);
        fill_append(append.frame().initAppend(), corr, a_case(1), false, 1);
        peer.send(append);
        FrameBuilder ping(corr + 1000);
        ping.frame().setPing();
        peer.send(ping);
    }
    std::set<std::uint64_t> answered;
    for (int i = 0; i < 200; ++i) {
        const auto reply = peer.receive();
        REQUIRE(reply != nullptr);
        const std::uint64_t corr = reply->frame().getCorr();
        CHECK(answered.insert(corr).second);
        if (corr < 1000) {
            REQUIRE(reply->frame().isAppended());
            CHECK(reply->frame().getAppended().getPosition() == corr - 100 + 1);
        } else {
            CHECK(reply->frame().isPong());
        }
    }
}

TEST_CASE_FIXTURE(ServerFixture, "the Unix socket is for its owner only, and a live one is not taken over") {
    struct stat file {};
    REQUIRE(::stat(local().path.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);

    ServerOptions second;
    second.engine.data = directory.path() / "second";
    second.listen = {local()};
    const auto refused = Server::open(second, Environment::system());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK(Peer(local()).pings());
}

TEST_CASE_FIXTURE(ServerFixture, "a file that is no socket is left alone") {
    const std::string path = (directory.path() / "notes.txt").string();
    std::ofstream(path) << "keep me";
    ServerOptions second;
    second.engine.data = directory.path() / "second";
    second.listen = {{{}, 0, path}};
    CHECK_FALSE(Server::open(second, Environment::system()).has_value());
    std::string kept;
    std::ifstream(path) >> kept;
    CHECK(kept == "keep");
}

TEST_CASE_FIXTURE(ServerFixture, "a peer that ends its output still gets its replies") {
    Peer peer(tcp());
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 1);
    peer.send(append);
    peer.end_output();
    const auto reply = peer.receive();
    REQUIRE(reply != nullptr);
    CHECK(reply->frame().isAppended());
    CHECK(peer.is_ended());
}

TEST_CASE_FIXTURE(ServerFixture, "stopping answers what is under way, ends the connections and leaves no socket behind") {
    Peer peer(tcp());
    Peer idle(local());
    const std::string path = local().path;
    FrameBuilder append(2);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 5);
    peer.send(append);
    REQUIRE(idle.pings());
    stop();
    const auto reply = peer.receive();
    if (reply != nullptr) {  // unless the stop came before the request was read
        CHECK(reply->frame().getCorr() == 2);
        CHECK((reply->frame().isAppended() || reply->frame().isError()));
    }
    CHECK(idle.is_ended());
    CHECK(::access(path.c_str(), F_OK) != 0);
    start();
    CHECK(Peer(tcp()).pings());
}

}  // namespace
}  // namespace forloeb::testing
