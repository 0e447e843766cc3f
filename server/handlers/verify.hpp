// The request that reads everything and compares it with its own proofs, projections included. It takes its time on the thread
// that calls it, and ends early when the server stops. Any thread but the append thread.
#pragma once

#include "server/handlers/projections.hpp"
#include "server/protocol/frame.hpp"
#include "server/scrub/scrubber.hpp"

namespace forloeb {

[[nodiscard]] Status verify(const Engine& engine, Projections& projections, Scrubber& scrubber, wire::Verify::Reader request, wire::Frame::Builder reply);
/// `level` as it was asked for.
void write_report(wire::VerifyReport::Builder out, const VerifyReport& report, wire::VerifyLevel level);
void write_finding(wire::Finding::Builder out, const Finding& finding);

}  // namespace forloeb
