#include "tools/bench/crowd.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>

#include "server/protocol/frame.hpp"

namespace forloeb::bench {
namespace {

constexpr auto tick = std::chrono::milliseconds(10);
constexpr std::size_t ticks_a_turn = 100;  // each has its turn once a second
constexpr std::string_view long_frame("\0\0\0\0\0\0\2\0", 8);  // announces one of a megabyte

std::size_t pong_bytes() {
    FrameBuilder pong(3, 16);
    pong.frame().initPong().setHead(1);
    return pong.finish().size();
}

bool send_all(const Descriptor& socket, ByteSpan bytes) {
    return ::send(socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

Crowd::~Crowd() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
}

Result<Descriptor> Crowd::greeted() const {
    FORLOEB_TRY(Descriptor socket, connect_to(server_));
    FrameBuilder hello(1, 16);
    hello.frame().initHello().setProtocolVersion(wire::PROTOCOL_VERSION);
    if (!send_all(socket, hello.finish().bytes())) return lost();
    FrameSplitter splitter;
    std::array<Byte, 1024> buffer;
    while (true) {
        const ssize_t came = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
        if (came <= 0) return lost();
        ByteSpan bytes = ByteSpan(buffer).first(static_cast<std::size_t>(came));
        FORLOEB_TRY(auto reply, splitter.next(bytes));
        if (!reply) continue;
        if (!FrameReader(std::move(*reply)).frame().isHelloReply()) return lost();
        return socket;
    }
}

Status Crowd::add_idle(std::size_t count) {
    idle_.reserve(idle_.size() + count);
    for (std::size_t i = 0; i < count; ++i) {
        FORLOEB_TRY(Descriptor socket, greeted());
        idle_.push_back(std::move(socket));
    }
    return {};
}

Status Crowd::add(std::size_t count, Member behave) {
    Group group{{}, behave};
    for (std::size_t i = 0; i < count; ++i) {
        FORLOEB_TRY(Descriptor socket, behave == &Crowd::say_nothing ? connect_to(server_) : greeted());
        group.sockets.push_back(std::move(socket));
    }
    groups_.push_back(std::move(group));
    return {};
}

Status Crowd::begin(const CrowdSize& size) {
    FORLOEB_CHECK(add_idle(size.idle));
    FORLOEB_CHECK(add(size.active, &Crowd::ask));
    FORLOEB_CHECK(add(size.silent, &Crowd::say_nothing));
    FORLOEB_CHECK(add(size.slow, &Crowd::take_nothing));
    FORLOEB_CHECK(add(size.trickling, &Crowd::trickle));
    FORLOEB_CHECK(add(size.hostile, &Crowd::make_noise));
    FrameBuilder request(2, 32);
    request.frame().initSubscribe().setCredits(static_cast<std::uint32_t>(limits::credits_max));
    const WireFrame subscribe = request.finish();
    for (const Group& group : groups_) {
        const ByteSpan first = group.behave == &Crowd::take_nothing ? subscribe.bytes() : group.behave == &Crowd::trickle ? as_bytes(long_frame) : ByteSpan();
        for (const Descriptor& socket : group.sockets)
            if (!send_all(socket, first)) return lost();
    }
    thread_ = std::thread([this] { run(); });
    return {};
}

void Crowd::run() {
    for (auto next = std::chrono::steady_clock::now(); !over_; next += tick) {
        for (Group& group : groups_) {
            const std::size_t turns = group.sockets.size() / ticks_a_turn + (group.turn < group.sockets.size() % ticks_a_turn ? 1 : 0);
            for (std::size_t i = 0; i < turns && !group.sockets.empty(); ++i) (this->*group.behave)(group.sockets[(group.turn + i * ticks_a_turn) % group.sockets.size()]);
            group.turn = (group.turn + 1) % ticks_a_turn;
        }
        std::this_thread::sleep_until(next + tick);
    }
}

// ---- how they are ----

void Crowd::ask(Descriptor& socket) {
    std::uint64_t answers = 0;
    if (!drain(socket, &answers)) return come_again(socket);
    answered_ += answers;
    FrameBuilder ping(3, 16);
    ping.frame().setPing();
    if (!send_all(socket, ping.finish().bytes())) come_again(socket);
}

// Not even hello.
void Crowd::say_nothing(Descriptor& socket) {
    if (drain(socket, nullptr)) return;
    ++cut_off_;
    if (auto fresh = connect_to(server_)) socket = std::move(*fresh);
}

void Crowd::take_nothing(Descriptor&) {}

void Crowd::trickle(Descriptor& socket) {
    if (drain(socket, nullptr) && send_all(socket, as_bytes("x"))) return;
    come_again(socket);
    (void)send_all(socket, as_bytes(long_frame));
}

void Crowd::make_noise(Descriptor& socket) {
    std::array<Byte, 512> noise;
    for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<Byte>(i * 37 + answered_);
    noise[3] = 0x7f;  // announces two billion segments
    if (!drain(socket, nullptr) || !send_all(socket, noise)) come_again(socket);
}

bool Crowd::drain(Descriptor& socket, std::uint64_t* frames) {
    static const std::size_t pong_size = pong_bytes();
    std::array<Byte, 4096> buffer;
    while (true) {
        const ssize_t came = ::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (came < 0) return errno == EAGAIN || errno == EINTR;
        if (came == 0) return false;
        if (frames != nullptr) *frames += static_cast<std::size_t>(came) / pong_size;
    }
}

void Crowd::come_again(Descriptor& socket) {
    ++cut_off_;
    if (auto fresh = greeted()) socket = std::move(*fresh);
}

}  // namespace forloeb::bench
