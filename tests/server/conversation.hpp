// A recorded conversation: what a client of one version of the protocol sent, and what a server answered, one frame a line
// ("c " or "s " and its bytes in hex), in tests/golden/conversations. Old recordings are kept: an old client's frames must mean
// the same to every later server.
//
// Also a client's frame as a later version of the protocol might send it: with fields that this one does not know. Pure.
#pragma once

#include <string>
#include <vector>

#include "server/protocol/frame.hpp"

namespace forloeb::testing {

struct Exchanged {
    WireFrame asked;
    std::vector<WireFrame> heard;
};

[[nodiscard]] std::vector<Exchanged> read_conversation(const std::string& text);
[[nodiscard]] std::string write_conversation(const std::vector<Exchanged>& conversation);

/// Where two frames of a server differ in what they mean, as paths; empty if they mean the same. Left out is what no two
/// servers have in common: times, ids, hashes, sizes of the machine.
[[nodiscard]] std::vector<std::string> differences(WireFrame recorded, WireFrame now);

/// The frame with a word of data and a text after the fields that this version knows.
[[nodiscard]] WireFrame from_newer_client(const WireFrame& frame);

}  // namespace forloeb::testing
