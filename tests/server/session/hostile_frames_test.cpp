// The fuzz target's promise on a small corpus: every frame a client ever sent in a kept conversation, and all of them in a row,
// with bytes changed, cut off and moved.
#include <doctest/doctest.h>

#include <fstream>

#include "tests/fuzz/feed_session.hpp"

using namespace forloeb;

namespace {

std::vector<std::string> frames_kept_in(const std::string& name) {
    std::ifstream file(std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/conversations/" + name);
    std::vector<std::string> frames;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("c ")) continue;
        std::string frame;
        for (std::size_t at = 2; at + 1 < line.size(); at += 2) frame.push_back(static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16)));
        frames.push_back(std::move(frame));
    }
    return frames;
}

}  // namespace

TEST_CASE("frames with any byte changed, cut off or moved are answered or refused, however they arrive") {
    std::vector<std::string> corpus = frames_kept_in("v1.hex");
    REQUIRE(corpus.size() == 24);
    for (std::string& frame : frames_kept_in("v1-additions.hex")) corpus.push_back(std::move(frame));
    std::string all;
    for (const std::string& frame : corpus) all += frame;
    corpus.push_back(all);
    for (const std::string& frame : corpus) CHECK_NOTHROW(fuzz::feed_changed("framer", frame, fuzz::feed_connection));
}
