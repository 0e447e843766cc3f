// Asks a server that runs elsewhere ten things over HTTP, 200 requests in flight, and the same things over its socket in the
// same minute (server/http/README.md has the figures). Not part of the product.
//
//   forloeb_http_bench HTTP_HOST:PORT SOCKET_ENDPOINT [REQUESTS_EACH]
//
// Both doors must take whoever asks for somebody who may: `forloeb dev`, or the owner. The cases asked for are the first 200
// open ones of the list, the coordinator one of the synthetic municipality. Prints one line for each question and door; ends with 1 if an answer is no success.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "events/schema/contact.capnp.h"
#include "events/vocabulary/time.hpp"
#include "server/protocol/ids.hpp"
#include "tools/bench/connect.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t in_flight = 200;
constexpr std::size_t cases_asked = 200;

/// Ids of appends and of nothing else: unlike those of an earlier run.
Uuid append_id(std::uint64_t number) {
    static const auto begun = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
    return Uuid::from_halves(0x0193000000007000 | (begun & 0xffff), 0x8000000000000000 | (begun >> 16 << 24 & 0x3fffffffff000000) | number);
}

/// What is asked: one question over both doors.
struct Asked {
    const char* name;
    wire::Frame::Which answer;
    std::function<std::string(std::size_t)> http;  // the whole request, the n-th
    std::function<void(wire::Frame::Builder, std::size_t)> frame;
};

/// The cases are open on this day.
std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 16> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts)};
}

std::string http_get(const std::string& target) { return "GET /api/v1" + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

std::string http_append(const Uuid& case_id, std::size_t number) {
    const std::string body = R"({"type":"contact.held","occurredAt":")" + today() + R"(","actor":{"pseudonym":"koord-1"},"payload":{"channel":"sms"}})";
    return "POST /api/v1/cases/" + case_id.text() + "/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: " +
           append_id(2 * number).text() + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void frame_append(wire::Append::Builder append, const Uuid& case_id, std::size_t number) {
    write_id(append.initAppendId(), append_id(2 * number + 1));
    auto stream = append.initStreams(1)[0];
    write_stream_ref(stream.initStream(), {StreamKind::case_, case_id});
    auto event = stream.initEvents(1)[0];
    event.setType("contact.held");
    write_moment(event.initEnvelope().initOccurredAt(), parse_when(today()).value());
    event.getEnvelope().initActor().setPseudonym("koord-1");
    event.getPayload().initAs<ContactHeld>().setChannel("sms");
}

std::vector<Asked> questions(const std::vector<Uuid>& cases) {
    const auto of = [cases](std::size_t n) { return cases[n % cases.size()]; };
    const auto path = [of](std::size_t n, const char* rest) { return http_get("/cases/" + of(n).text() + rest); };
    const auto view = [of](wire::Frame::Builder frame, std::size_t n, answers::CaseViewKind kind) {
        auto asked = frame.initQuery().initCaseView();
        write_id(asked.initCaseId(), of(n));
        asked.setView(kind);
    };
    const auto answer = wire::Frame::ANSWER;
    return {
        {"case list, 50", answer, [](std::size_t) { return http_get("/cases?limit=50"); }, [](wire::Frame::Builder f, std::size_t) { f.initQuery().initCaseList().setLimit(50); }},
        {"case overview", answer, [path](std::size_t n) { return path(n, ""); }, [of](wire::Frame::Builder f, std::size_t n) { write_id(f.initQuery().initCaseOverview(), of(n)); }},
        {"timeline", answer, [path](std::size_t n) { return path(n, "/timeline"); },
         [of](wire::Frame::Builder f, std::size_t n) { write_id(f.initQuery().initCaseTimeline().initCaseId(), of(n)); }},
        {"partner map", answer, [path](std::size_t n) { return path(n, "/partners"); },
         [of](wire::Frame::Builder f, std::size_t n) { write_id(f.initQuery().initPartnerMap().initCaseId(), of(n)); }},
        {"goals", answer, [path](std::size_t n) { return path(n, "/views/goals"); }, [view](wire::Frame::Builder f, std::size_t n) { view(f, n, answers::CaseViewKind::GOALS); }},
        {"promises", answer, [path](std::size_t n) { return path(n, "/views/promises"); }, [view](wire::Frame::Builder f, std::size_t n) { view(f, n, answers::CaseViewKind::PROMISES); }},
        {"events of a case", wire::Frame::PAGE, [path](std::size_t n) { return path(n, "/events"); },
         [of](wire::Frame::Builder f, std::size_t n) { write_stream_ref(f.initReadStream().initStream(), {StreamKind::case_, of(n)}); }},
        {"a coordinator's day", answer, [](std::size_t) { return http_get("/coordinators/vh-koord-1/day"); },
         [](wire::Frame::Builder f, std::size_t) {
             auto asked = f.initQuery().initCoordinator();
             asked.setCoordinator("vh-koord-1");
             asked.setView(answers::CoordinatorViewKind::DAY);
         }},
        {"status", wire::Frame::STATUS_REPLY, [](std::size_t) { return http_get("/status"); }, [](wire::Frame::Builder f, std::size_t) { f.setStatus(); }},
        {"append of one event", wire::Frame::APPENDED, [of](std::size_t n) { return http_append(of(n), n); },
         [of](wire::Frame::Builder f, std::size_t n) { frame_append(f.initAppend(), of(n), n); }},
    };
}

// ---- HTTP, one request at a time on each connection ----

class HttpLine {
  public:
    explicit HttpLine(Descriptor socket) : socket_(std::move(socket)) {}
    [[nodiscard]] int fd() const { return socket_.get(); }

    Status ask(const std::string& request) {
        answer_.clear();
        sent_ = std::chrono::steady_clock::now();
        if (::send(fd(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return lost();
        return {};
    }
    /// The microseconds it took; empty if there is more to come.
    Result<std::optional<double>> hear() {
        std::array<char, 65536> buffer;
        const ssize_t came = ::recv(fd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (came < 0 && (errno == EAGAIN || errno == EINTR)) return std::optional<double>();
        if (came <= 0) return lost();
        answer_.append(buffer.data(), static_cast<std::size_t>(came));
        const std::size_t head = answer_.find("\r\n\r\n");
        if (head == std::string::npos) return std::optional<double>();
        const std::size_t length = answer_.find("content-length: ");
        if (length > head) return fail(ErrorKind::invalid, "An answer does not say how long it is.");
        if (answer_.size() < head + 4 + std::strtoull(answer_.c_str() + length + 16, nullptr, 10)) return std::optional<double>();
        if (answer_[9] != '2') return fail(ErrorKind::invalid, "An answer is no success: " + answer_.substr(0, 12));
        return std::optional(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - sent_).count());
    }
    [[nodiscard]] const std::string& answer() const { return answer_; }

  private:
    Descriptor socket_;
    std::string answer_;
    SteadyTime sent_;
};

Result<std::string> ask_once(const Endpoint& http, const std::string& request) {
    FORLOEB_TRY(Descriptor socket, connect_to(http));
    HttpLine line(std::move(socket));
    FORLOEB_CHECK(line.ask(request));
    for (;;) {
        FORLOEB_TRY(const auto heard, line.hear());
        if (heard) return line.answer();
        ::usleep(1000);
    }
}

Result<Timing> timed_http(const Endpoint& http, const Asked& asked, std::size_t count, std::size_t first) {
    Descriptor poll(::epoll_create1(EPOLL_CLOEXEC));
    std::vector<HttpLine> lines;
    std::vector<std::string> requests;
    for (std::size_t n = 0; n < count; ++n) requests.push_back(asked.http(first + n));
    for (std::size_t i = 0; i < std::min(in_flight, count); ++i) {
        FORLOEB_TRY(Descriptor socket, connect_to(http));
        lines.emplace_back(std::move(socket));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        if (::epoll_ctl(poll.get(), EPOLL_CTL_ADD, lines.back().fd(), &event) != 0) return lost();
    }
    Timing timing;
    const auto start = std::chrono::steady_clock::now();
    std::size_t next = 0;
    for (HttpLine& line : lines) FORLOEB_CHECK(line.ask(requests[next++]));
    std::array<epoll_event, 64> events;
    while (timing.microseconds.size() < count) {
        const int ready = ::epoll_wait(poll.get(), events.data(), static_cast<int>(events.size()), -1);
        for (int k = 0; k < ready; ++k) {
            HttpLine& line = lines[events[static_cast<std::size_t>(k)].data.u64];
            FORLOEB_TRY(const auto heard, line.hear());
            if (!heard) continue;
            timing.microseconds.push_back(*heard);
            if (next < count) FORLOEB_CHECK(line.ask(requests[next++]));
        }
    }
    timing.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    timing.operations = count;
    return timing;
}

// ---- the socket: the same question, one in flight on each of as many connections ----

Result<Timing> timed_socket(const Endpoint& server, const Asked& asked, std::size_t count, std::size_t first, const Stop& never) {
    std::vector<std::unique_ptr<Prepared>> talkers;
    for (std::size_t i = 0; i < in_flight; ++i) talkers.push_back(std::make_unique<Prepared>(1, asked.answer, never));
    for (std::size_t n = 0; n < count; ++n) {
        FrameBuilder request;
        asked.frame(request.frame(), first + n);
        talkers[n % in_flight]->add(request);
    }
    return timed_talk(server, std::move(talkers));
}

void print_figure(const char* name, const char* door, const Timing& timing) {
    std::printf("%-20s %-7s %8.0f/s  p50 %8.2f ms  p99 %8.2f ms\n", name, door, timing.per_second(), timing.percentile(0.5) / 1000, timing.percentile(0.99) / 1000);
    std::fflush(stdout);
}

Result<std::vector<Uuid>> first_cases(const Endpoint& http) {
    FORLOEB_TRY(const std::string list, ask_once(http, http_get("/cases?state=open&limit=" + std::to_string(cases_asked))));
    std::vector<Uuid> cases;
    constexpr std::string_view key = "\"caseId\":";
    for (std::size_t at = list.find(key); at != std::string::npos; at = list.find(key, at + 1)) {
        FORLOEB_TRY(const Uuid id, Uuid::parse(std::string_view(list).substr(list.find('"', at + key.size()) + 1, 36)));
        cases.push_back(id);
    }
    if (cases.empty()) return fail(ErrorKind::not_found, "The server has no cases to ask for.");
    return cases;
}

Status measure(const Endpoint& http, const Endpoint& socket, std::size_t count) {
    const Stop never = [] { return false; };
    FORLOEB_TRY(const std::vector<Uuid> cases, first_cases(http));
    for (const Asked& asked : questions(cases)) {
        // Once unmeasured, so that neither door pays for what the other then finds in memory.
        FORLOEB_TRY(const Timing warm, timed_socket(socket, asked, in_flight, 3 * count, never));
        FORLOEB_TRY(const Timing by_socket, timed_socket(socket, asked, count, 0, never));
        FORLOEB_TRY(const Timing by_http, timed_http(http, asked, count, 0));
        print_figure(asked.name, "socket", by_socket);
        print_figure(asked.name, "HTTP", by_http);
    }
    return {};
}

int run_http_bench(int count, char** arguments) {
    const auto http = Endpoint::parse(count > 1 ? arguments[1] : "");
    const auto socket = Endpoint::parse(count > 2 ? arguments[2] : "");
    if (!http || !socket) {
        std::fprintf(stderr, "forloeb_http_bench HTTP_HOST:PORT SOCKET_ENDPOINT [REQUESTS_EACH]\n");
        return 2;
    }
    const Status done = measure(*http, *socket, count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 4000);
    if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
    return done ? 0 : 1;
}

}  // namespace
}  // namespace forloeb::bench

int main(int count, char** arguments) { return forloeb::bench::run_http_bench(count, arguments); }
