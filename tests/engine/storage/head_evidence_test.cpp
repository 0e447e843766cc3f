#include <doctest/doctest.h>

#include "engine/storage/head_evidence.hpp"

using namespace forloeb;

namespace {

constexpr Hash root{7};

ScannedLog log_of(std::string name, std::vector<WalHead> heads, std::vector<std::uint64_t> damage = {}) { return {std::move(name), {std::move(heads), std::move(damage)}}; }

}  // namespace

TEST_CASE("a mark survives damage in either of its slots, and the newer slot counts") {
    const HeadMark older{6, {100}, Hash{1}, false}, newer{7, {120}, Hash{2}, true};
    const std::string file = encode_mark(older) + encode_mark(newer);
    REQUIRE(file.size() == 2 * mark_slot_bytes);
    CHECK(decode_marks(as_bytes(file)) == newer);
    for (std::size_t at = 0; at < 57; ++at) {
        std::string damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ 8);
        CHECK(decode_marks(as_bytes(damaged)) == newer);
        damaged = file;
        damaged[mark_slot_bytes + at] = static_cast<char>(damaged[mark_slot_bytes + at] ^ 8);
        CHECK(decode_marks(as_bytes(damaged)) == older);
    }
    CHECK_FALSE(decode_marks(as_bytes("")).has_value());
    CHECK_FALSE(decode_marks(as_bytes(std::string(2 * mark_slot_bytes, '\0'))).has_value());
    CHECK(decode_marks(as_bytes(file.substr(0, mark_slot_bytes))) == older);
    CHECK(to_hex(as_bytes(encode_mark({3, {5}, Hash{1}, true}).substr(0, 25))) == "464c6d3101" "0000000000000003" "0000000000000005" "01000000");
}

TEST_CASE("a record behind the recovered head that had been synced further proves a loss, and says where") {
    const HeadEvidence evidence{{}, {log_of("000012.log", {{0, {100}, {90}}, {4096, {130}, {120}}}, {900})}};
    const auto verdict = judge_head(evidence, {{100}, root});
    REQUIRE_FALSE(verdict.has_value());
    CHECK(verdict.error().kind == ErrorKind::damaged);
    CHECK(verdict.error().message ==
          "Acknowledged events are missing: the log that can be read ends before position 100, but the write-ahead log 000012.log at byte 4096 says "
          "that it had been synced up to 120. Lost: positions 100 to 119. The first bytes that cannot be read: 000012.log at byte 900.");
}

TEST_CASE("records behind the recovered head that claim no more are a torn tail, counted") {
    const HeadEvidence evidence{{{1, {100}, root, false}}, {log_of("000012.log", {{0, {100}, {90}}, {500, {107}, {100}}}, {500})}};
    const auto verdict = judge_head(evidence, {{100}, root});
    REQUIRE(verdict.has_value());
    CHECK(verdict->dropped_events == 7);
    CHECK(verdict->torn_tail);
    CHECK_FALSE(verdict->damage_within);
}

TEST_CASE("a mark beyond the recovered head, or with another root, refuses") {
    CHECK(judge_head({HeadMark{1, {101}, root, true}, {}}, {{100}, root}).error().kind == ErrorKind::damaged);
    CHECK(judge_head({HeadMark{1, {100}, Hash{8}, true}, {}}, {{100}, root}).error().kind == ErrorKind::damaged);
    CHECK(judge_head({HeadMark{1, {100}, root, true}, {}}, {{100}, root}).has_value());
    CHECK(judge_head({HeadMark{1, {99}, Hash{8}, true}, {}}, {{100}, root}).has_value());  // compared where the log passes it
    CHECK(judge_head({}, {{0}, root}).has_value());
}

TEST_CASE("damage or a missing group in front of a head record makes the whole log doubtful") {
    const auto within = [](std::vector<ScannedLog> logs) { return judge_head({{}, std::move(logs)}, {{100}, root}).value().damage_within; };
    CHECK_FALSE(within({log_of("1.log", {{0, {90}, {80}}, {500, {100}, {90}}})}));
    CHECK(within({log_of("1.log", {{0, {90}, {80}}, {500, {100}, {90}}}, {100})}));
    CHECK(within({log_of("1.log", {{0, {90}, {80}}}, {100}), log_of("2.log", {{0, {100}, {90}}})}));
    CHECK(within({log_of("1.log", {{0, {85}, {80}}, {500, {100}, {90}}})}));  // the group from 85 is not there
}
