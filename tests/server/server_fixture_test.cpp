#include "tests/server/server_fixture.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"

namespace forloeb::testing {
namespace {

int open_socket(const Endpoint& endpoint) {
    if (endpoint.is_unix()) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        endpoint.path.copy(address.sun_path, sizeof address.sun_path - 1);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        return socket;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    REQUIRE(inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) == 1);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return socket;
}

template <typename Payload>
typename Payload::Builder begin_event(ProposedEvent::Builder event, const char* occurred) {
    event.setType(std::string(event_type<Payload>().name));
    auto envelope = event.initEnvelope();
    write_moment(envelope.initOccurredAt(), parse_when(occurred).value());
    envelope.initActor().setPseudonym("koord-1");
    return event.getPayload().initAs<Payload>();
}

}  // namespace

Peer::Peer(const Endpoint& endpoint, Greets greets) : socket_(open_socket(endpoint)) {
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (greets == Greets::no) return;
    FrameBuilder hello(1);
    hello.frame().initHello().setProtocolVersion(1);
    REQUIRE(ask(hello)->frame().isHelloReply());
}

Peer::~Peer() { close(); }

void Peer::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

void Peer::end_output() { ::shutdown(socket_, SHUT_WR); }

void Peer::send(FrameBuilder& frame) { send(frame.finish().bytes()); }

void Peer::send(ByteSpan bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the server has cut us off: what it said first is still to be read
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
}

std::unique_ptr<FrameReader> Peer::receive() {
    while (true) {
        ByteSpan bytes = as_bytes(unread_);
        auto frame = splitter_.next(bytes);
        REQUIRE(frame.has_value());
        unread_.erase(0, unread_.size() - bytes.size());
        if (*frame) return std::make_unique<FrameReader>(std::move(**frame));
        char buffer[65536];
        const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got < 0) REQUIRE_MESSAGE((errno == ECONNRESET || errno == EPIPE), "the server neither answered nor ended the connection");
        if (got <= 0) return nullptr;
        unread_.assign(buffer, static_cast<std::size_t>(got));
    }
}

std::unique_ptr<FrameReader> Peer::ask(FrameBuilder& frame) {
    send(frame);
    auto reply = receive();
    REQUIRE(reply != nullptr);
    return reply;
}

bool Peer::is_ended() { return receive() == nullptr; }

bool Peer::pings() {
    FrameBuilder ping(77);
    ping.frame().setPing();
    const auto reply = ask(ping);
    return reply->frame().isPong() && reply->frame().getCorr() == 77;
}

StreamId a_case(std::uint64_t low) { return {StreamKind::case_, id(low)}; }

void fill_append(wire::Append::Builder append, std::uint64_t append_id, StreamId stream, bool opens, std::uint32_t contacts,
                 const std::string& note) {
    write_id(append.initAppendId(), id(0x10000 + append_id));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), stream);
    auto events = written.initEvents(contacts + (opens ? 1 : 0));
    capnp::uint next = 0;
    if (opens) {
        auto opened = begin_event<CaseOpened>(events[next++], "2026-01-05");
        write_id(opened.initSubject(), id(0x20000));
        opened.setUnit("voksenhandicap");
    }
    for (; next < events.size(); ++next) {
        begin_event<ContactHeld>(events[next], "2026-01-06").setChannel("sms");
        if (!note.empty()) events[next].initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote(note);
    }
}

ServerFixture::ServerFixture() { start(); }

void ServerFixture::start() {
    ServerOptions options;
    options.engine.data = directory.path() / "data";
    options.engine.controller = "testkommune";
    options.listen = {{"127.0.0.1", port, {}}, {{}, 0, (directory.path() / "socket").string()}};
    auto opened = Server::open(std::move(options), Environment::system());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    server = std::move(*opened);
    server->start();
    port = tcp().port;
}

std::uint64_t ServerFixture::store(Peer& peer, std::uint64_t append_id, StreamId stream, bool opens, std::uint32_t contacts) {
    FrameBuilder request(0x5000 + append_id);
    fill_append(request.frame().initAppend(), append_id, stream, opens, contacts);
    const auto reply = peer.ask(request);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    REQUIRE(reply->frame().isAppended());
    return reply->frame().getAppended().getPosition();
}

}  // namespace forloeb::testing
