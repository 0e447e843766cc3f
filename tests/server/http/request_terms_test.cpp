// What a request says about time: how far the log must be, and how long its answer is wanted.
#include "server/http/request_terms.hpp"

#include <doctest/doctest.h>

#include "tests/server/http/raw_http.hpp"

namespace forloeb::testing {
namespace {

HttpRequest request_saying(const char* name, const char* value) {
    HttpRequest request;
    request.headers = {{name, value}};
    return request;
}

}  // namespace

TEST_CASE("whole numbers are taken, anything else is refused by the header's name") {
    CHECK(request_terms({})->at_least == Position{0});
    CHECK(request_terms(request_saying("forloeb-at-least", "18446744073709551615"))->at_least.value == 18446744073709551615U);
    CHECK(request_terms(request_saying("forloeb-deadline-ms", "2000"))->deadline_ms == 2000);
    for (const char* const bad : {"-1", "1.5", "1 ", "x", "0x10", "18446744073709551616"}) {
        CAPTURE(bad);
        CHECK(request_terms(request_saying("forloeb-at-least", bad)).error().field == "Forloeb-At-Least");
        CHECK(request_terms(request_saying("forloeb-deadline-ms", bad)).error().field == "Forloeb-Deadline-Ms");
    }
    CHECK(request_terms(request_saying("forloeb-deadline-ms", "4294967296")).error().kind == ErrorKind::invalid);
}

TEST_CASE_FIXTURE(HttpFixture, "a read that says so is answered from what was stored after it was asked") {
    store(1, 7, true, 1);
    RawHttp reader(http());
    reader.send("GET /api/v1/cases/" + a_case(7).id.text() + "/timeline HTTP/1.1\r\nHost: localhost\r\nForloeb-At-Least: 5\r\n\r\n");
    store(2, 7, false, 3);
    const RawResponse timeline = reader.receive();
    CHECK(timeline.status == 200);
    CHECK(timeline.header("etag") == "\"5\"");
    CHECK(reader.get("/livez").status == 200);  // the connection goes on
    CHECK(reader.get("/api/v1/status", "Forloeb-At-Least: 5\r\nForloeb-Deadline-Ms: 60000\r\n").member("head") == "5");
}

TEST_CASE_FIXTURE(HttpFixture, "where the log does not come so far in time the answer is 503, names the header, and the connection goes on") {
    store(1, 7, true, 1);
    RawHttp reader(http());
    const RawResponse late = reader.get("/api/v1/status", "Forloeb-At-Least: 3\r\nForloeb-Deadline-Ms: 1\r\n");
    CHECK(late.status == 503);
    CHECK(late.member("field") == "Forloeb-At-Least");
    CHECK(late.member("retry") == "later");
    CHECK(late.header("retry-after") == "2");
    CHECK(late.header("connection") == "keep-alive");
    CHECK(reader.get("/api/v1/status", "Forloeb-At-Least: 2\r\n").status == 200);
    const RawResponse wrong = reader.get("/api/v1/status", "Forloeb-At-Least: soon\r\n");
    CHECK(wrong.status == 400);
    CHECK(wrong.member("field") == "Forloeb-At-Least");
}

TEST_CASE_FIXTURE(HttpFixture, "a stop answers who waits for the log") {
    store(1, 7, true, 1);
    RawHttp reader(http());
    reader.send("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nForloeb-At-Least: 99\r\nForloeb-Deadline-Ms: 600000\r\n\r\n");
    // It waits as soon as the server has read it: requests without an answer are counted.
    for (int looks = 0; looks < 10'000; ++looks)
        if (RawHttp(http()).get("/metrics").body.find("forloeb_requests_in_flight 2\n") != std::string::npos) break;
    server->stop();
    CHECK(reader.receive().status == 503);
    CHECK(reader.is_ended());
}

}  // namespace forloeb::testing
