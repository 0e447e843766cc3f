#include <doctest/doctest.h>

#include "tests/engine/storage/written_wal.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

WalFindings scan(const std::string& bytes) { return scan_wal(as_bytes(bytes)); }

std::string flipped(std::string bytes, std::size_t at, int bit = 4) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    return bytes;
}

bool found(const WalFindings& findings, Position next) {
    for (const WalHead& head : findings.heads)
        if (head.next == next) return true;
    return false;
}

}  // namespace

TEST_CASE("crc32c gives the value that RFC 3720 names") {
    CHECK(crc32c(as_bytes("123456789")) == 0xe3069283u);
    CHECK(crc32c(as_bytes(std::string(32, '\0'))) == 0x8a9136aau);
}

TEST_CASE("a log without damage gives its head records, in order, with their places") {
    WrittenWal wal;
    std::vector<WalHead> written;
    std::uint64_t position = 10;
    for (const std::size_t bytes : {200u, 40'000u, 3u, 100'000u, 500u}) {
        const std::uint64_t at = wal.add_group({position}, {position + 2}, bytes);
        written.push_back({at, {position + 2}, {position}});
        position += 2;
    }
    CHECK(scan(wal.bytes()).heads == written);
    CHECK(scan(wal.bytes()).damage.empty());
    CHECK(scan(wal.bytes() + std::string(100'000, '\0')).damage.empty());  // space that was set aside
    CHECK(scan("").heads.empty());
}

TEST_CASE("a head record that the end of a block cuts anywhere is put together") {
    for (std::size_t left = 1; left < 120; ++left) {
        WrittenWal wal;
        wal.add_record(std::string(WalScan::block_bytes - 7 - left, 'x'));
        REQUIRE(wal.left_in_block() == left);
        wal.add_group({4}, {9}, 300);
        const WalFindings findings = scan(wal.bytes());
        REQUIRE(findings.heads.size() == 1);
        CHECK(findings.heads[0].next == Position{9});
        CHECK(findings.damage.empty());
    }
}

TEST_CASE("the worked example of engine/README.md") {
    WrittenWal wal;
    wal.add_record(std::string(WalScan::block_bytes - 7 - 40, 'x'));
    wal.add_group({4}, {9}, 300);
    CHECK(to_hex(as_bytes(wal.bytes().substr(32728 + 4, 3))) == "210002");
    CHECK(to_hex(as_bytes(wal.bytes().substr(32728 + 7 + 12))).starts_with("010468656164" "38" "464c6831" "0000000000000009" "0000"));
    CHECK(wal.bytes()[32768 + 6] == 4);
    CHECK(scan(wal.bytes()).heads == std::vector<WalHead>{{32728, {9}, {4}}});
}

TEST_CASE("one flipped bit anywhere hides at most the group it stands in, and is told with its place") {
    WrittenWal wal;
    std::vector<std::uint64_t> begins;
    for (std::uint64_t group = 0; group < 6; ++group) begins.push_back(wal.add_group({group}, {group + 1}, group == 3 ? 70'000 : 150));
    std::uint64_t checked = 0;
    for (std::size_t at = 0; at < wal.bytes().size(); at += at < 2000 ? 1 : 97) {
        const WalFindings findings = scan(flipped(wal.bytes(), at));
        std::uint64_t hit = 0;
        while (hit + 1 < begins.size() && begins[hit + 1] <= at) ++hit;
        for (std::uint64_t group = 0; group < begins.size(); ++group)
            if (group != hit) CHECK_MESSAGE(found(findings, {group + 1}), "byte " << at << " hides group " << group);
        REQUIRE_FALSE(findings.damage.empty());
        CHECK(findings.damage.front() <= at);
        CHECK(findings.damage.front() >= begins[hit]);
        ++checked;
    }
    CHECK(checked > 2000);
}

TEST_CASE("a whole head record in a damaged group is still found") {
    WrittenWal wal;
    wal.add_group({0}, {3}, 400);
    const WalFindings findings = scan(flipped(wal.bytes(), 300));
    CHECK(found(findings, {3}));
    CHECK(findings.damage == std::vector<std::uint64_t>{0});
}

TEST_CASE("pages that became zeros are damage if anything follows, and a log that was cut off ends in damage") {
    WrittenWal wal;
    wal.add_group({0}, {1}, 40'000);
    const std::uint64_t second = wal.add_group({1}, {2}, 60'000);
    wal.add_group({2}, {3}, 100);
    std::string holed = wal.bytes();
    holed.replace(second, 4096, 4096, '\0');
    CHECK(scan(holed).damage.front() == second);
    CHECK(found(scan(holed), {3}));

    holed = wal.bytes();
    holed.replace(WalScan::block_bytes, WalScan::block_bytes, WalScan::block_bytes, '\0');  // one whole block
    CHECK(scan(holed).damage == std::vector<std::uint64_t>{WalScan::block_bytes});

    const WalFindings cut = scan(wal.bytes().substr(0, wal.bytes().size() - 1));
    CHECK(cut.damage.size() == 1);
    CHECK(found(cut, {3}));  // its head record is whole: the group's size is known
}

TEST_CASE("a payload that looks like a head record is none") {
    WrittenWal wal;
    std::string record(12, '\0');
    record.append("x\x01\x04head\x38").append(layout::encode_head({{900}, {800}, Hash{}}));
    wal.add_record(record);
    CHECK(scan(wal.bytes()).heads.empty());
}
