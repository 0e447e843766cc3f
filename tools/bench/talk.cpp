#include "tools/bench/talk.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "server/protocol/problem.hpp"
#include "tools/bench/connect.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64 * 1024;

class Line {
  public:
    Line(Descriptor socket, Talker& talker) : socket_(std::move(socket)), talker_(talker), incoming_(read_bytes) {}

    [[nodiscard]] int fd() const { return socket_.get(); }
    [[nodiscard]] bool done() const { return talker_.done() && written_ == outgoing_.size(); }
    [[nodiscard]] std::uint32_t awaits() const {
        return (talker_.listens() ? static_cast<std::uint32_t>(EPOLLIN) : 0U) | (wants_to_write() ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    }
    [[nodiscard]] bool wants_to_write() const { return written_ < outgoing_.size(); }

    Status greet() {
        FrameBuilder hello(1, 16);
        hello.frame().initHello().setProtocolVersion(wire::PROTOCOL_VERSION);
        const WireFrame frame = hello.finish();
        if (::send(fd(), frame.bytes().data(), frame.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(frame.size())) return lost();
        for (;;) {
            FORLOEB_TRY(ByteSpan bytes, receive(0));
            FORLOEB_TRY(auto reply, splitter_.next(bytes));
            if (!reply) continue;
            FrameReader reader(std::move(*reply));
            if (!reader.frame().isHelloReply()) return fail(ErrorKind::unsupported, "What answers the benchmark is no Forløb server.");
            return {};
        }
    }
    Status say() {
        const SteadyTime now = Clock::now();
        for (ByteSpan frame = talker_.next(now); !frame.empty(); frame = talker_.next(now))
            outgoing_.insert(outgoing_.end(), frame.begin(), frame.end());
        if (!wants_to_write()) return {};
        const ssize_t sent = ::send(fd(), outgoing_.data() + written_, outgoing_.size() - written_, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN || errno == EINTR ? Status() : Status(lost());
        written_ += static_cast<std::size_t>(sent);
        if (written_ == outgoing_.size()) {
            outgoing_.clear();
            written_ = 0;
        }
        return {};
    }
    Status listen() {
        FORLOEB_TRY(ByteSpan bytes, receive(MSG_DONTWAIT));
        const SteadyTime now = Clock::now();
        while (!bytes.empty()) {
            FORLOEB_TRY(auto frame, splitter_.next(bytes));
            if (!frame) break;
            FrameReader reader(std::move(*frame));
            FORLOEB_CHECK(talker_.heard(reader.frame(), now));
        }
        return {};
    }

  private:
    Result<ByteSpan> receive(int flags) {
        const ssize_t came = ::recv(fd(), incoming_.data(), incoming_.size(), flags);
        if (came > 0) return ByteSpan(incoming_).first(static_cast<std::size_t>(came));
        if (came < 0 && (errno == EAGAIN || errno == EINTR)) return ByteSpan();
        return lost();
    }

    Descriptor socket_;
    Talker& talker_;
    FrameSplitter splitter_{FrameLimits{limits::frame_bytes_max, limits::reply_segments_max}};
    std::vector<Byte> incoming_;
    std::vector<Byte> outgoing_;
    std::size_t written_ = 0;
};

class Exchange {
  public:
    Status connect(const Endpoint& server, std::span<const std::unique_ptr<Talker>> talkers) {
        for (const auto& talker : talkers) {
            FORLOEB_TRY(Descriptor socket, connect_to(server));
            lines_.push_back(std::make_unique<Line>(std::move(socket), *talker));
            FORLOEB_CHECK(lines_.back()->greet());
            awaited_.push_back(lines_.back()->awaits());
            FORLOEB_CHECK(await(EPOLL_CTL_ADD, lines_.size() - 1));
        }
        return {};
    }
    Status run() {
        std::size_t left = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (!lines_[i]->done()) ++left;
            FORLOEB_CHECK(say(i));
        }
        std::array<epoll_event, 64> events;
        while (left != 0) {
            const int ready = ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), -1);
            for (int k = 0; k < ready; ++k) {
                const std::size_t i = events[static_cast<std::size_t>(k)].data.u64;
                const bool was_done = lines_[i]->done();
                if ((events[static_cast<std::size_t>(k)].events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) FORLOEB_CHECK(lines_[i]->listen());
                FORLOEB_CHECK(say(i));
                if (!was_done && lines_[i]->done()) --left;
            }
        }
        return {};
    }

  private:
    Status say(std::size_t i) {
        FORLOEB_CHECK(lines_[i]->say());
        if (lines_[i]->awaits() == awaited_[i]) return {};
        awaited_[i] = lines_[i]->awaits();
        return await(EPOLL_CTL_MOD, i);
    }
    Status await(int operation, std::size_t i) {
        epoll_event event{};
        event.events = awaited_[i];
        event.data.u64 = i;
        if (::epoll_ctl(poll_.get(), operation, lines_[i]->fd(), &event) != 0) return lost();
        return {};
    }

    Descriptor poll_{::epoll_create1(EPOLL_CLOEXEC)};
    std::vector<std::unique_ptr<Line>> lines_;
    std::vector<std::uint32_t> awaited_;
};

}  // namespace

Result<double> talk(const Endpoint& server, std::span<const std::unique_ptr<Talker>> talkers) {
    Exchange exchange;
    FORLOEB_CHECK(exchange.connect(server, talkers));
    const SteadyTime start = Clock::now();
    FORLOEB_CHECK(exchange.run());
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void Prepared::add(FrameBuilder& request) {
    request.frame().setCorr(ends_.size() + 1);
    const WireFrame frame = request.finish();
    bytes_.insert(bytes_.end(), frame.bytes().begin(), frame.bytes().end());
    ends_.push_back(bytes_.size());
}

ByteSpan Prepared::next(SteadyTime now) {
    const std::size_t number = sent_.size();
    if (number == ends_.size() || number - microseconds_.size() >= in_flight_) return {};
    stopped_ = stopped_ || stop_();
    if (stopped_) return {};
    sent_.push_back(now);
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return ByteSpan(bytes_).subspan(begin, ends_[number] - begin);
}

Status Prepared::heard(wire::Frame::Reader frame, SteadyTime now) {
    if (frame.isError()) return tl::make_unexpected(read_problem(frame.getError()));
    const std::uint64_t corr = frame.getCorr();
    if (frame.which() != answer_ || corr == 0 || corr > sent_.size())
        return fail(ErrorKind::invalid, "The benchmark's server gave an answer to another question.");
    microseconds_.push_back(std::chrono::duration<double, std::micro>(now - sent_[corr - 1]).count());
    return {};
}

Result<Timing> timed_talk(const Endpoint& server, std::vector<std::unique_ptr<Prepared>> talkers) {
    std::vector<const Prepared*> all;
    std::vector<std::unique_ptr<Talker>> talking;
    for (auto& talker : talkers) {
        all.push_back(talker.get());
        talking.push_back(std::move(talker));
    }
    Timing timing;
    FORLOEB_TRY(timing.seconds, talk(server, talking));
    for (const Prepared* talker : all)
        timing.microseconds.insert(timing.microseconds.end(), talker->microseconds().begin(), talker->microseconds().end());
    timing.operations = timing.microseconds.size();
    return timing;
}

}  // namespace forloeb::bench
