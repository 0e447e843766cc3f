// A case's evidence over HTTP: the tar's frame, who may have it, and how much at most. That what is in it proves the case is
// tests/e2e/bundle_download_test.py.
#include <doctest/doctest.h>

#include "server/evidence/case_bundle.hpp"
#include "tests/server/http/http_asking.hpp"

namespace forloeb::testing {
namespace {

std::string bundle_path(std::uint64_t low, std::string_view rest = {}) { return "/api/v1/cases/" + id(low).text() + "/bundle" + std::string(rest); }

struct BundleOverHttp : HttpAsking {
    BundleOverHttp() {
        Peer peer(local());
        (void)store(peer, 1, a_case(1), true, 3);
    }
    [[nodiscard]] Result<Bundle> gather(std::size_t bytes_max) const {
        const AskFrame ask = [this](FrameBuilder& request) -> Result<WireFrame> {
            std::promise<WireFrame> answered;
            server->handlers().handle(request.finish(), owner_of_the_data(), [&answered](WireFrame frame) { answered.set_value(std::move(frame)); });
            return answered.get_future().get();
        };
        return gather_bundle(ask, a_case(1), bytes_max);
    }
};

}  // namespace

TEST_CASE_FIXTURE(BundleOverHttp, "a case's evidence is a download whose name says nothing of the case") {
    const HttpResponse got = get(bundle_path(1));
    REQUIRE_MESSAGE(got.status == 200, got.body);
    CHECK(got.header("content-type") == "application/x-tar");
    CHECK(got.header("content-disposition") == "attachment; filename=\"forloeb-bundle-4.tar\"");
    CHECK(got.header("cache-control") == "no-store");
    CHECK(got.body.starts_with("forloeb-bundle-4/README.md"));
    CHECK(got.body.substr(257, 5) == "ustar");
    CHECK(got.body.size() % 512 == 0);
    for (const char* file : {"SHA256SUMS", "checkpoint", "events/000004.event", "events/000004.leaf", "events/000004.tlog-proof", "index.json"})
        CHECK_MESSAGE(got.body.find("forloeb-bundle-4/" + std::string(file)) != std::string::npos, file);
    CHECK(got.body.find("events/000005") == std::string::npos);
    CHECK(get(bundle_path(1)).body == got.body);
}

TEST_CASE_FIXTURE(BundleOverHttp, "evidence is for those who may read the case and the proofs, of a case that is there, and in one form") {
    Caller stranger;
    stranger.principal.actor = "fremmed";
    CHECK(ask(http_request("GET", bundle_path(1)), stranger).status == 403);
    CHECK(get(bundle_path(9)).status == 404);
    CHECK(json_text_at(get("/api/v1/cases/karen/bundle").body, "field") == "caseId");
    CHECK(json_text_at(get(bundle_path(1, "?limit=3")).body, "field") == "limit");
    CHECK(get(bundle_path(1), {{"accept", "application/json"}}).status == 406);
}

TEST_CASE_FIXTURE(BundleOverHttp, "evidence of more bytes than one download holds is refused with the command that has no limit") {
    const auto whole = gather(limits::bundle_bytes_max);
    REQUIRE(whole);
    std::size_t bytes = 0;
    for (const BundledEvent& event : whole->events) bytes += event.leaf.size() + event.stored.size();
    CHECK(gather(bytes).has_value());
    const auto refused = gather(bytes - 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(refused.error().message.find("forloeb audit bundle") != std::string::npos);
}

}  // namespace forloeb::testing
