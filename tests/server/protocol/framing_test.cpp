#include "server/protocol/framing.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "server/protocol/frame.hpp"

namespace forloeb {
namespace {

std::string u32(std::uint32_t value) {
    std::string out;
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift & 0xff));
    return out;
}

std::string text_of(const WireFrame& frame) { return std::string(as_text(frame.bytes())); }

WireFrame ping(std::uint64_t corr) {
    FrameBuilder builder(corr);
    builder.frame().setPing();
    return builder.finish();
}

/// Feeds everything and collects the frames; the error, if the stream is refused.
struct Fed {
    std::vector<std::string> frames;
    std::string refusal;
};
Fed feed(FrameSplitter& splitter, std::string_view text, std::size_t chunk) {
    Fed fed;
    for (std::size_t at = 0; at < text.size(); at += chunk) {
        ByteSpan bytes = as_bytes(text.substr(at, chunk));
        while (!bytes.empty()) {
            auto frame = splitter.next(bytes);
            if (!frame) {
                fed.refusal = frame.error().message;
                return fed;
            }
            if (*frame) fed.frames.push_back(text_of(**frame));
        }
    }
    return fed;
}

TEST_CASE("frames come out whole however the bytes are cut") {
    std::vector<std::string> expected;
    std::string stream;
    for (std::uint64_t corr = 1; corr <= 20; ++corr) {
        expected.push_back(text_of(ping(corr)));
        stream += expected.back();
    }
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{8}, std::size_t{64}, stream.size()}) {
        FrameSplitter splitter;
        const auto fed = feed(splitter, stream, chunk);
        CHECK(fed.refusal.empty());
        CHECK(fed.frames == expected);
        CHECK(splitter.pending() == 0);
    }
}

TEST_CASE("a frame of several segments comes out whole") {
    const std::string frame = u32(2) + u32(1) + u32(0) + u32(2) + std::string(24, 'x');
    FrameSplitter splitter;
    const auto fed = feed(splitter, frame + frame, 5);
    CHECK(fed.frames == std::vector<std::string>{frame, frame});
}

TEST_CASE("sixteen segments are taken and seventeen are refused by their count alone") {
    FrameSplitter sixteen;
    std::string table = u32(15);
    for (int i = 0; i < 16; ++i) table += u32(1);
    table += u32(0);  // padding
    CHECK(feed(sixteen, table + std::string(16 * 8, 'x'), 64).frames.size() == 1);

    FrameSplitter seventeen;
    const auto fed = feed(seventeen, u32(16), 4);
    CHECK(fed.refusal == "A frame announces 17 segments; at most 16 are taken. Build it with fewer, larger segments.");
    CHECK(seventeen.held() == 0);
}

TEST_CASE("the segment count 0xFFFFFFFF is refused as 4294967296 segments, without holding memory for it") {
    FrameSplitter splitter;
    const auto fed = feed(splitter, u32(0xffffffff) + std::string(100, 'x'), 1);
    CHECK(fed.refusal == "A frame announces 4294967296 segments; at most 16 are taken. Build it with fewer, larger segments.");
    CHECK(splitter.held() == 0);
}

TEST_CASE("a frame that announces too much is refused before any of it is held") {
    FrameSplitter splitter(FrameLimits{1024, 16});
    CHECK(feed(splitter, u32(0) + u32(0xffffffff), 8).refusal ==
          "A frame announces 34359738368 bytes; at most 1024 are taken here. Send it in parts.");
    CHECK(splitter.held() == 0);

    // 127 words and the table of one word are exactly 1,024 bytes.
    FrameSplitter exact(FrameLimits{1024, 16});
    CHECK(feed(exact, u32(0) + u32(127) + std::string(127 * 8, 'x'), 1024).frames.size() == 1);
    FrameSplitter above(FrameLimits{1024, 16});
    CHECK(feed(above, u32(0) + u32(128), 8).refusal ==
          "A frame announces 1032 bytes; at most 1024 are taken here. Send it in parts.");
}

TEST_CASE("the sizes of all segments count together") {
    FrameSplitter splitter(FrameLimits{1024, 16});
    CHECK(feed(splitter, u32(1) + u32(64) + u32(64) + u32(0), 16).refusal ==
          "A frame announces 1040 bytes; at most 1024 are taken here. Send it in parts.");
}

TEST_CASE("memory grows with the bytes that arrived, not with the bytes announced") {
    FrameSplitter splitter;
    const std::size_t announced_words = 1'000'000;
    CHECK(feed(splitter, u32(0) + u32(announced_words), 8).frames.empty());
    CHECK(splitter.held() == 8);
    CHECK(feed(splitter, std::string(100, 'x'), 100).frames.empty());
    CHECK(splitter.held() <= 4096);
    CHECK(feed(splitter, std::string(100'000, 'x'), 1000).frames.empty());
    CHECK(splitter.held() <= 2 * 101'000);
    CHECK(splitter.pending() == 8 + 100 + 100'000);
}

TEST_CASE("after a refusal nothing more is taken") {
    FrameSplitter splitter;
    CHECK_FALSE(feed(splitter, u32(99), 4).refusal.empty());
    CHECK(feed(splitter, text_of(ping(1)), 64).refusal == "This connection broke the framing before; open a new one.");
}

TEST_CASE("new limits hold from the next frame on") {
    FrameSplitter splitter(FrameLimits{64, 16});
    const std::string large = u32(0) + u32(100) + std::string(800, 'x');
    ByteSpan bytes = as_bytes(large);
    splitter.set_limits(FrameLimits{});
    auto frame = splitter.next(bytes);
    REQUIRE(frame.has_value());
    REQUIRE(frame->has_value());
    CHECK((*frame)->size() == 808);
}

TEST_CASE("random bytes never give a frame above the limits") {
    std::mt19937 random(20260301);
    for (int round = 0; round < 2000; ++round) {
        FrameSplitter splitter(FrameLimits{4096, 4});
        std::string noise(random() % 300, '\0');
        for (auto& c : noise) c = static_cast<char>(random() % 4 == 0 ? random() : 0);  // zeros make small sizes likely
        for (const auto& frame : feed(splitter, noise, 1 + random() % 16).frames) CHECK(frame.size() <= 4096);
        CHECK(splitter.held() <= 4096);
    }
}

}  // namespace
}  // namespace forloeb
