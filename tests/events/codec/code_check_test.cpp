#include "events/codec/code_check.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "events/codec/json.hpp"
#include "tests/events/stored.hpp"

using namespace forloeb;

namespace {

EventView event(const std::string& json) {
    capnp::MallocMessageBuilder builder;
    HouseJson codec;
    const auto decoded = codec.decode_proposal(json, builder.initRoot<ProposedEvent>());
    REQUIRE_MESSAGE(decoded, decoded.error().message);
    const auto proposal = builder.getRoot<ProposedEvent>().asReader();
    const EventType& type = *find_event_type(std::string_view(proposal.getType().cStr()));
    auto checked = check_proposal(proposal, type.streams.front());
    REQUIRE(checked);
    auto view = EventView::open(test::leaf_for(type), test::stored_event(*checked).bytes());
    REQUIRE(view);
    return std::move(*view);
}

using Why = DoubtfulCode::Why;

}  // namespace

TEST_CASE("unknown codes are named with their field, at any depth and in lists, known and empty ones are not") {
    const CodeCheck check(shipped_vocabularies());
    const auto doubtful = check.doubtful_in(event(
        R"({"type":"decision.issued","occurredAt":"2026-03-01","actor":{"pseudonym":"k1"},"kle":{"subject":"27.36"},
            "payload":{"decision":"b1","outcome":"granted","channel":"pigeon",
                       "services":[{"service":"y1","type":"bpa","themes":["spise","flyve"],"legalBasis":{"law":"serviceloven"}}]}})"));
    REQUIRE(doubtful.size() == 3);
    CHECK(doubtful[0] == DoubtfulCode{"envelope.kle.subject", "27.36", Why::unknown});
    CHECK(std::ranges::find(doubtful, DoubtfulCode{"decision.issued.channel", "pigeon", Why::unknown}) !=
          doubtful.end());
    CHECK(std::ranges::find(doubtful, DoubtfulCode{"decision.issued.services.themes", "flyve", Why::unknown}) !=
          doubtful.end());
}

TEST_CASE("a code outside its dates is doubtful by the day it occurred, its last day is the one before valid_to") {
    std::vector<VocabularyFinding> findings;
    const std::vector<Vocabulary> all = {parse_vocabulary(
        "name = \"plan_kind\"\nda = \"x\"\nen = \"x\"\nfields = [\"plan.offered.kind\"]\n"
        "[[code]]\ncode = \"a\"\nda = \"a\"\nen = \"a\"\nvalid_from = 2026-01-01\nvalid_to = 2026-02-01\n",
        findings)};
    REQUIRE(findings.empty());
    const CodeCheck check(all);
    const auto on = [&](const std::string& day) {
        return check.doubtful_in(event(R"({"type":"plan.offered","occurredAt":")" + day +
                                       R"(","actor":{"pseudonym":"k1"},"payload":{"plan":"p1","kind":"a"}})"));
    };
    CHECK(on("2025-12-31").size() == 1);
    CHECK(on("2026-01-01").empty());
    CHECK(on("2026-01-31").empty());
    REQUIRE(on("2026-02-01").size() == 1);
    CHECK(on("2026-02-01")[0].why == Why::not_valid_then);
}
