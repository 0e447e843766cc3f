// Server-sent events over real sockets: nothing is missed or told twice, whatever is asked for and whenever it is lost.
#include <doctest/doctest.h>

#include "tests/server/http/raw_http.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

class FollowedStream {
  public:
    FollowedStream(const Endpoint& http, const std::string& query, const std::string& headers = {}) : peer_(http) {
        peer_.send("GET /api/v1/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        head_ = peer_.read_until("\r\n\r\n");
    }
    [[nodiscard]] bool is_open() const { return head_.starts_with("HTTP/1.1 200 ") && head_.find("content-type: text/event-stream") != std::string::npos; }
    /// The next event of that name, whole: its id line is in it.
    [[nodiscard]] std::string next(const std::string& name) {
        std::string text = peer_.read_until("event: " + name + "\n");
        const std::size_t id = text.rfind("id: ");
        text.erase(0, id == std::string::npos ? text.size() : id);
        return text + peer_.read_until("\n\n");
    }

  private:
    RawHttp peer_;
    std::string head_;
};

std::size_t times_in(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string case_query(std::uint64_t number) { return "case=" + a_case(number).id.text(); }

}  // namespace

TEST_CASE_FIXTURE(HttpFixture, "a stream tells what is stored, then that it is level, then what comes") {
    store(1, 7, true, 2);
    FollowedStream stream(http(), "?from=0");
    REQUIRE(stream.is_open());
    const std::string stored = stream.next("events");
    CHECK(stored.starts_with("id: 2\n"));
    CHECK(times_in(stored, "\"type\":\"case.opened\"") == 1);
    CHECK(times_in(stored, "\"type\":\"contact.held\"") == 2);
    CHECK(stored.find("\"next\":\"3\"}\n\n") != std::string::npos);
    CHECK(stream.next("caughtUp") == "id: 2\nevent: caughtUp\ndata: {\"next\":\"3\"}\n\n");
    store(2, 7, false, 1);
    const std::string live = stream.next("events");
    CHECK(live.starts_with("id: 3\n"));
    CHECK(times_in(live, "\"position\":\"3\"") == 1);
}

TEST_CASE_FIXTURE(HttpFixture, "after a lost connection the last id goes on without a gap and without a repetition") {
    store(1, 7, true, 5);
    FollowedStream stream(http(), "?from=0", "Last-Event-ID: 3\r\n");
    const std::string rest = stream.next("events");
    CHECK(rest.starts_with("id: 5\n"));
    CHECK(times_in(rest, "\"type\":\"contact.held\"") == 2);
    CHECK(rest.find("\"position\":\"4\"") < rest.find("\"position\":\"5\""));
}

TEST_CASE_FIXTURE(HttpFixture, "a stream of several cases and types tells of these only") {
    store(1, 7, true, 1);
    store(2, 8, true, 1);
    store(3, 9, true, 1);
    FollowedStream cases(http(), "?from=0&" + case_query(7) + "&" + case_query(9));
    const std::string both = cases.next("events");
    CHECK(times_in(both, a_case(7).id.text()) == 2);
    CHECK(times_in(both, a_case(8).id.text()) == 0);
    CHECK(times_in(both, a_case(9).id.text()) == 2);
    FollowedStream opened(http(), "?from=0&types=case.opened,case.closed&" + case_query(8));
    CHECK(times_in(opened.next("events"), "\"eventId\"") == 1);
    REQUIRE(opened.next("caughtUp").starts_with("id: 5\n"));
    store(4, 7, false, 1);
    store(5, 8, false, 1);
    store(6, 9, false, 1);
    // Of these it is told nothing; a case of its own is the next thing it hears of.
    FollowedStream after(http(), "?from=now&types=case.opened");
    REQUIRE(after.next("caughtUp").starts_with("id: 8\n"));
    store(7, 10, true, 1);
    CHECK(times_in(after.next("events"), a_case(10).id.text()) == 1);
}

TEST_CASE_FIXTURE(HttpFixture, "a long log arrives whole and in order, push after push") {
    std::uint64_t append = 1;
    store(append, 7, true, 999);
    for (int i = 0; i < 4; ++i) store(++append, 7, false, 1'000);
    FollowedStream stream(http(), "?from=0");
    std::uint64_t expected = 0;
    while (expected < 5'000) {
        const std::string push = stream.next("events");
        REQUIRE(times_in(push, "\"position\":\"" + std::to_string(expected) + "\"") == 1);
        const std::size_t events = times_in(push, "\"eventId\"");
        REQUIRE(events > 0);
        expected += events;
        REQUIRE(push.starts_with("id: " + std::to_string(expected - 1) + "\n"));
    }
    CHECK(expected == 5'000);
}

TEST_CASE_FIXTURE(HttpFixture, "what a stream cannot be asked for is said before it begins") {
    const auto status = [&](const std::string& query, const std::string& headers = {}) { return RawHttp(http()).get("/api/v1/stream" + query, headers).status; };
    CHECK(status("?from=99") == 400);
    CHECK(status("?from=x") == 400);
    CHECK(status("?case=karen") == 400);
    CHECK(status("?types=no.such") == 501);
    CHECK(status("?unit=x") == 400);
    CHECK(status("", "Last-Event-ID: abc\r\n") == 400);
    CHECK(RawHttp(http()).ask("POST", "/api/v1/stream", "", "{}").status == 405);
}

TEST_CASE_FIXTURE(SignInFixture, "a stream does not begin for nobody") {
    CHECK(RawHttp(http()).get("/api/v1/stream").status == 401);
    CHECK(RawHttp(http()).get("/api/v1/stream", "Cookie: forloeb_session=" + std::string(64, '0') + "\r\n").status == 401);
}

}  // namespace forloeb::testing
