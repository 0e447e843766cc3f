#include "tests/tools/client/stand_in_server.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace forloeb::testing {
namespace {

/// Waits for bytes or a caller; false when the test is over.
bool comes(int socket, int wake) {
    std::array<pollfd, 2> both{pollfd{socket, POLLIN, 0}, pollfd{wake, POLLIN, 0}};
    return ::poll(both.data(), both.size(), -1) > 0 && both[1].revents == 0;
}

void say(int peer, FrameBuilder& frame) {
    const WireFrame bytes = frame.finish();
    (void)!::send(peer, bytes.bytes().data(), bytes.size(), MSG_NOSIGNAL);
}

}  // namespace

StandInServer::StandInServer(Answering answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener_, 16) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    REQUIRE(::pipe(wake_) == 0);
    endpoint_ = {"127.0.0.1", ntohs(address.sin_port), {}};
    thread_ = std::thread([this] { serve(); });
}

StandInServer::~StandInServer() {
    ::close(wake_[1]);
    thread_.join();
    ::close(wake_[0]);
}

void StandInServer::serve() {
    bool more = true;
    while (more && comes(listener_, wake_[0])) {
        const int peer = ::accept(listener_, nullptr, nullptr);
        more = talk(peer);
        ::close(peer);
    }
    ::close(listener_);
}

bool StandInServer::talk(int peer) {
    FrameSplitter splitter;
    std::array<Byte, 16384> buffer;
    while (comes(peer, wake_[0])) {
        const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
        if (count <= 0) return true;
        ByteSpan bytes(buffer.data(), static_cast<std::size_t>(count));
        while (!bytes.empty()) {
            auto whole = splitter.next(bytes);
            if (!whole || !*whole) break;
            FrameReader asked(std::move(**whole));
            FrameBuilder answer(asked.frame().getCorr());
            if (asked.frame().isHello()) {
                auto hello = answer.frame().initHelloReply();
                hello.setProtocolVersion(1);
                hello.setServer("stand-in");
                say(peer, answer);
                continue;
            }
            switch (answer_(asked.frame(), answer)) {
                case Then::answer: say(peer, answer); break;
                case Then::stay_silent: break;
                case Then::hang_up: return true;
                case Then::leave: return false;
            }
        }
    }
    return false;
}

}  // namespace forloeb::testing
