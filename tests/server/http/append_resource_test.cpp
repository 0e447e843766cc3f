// Events written over HTTP: versions, keys, batches, and what each refusal says.
#include <doctest/doctest.h>

#include "tests/server/http/http_asking.hpp"

namespace forloeb::testing {
namespace {

const std::string opened = R"({"type":"case.opened","occurredAt":"2026-01-05","actor":{"pseudonym":"koord-1"},"payload":{"subject":"01930000-0000-7000-8000-000000020000","unit":"voksenhandicap"}})";
const std::string contact = R"({"type":"contact.held","occurredAt":"2026-01-06","actor":{"pseudonym":"koord-1"},"payload":{"channel":"sms"},"personal":{"note":"En note."}})";

std::string key_of(std::uint64_t n) { return id(1000 + n).text(); }
std::string events_path(std::uint64_t low) { return "/api/v1/cases/" + id(low).text() + "/events"; }

}  // namespace

TEST_CASE_FIXTURE(HttpAsking, "an event is stored once for its key, and the answer says where it stands") {
    const HttpResponse first = post(events_path(1), opened, {{"idempotency-key", key_of(1)}, {"if-none-match", "*"}});
    REQUIRE_MESSAGE(first.status == 201, first.body);
    CHECK(first.header("etag") == "\"1\"");
    CHECK(first.body == R"({"firstPosition":"0","lastPosition":"0","version":"1","repeated":false})");
    const HttpResponse again = post(events_path(1), opened, {{"idempotency-key", "\"" + key_of(1) + "\""}, {"if-none-match", "*"}});
    CHECK(again.status == 201);
    CHECK(json_text_at(again.body, "repeated") == "true");
    CHECK(json_text_at(again.body, "firstPosition") == "0");
    const HttpResponse other = post(events_path(1), contact, {{"idempotency-key", key_of(1)}});
    CHECK(other.status == 409);
    CHECK(json_text_at(other.body, "field") == "Idempotency-Key");
}

TEST_CASE_FIXTURE(HttpAsking, "who has not seen the newest event is told the version, and may then decide again") {
    REQUIRE(post(events_path(1), opened, {{"idempotency-key", key_of(1)}}).status == 201);
    REQUIRE(post(events_path(1), contact, {{"idempotency-key", key_of(2)}, {"if-match", "\"1\""}}).status == 201);
    const HttpResponse late = post(events_path(1), contact, {{"idempotency-key", key_of(3)}, {"if-match", "\"1\""}});
    CHECK(late.status == 412);
    CHECK(json_text_at(late.body, "currentVersion") == "2");
    CHECK(json_text_at(late.body, "retry") == "reload");
    CHECK(json_text_at(late.body, "field") == "If-Match");
    CHECK(post(events_path(1), contact, {{"idempotency-key", key_of(3)}, {"if-match", "\"2\""}}).header("etag") == "\"3\"");
    CHECK(json_text_at(post(events_path(1), opened, {{"idempotency-key", key_of(4)}, {"if-none-match", "*"}}).body, "currentVersion") == "3");
    CHECK(json_text_at(post(events_path(1), contact, {{"idempotency-key", key_of(5)}, {"if-match", "two"}}).body, "field") == "If-Match");
}

TEST_CASE_FIXTURE(HttpAsking, "several events are stored together or not at all, and may bind the case's name") {
    const std::string body = "{\"events\":[" + opened + "," + contact + R"(],"bindings":[{"scope":"case","identifier":"eksempel"}]})";
    const HttpResponse stored = post(events_path(1), body, {{"idempotency-key", key_of(1)}});
    REQUIRE_MESSAGE(stored.status == 201, stored.body);
    CHECK(stored.body == R"({"firstPosition":"0","lastPosition":"1","version":"2","repeated":false})");
    const HttpResponse found = post("/api/v1/lookup", R"({"scope":"case","identifiers":["eksempel"]})");
    CHECK(found.body == "{\"streams\":[{\"kind\":\"case\",\"id\":\"" + id(1).text() + "\"}]}");

    const std::string spoilt = "{\"events\":[" + contact + R"(,{"type":"contact.held","occurredAt":"2026-01-06","payload":{"kanal":"sms"}}]})";
    const HttpResponse refused = post(events_path(1), spoilt, {{"idempotency-key", key_of(2)}});
    CHECK(refused.status == 400);
    CHECK(json_text_at(refused.body, "field") == "events[1].payload.kanal");
    CHECK(server->engine().head().next == Position{2});
}

TEST_CASE_FIXTURE(HttpAsking, "a case rule is explained in the language that the request asks for, and named alike in both") {
    REQUIRE(post(events_path(1), opened, {{"idempotency-key", key_of(1)}}).status == 201);
    const auto again_in = [&](std::string languages) { return post(events_path(1), opened, {{"idempotency-key", key_of(2)}, {"accept-language", std::move(languages)}}); };
    const HttpResponse danish = again_in("da-DK,da;q=0.9,en;q=0.5");
    CHECK(danish.status == 422);
    CHECK(danish.header("content-language") == "da");
    CHECK(json_text_at(danish.body, "detail") ==
          "En sag åbnes én gang. »Sag åbnet« støder sammen med »Sag åbnet«, hændelse nr. 1. Godtages kan: case.reopened efter en afslutning, eller en rettelse af åbningen.");
    const HttpResponse english = again_in("en, da;q=0.5");
    CHECK(english.header("content-language") == "en");
    CHECK(json_text_at(english.body, "detail").starts_with("Rule "));
    for (const char* member : {"code", "rule", "retry", "title"}) CHECK(json_text_at(danish.body, member) == json_text_at(english.body, member));
    for (const char* other : {"", "d", "dag", "en-GB,da"}) CHECK(again_in(other).body == english.body);
}

TEST_CASE_FIXTURE(HttpAsking, "a refusal names the field as it was written, the rule of the case, or the key that is missing") {
    CHECK(json_text_at(post(events_path(1), contact).body, "field") == "Idempotency-Key");
    const HttpResponse unopened = post(events_path(1), contact, {{"idempotency-key", key_of(1)}});
    CHECK(unopened.status == 422);
    CHECK_FALSE(json_text_at(unopened.body, "rule").empty());
    const HttpResponse undated = post(events_path(1), R"({"type":"case.opened","actor":{"pseudonym":"koord-1"},"payload":{}})", {{"idempotency-key", key_of(2)}});
    CHECK(undated.status == 400);
    CHECK(json_text_at(undated.body, "field") == "envelope.occurredAt");
    CHECK(json_text_at(post("/api/v1/cases/karen/events", opened, {{"idempotency-key", key_of(3)}}).body, "field") == "caseId");
    CHECK(post(events_path(1), "not json", {{"idempotency-key", key_of(4)}}).status == 400);
    CHECK(post(events_path(1), R"({"events":[]})", {{"idempotency-key", key_of(5)}}).status == 400);
    CHECK(post(events_path(1) + "?dry=true", opened, {{"idempotency-key", key_of(6)}}).status == 400);
}

}  // namespace forloeb::testing
