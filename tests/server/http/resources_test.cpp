// The resources, each asked as HTTP asks them: statuses, headers and bodies are exact.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "server/handlers/doors.hpp"
#include "server/http/resource_shape.hpp"
#include "tests/server/http/http_asking.hpp"

namespace forloeb::testing {
namespace {

std::string case_path(std::uint64_t low, std::string_view rest = {}) { return "/api/v1/cases/" + id(low).text() + std::string(rest); }

struct OneCaseOverHttp : HttpAsking {
    OneCaseOverHttp() {
        Peer peer(local());
        (void)store(peer, 1, a_case(1), true, 3);
    }
};

std::size_t lines_in(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

/// The address in a Link header; empty if there is none.
std::string next_address(const HttpResponse& response) {
    const std::string link(response.header("link"));
    const std::size_t from = link.find('<');
    if (from == std::string::npos) return {};
    CHECK(link.ends_with(">; rel=\"next\""));
    return link.substr(from + 1, link.find('>') - from - 1);
}

}  // namespace

TEST_CASE("every request of the protocol has a resource, and every resource its request") {
    std::set<std::string> rows;
    for (const Resource& resource : all_resources()) {
        rows.emplace(resource.request);
        CHECK_MESSAGE(find_door(resource.request) != nullptr, std::string(resource.request), " is no request");
        CHECK_FALSE(resource.da.empty());
        CHECK_FALSE(resource.en.empty());
        (void)resource_shape(resource);  // aborts if the row names what the schema does not have
    }
    for (const Door& door : all_doors()) {
        if (door.request == "subscribe") continue;  // pushed as server-sent events, by the door itself
        CHECK_MESSAGE(rows.contains(std::string(door.request)), std::string(door.request), " needs a row in server/http/resource_table.cpp");
    }
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "an overview has the case's version as its tag, and is not sent again while it has it") {
    const HttpResponse first = get(case_path(1));
    REQUIRE(first.status == 200);
    CHECK(first.header("content-type") == "application/json");
    CHECK(first.header("cache-control") == "no-store");
    CHECK(first.header("etag") == "\"4\"");
    CHECK(json_text_at(first.body, "caseId") == id(1).text());
    CHECK(json_text_at(json_text_at(first.body, "status"), "version") == "4");

    const HttpResponse again = get(case_path(1), {{"if-none-match", "W/\"3\", \"4\""}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.header("etag") == "\"4\"");
    CHECK(get(case_path(1), {{"if-none-match", "\"14\""}}).status == 200);
    // As of another time it is no version of the case.
    CHECK(get(case_path(1, "?asOf=2026-01-05"), {{"if-none-match", "\"4\""}}).header("etag").empty());
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "a question takes its fields as parameters, lists repeated or with commas") {
    const HttpResponse one = get(case_path(1, "/timeline?types=contact.held&limit=2"));
    REQUIRE_MESSAGE(one.status == 200, one.body);
    CHECK(json_text_at(one.body, "total") == "3");  // of those types
    CHECK(next_address(one) == case_path(1, "/timeline?types=contact.held&limit=2&skip=2"));
    const HttpResponse both = get(case_path(1, "/timeline?types=contact.held&types=case.opened"));
    const HttpResponse comma = get(case_path(1, "/timeline?types=contact.held,case.opened"));
    CHECK(json_text_at(both.body, "entries") == json_text_at(comma.body, "entries"));
    CHECK(json_text_at(both.body, "entries") == json_text_at(get(case_path(1, "/timeline")).body, "entries"));
    // The opening alone had occurred by then.
    const HttpResponse before = get(case_path(1, "/timeline?asOf=2026-01-05"), {{"accept", "application/x-ndjson"}});
    CHECK(lines_in(before.body) == 1);
    CHECK(get(case_path(1, "/views/goals?audience=citizen")).status == 200);
    CHECK(get("/api/v1/coordinators/koord-1/cases").status == 200);
    CHECK(get("/api/v1/coordinators/koord-1/day?soonDays=3").status == 200);
    CHECK(get("/api/v1/streams/case?limit=5").body == "{\"streams\":[\"" + id(1).text() + "\"]}");
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "what is wrong with a request is named: parameter, value, method, form and body") {
    const HttpResponse unknown = get(case_path(1, "/timeline?typ=contact.held"));
    CHECK(unknown.status == 400);
    CHECK(unknown.header("content-type") == "application/problem+json");
    CHECK(json_text_at(unknown.body, "field") == "typ");
    CHECK(json_text_at(unknown.body, "code") == "invalid");
    CHECK(json_text_at(unknown.body, "retry") == "no");
    CHECK(json_text_at(unknown.body, "detail").find("types") != std::string::npos);

    CHECK(json_text_at(get(case_path(1, "/timeline?limit=many")).body, "field") == "limit");
    CHECK(json_text_at(get(case_path(1, "/events?limit=many")).body, "field") == "limit");
    CHECK(json_text_at(get(case_path(1, "?asOf=yesterday")).body, "field") == "asOf");
    CHECK(json_text_at(get(case_path(1, "/timeline?limit=1&limit=2")).body, "field") == "limit");
    CHECK(json_text_at(get(case_path(1, "/events?personal=ja")).body, "field") == "personal");
    CHECK(json_text_at(get("/api/v1/cases/karen").body, "field") == "caseId");
    CHECK(json_text_at(get(case_path(1, "/views/garden")).body, "field") == "view");
    CHECK(get(case_path(7)).status == 404);

    const HttpResponse method = ask(http_request("PUT", case_path(1, "/events")));
    CHECK(method.status == 405);
    CHECK(method.header("allow") == "GET, HEAD, POST");
    CHECK(get("/api/v1/nothing").status == 404);
    CHECK(get("/elsewhere").status == 404);
    CHECK(get(case_path(1), {{"accept", "text/csv"}}).status == 406);
    CHECK(get(case_path(1), {{"accept", "text/html, */*;q=0.1"}}).status == 200);
    CHECK(ask(http_request("POST", "/api/v1/lookup", {{"content-type", "text/plain"}}, "{}")).status == 415);
    CHECK(post("/api/v1/lookup", "{").status == 400);
    CHECK(json_text_at(post("/api/v1/lookup", R"({"skope":"case"})").body, "field") == "skope");
    CHECK(json_text_at(post("/api/v1/audit/ofCase", R"({"case":""})").body, "field") == "case");
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "a trace parent comes back, and only if it is one") {
    const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    CHECK(get(case_path(1), {{"traceparent", trace}}).header("traceparent") == trace);
    CHECK(get(case_path(1), {{"traceparent", "<script>"}}).header("traceparent").empty());
}

TEST_CASE_FIXTURE(HttpAsking, "a list is walked by its links to the end, and each row comes once") {
    Peer peer(local());
    for (std::uint64_t n = 1; n <= 5; ++n) (void)store(peer, n, a_case(n), true, 1);
    std::vector<std::string> rows;
    std::string address = "/api/v1/cases?limit=2";
    for (int pages = 0; !address.empty() && pages < 9; ++pages) {
        const HttpResponse page = get(address, {{"accept", "application/x-ndjson"}});
        REQUIRE(page.status == 200);
        CHECK(page.header("content-type") == "application/x-ndjson");
        for (std::string_view rest = page.body; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) rows.push_back(json_text_at(rest.substr(0, rest.find('\n')), "caseId"));
        address = next_address(page);
    }
    CHECK(rows == std::vector<std::string>{id(1).text(), id(2).text(), id(3).text(), id(4).text(), id(5).text()});

    std::size_t events = 0;
    address = "/api/v1/log?limit=3";
    for (int pages = 0; !address.empty() && pages < 9; ++pages) {
        const HttpResponse page = get(address, {{"accept", "application/x-ndjson"}});
        events += lines_in(page.body);
        address = next_address(page);
    }
    CHECK(events == 10);
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "events are their proposals beside what the engine assigned, backwards too, with personal text where it is asked for") {
    const HttpResponse page = get(case_path(1, "/events?limit=1&backwards=true"), {{"accept", "application/x-ndjson"}});
    REQUIRE(lines_in(page.body) == 1);
    CHECK(json_text_at(page.body, "type") == "contact.held");
    CHECK(json_text_at(page.body, "version") == "4");
    CHECK(json_text_at(page.body, "position") == "3");
    CHECK(json_text_at(json_text_at(page.body, "stream"), "id") == id(1).text());
    CHECK(json_text_at(json_text_at(page.body, "label"), "da").size() > 3);
    CHECK(json_text_at(json_text_at(page.body, "actor"), "pseudonym") == "koord-1");
    CHECK(page.body.find("personal") == std::string::npos);

    Peer peer(local());
    FrameBuilder append(9);
    fill_append(append.frame().initAppend(), 9, a_case(2), true, 1, "Kun for dem, der må");
    REQUIRE(peer.ask(append)->frame().isAppended());
    CHECK(get(case_path(2, "/events")).body.find("Kun for dem") == std::string::npos);
    CHECK(get(case_path(2, "/events?personal=true")).body.find("Kun for dem, der må") != std::string::npos);
    CHECK(json_text_at(get(case_path(2, "/history")).body, "total") == "2");
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "a read over HTTP passes the same gate: it is on record, and who may not is refused by the rule's name") {
    (void)get(case_path(1), {{"forloeb-purpose", "supervision"}});
    const HttpResponse entries = post("/api/v1/audit/ofCase", "{\"caseId\":\"" + id(1).text() + "\"}", {{"accept", "application/x-ndjson"}});
    REQUIRE_MESSAGE(entries.status == 200, entries.body);
    CHECK(entries.body.find("\"operation\":\"query.caseOverview\"") != std::string::npos);
    CHECK(entries.body.find("\"purpose\":\"supervision\"") != std::string::npos);

    Caller stranger;
    stranger.principal.actor = "ukendt-1";
    const HttpResponse refused = ask(http_request("GET", case_path(1)), stranger);
    CHECK(refused.status == 403);
    CHECK(json_text_at(refused.body, "rule") == "access.role");
    CHECK(get(case_path(1), {{"forloeb-purpose", "curiosity"}}).status == 400);
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "lists come as CSV with a heading, audit entries in the form of the command line's export") {
    const HttpResponse cases = get("/api/v1/cases", {{"accept", "text/csv"}});
    CHECK(cases.header("content-type") == "text/csv; charset=utf-8; header=present");
    CHECK(cases.body.starts_with("caseId,state,opened,"));
    CHECK(lines_in(cases.body) == 2);
    CHECK(cases.body.find("\r\n" + id(1).text() + ",open,") != std::string::npos);
    CHECK(get(case_path(1, "/timeline"), {{"accept", "text/csv"}}).body.starts_with("position,version,eventId,type,label.da,label.en,occurred,"));
    CHECK(get(case_path(1, "/events"), {{"accept", "text/csv"}}).body.starts_with("position,version,eventId,recordedAt,stream.kind,stream.id,type,"));
    const HttpResponse audit = post("/api/v1/audit/ofCase", "{\"caseId\":\"" + id(1).text() + "\"}", {{"accept", "text/csv"}});
    CHECK(audit.body.starts_with("log,position,recorded,occurred,id,type,operation,outcome,"));
    const HttpResponse fhir = post("/api/v1/audit/ofCase", "{\"caseId\":\"" + id(1).text() + "\"}", {{"accept", "application/fhir+ndjson"}});
    CHECK(fhir.body.starts_with("{\"resourceType\":\"AuditEvent\""));
}

TEST_CASE_FIXTURE(OneCaseOverHttp, "proofs, status and access are asked over HTTP, bytes as hexadecimal digits") {
    CHECK(json_text_at(get("/api/v1/log/root?size=2").body, "root").size() == 64);
    CHECK(json_text_at(get("/api/v1/log/checkpoint?log=reads").body, "checkpoint").find("/read-audit") != std::string::npos);
    const HttpResponse proven = post("/api/v1/log/inclusion", R"({"positions":["1"]})");
    REQUIRE_MESSAGE(proven.status == 200, proven.body);
    CHECK(json_text_at(proven.body, "inclusion").find("464c7631") != std::string::npos);  // "FLv1", with which a leaf begins
    CHECK(json_text_at(get("/api/v1/status").body, "head") == "4");
    CHECK(json_text_at(get("/api/v1/access/me").body, "actor") == "koord-1");
    CHECK(get("/api/v1/access/reviews").body == "{\"reviews\":[]}");
    CHECK(post("/api/v1/audit/denied", "").status == 200);
    CHECK(post("/api/v1/projections/rebuild?limit=1", "{}").status == 400);
}

TEST_CASE_FIXTURE(HttpAsking, "the program's own words: event types, forms, code lists, schemas and the description") {
    CHECK(get("/api/v1/event-types").body.starts_with("[{\"type\":"));
    const HttpResponse form = get("/api/v1/event-types/contact.held");
    CHECK(json_text_at(form.body, "da").size() > 3);
    CHECK(form.body.find(R"("name":"channel","da":"kanal","en":"channel","kind":"code","bytesMax":64,"vocabulary":"channel")") != std::string::npos);
    CHECK(form.body.find(R"("words":[{"word":"unknown","da":"uoplyst","en":"unknown"})") != std::string::npos);
    CHECK(form.body.find(R"("class":"narrative")") != std::string::npos);
    CHECK(form.body.find(R"("name":"occurredAt","da":"skete","en":"occurred","kind":"time","required":true)") != std::string::npos);
    CHECK(get("/api/v1/event-types/contact.hold").status == 404);
    CHECK(json_text_at(get("/api/v1/vocabularies/channel").body, "name") == "channel");
    CHECK(get("/api/v1/vocabularies/none").status == 404);
    CHECK(get("/api/v1/schemas/contact.held").header("content-type") == "application/schema+json");
    const HttpResponse description = get("/api/v1/openapi.json");
    CHECK(is_json(description.body));
    for (const Resource& resource : all_resources()) CHECK(description.body.find("\"" + std::string(resource.path) + "\":{") != std::string::npos);
    CHECK(ask(http_request("DELETE", "/api/v1/event-types")).header("allow") == "GET, HEAD");
}

TEST_CASE("a route is the row's own path and names nobody") {
    CHECK(Resources::route_of(http_request("GET", case_path(1, "/timeline"))) == "/cases/{caseId}/timeline");
    CHECK(Resources::route_of(http_request("GET", "/api/v1/schemas/contact.held")) == "/schemas/{type}");
    CHECK(Resources::route_of(http_request("GET", "/api/v1/cases/a/b/c/d")).empty());
    CHECK(Resources::route_of(http_request("GET", "/metrics")).empty());
}

}  // namespace forloeb::testing
