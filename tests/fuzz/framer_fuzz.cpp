// Fuzz target: any bytes, cut anywhere, through the frame splitter and the session. Fails on a crash, on a frame above its
// limit, on memory held beyond what arrived, and on a cut that changes what comes out.
// Build with -DFORLOEB_FUZZ=ON and clang; run: bin/fuzz_framer -max_total_time=60
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "server/session/session.hpp"

namespace {

using namespace forloeb;

constexpr FrameLimits limits_used{64 * 1024, 16};

struct Split {
    std::vector<std::string> frames;
    bool refused = false;
};

void check(bool holds) {
    if (!holds) std::abort();
}

Split split(ByteSpan bytes, std::size_t chunk) {
    Split out;
    FrameSplitter splitter(limits_used);
    std::size_t arrived = 0;
    while (!bytes.empty() && !out.refused) {
        ByteSpan part = bytes.first(std::min(chunk, bytes.size()));
        bytes = bytes.subspan(part.size());
        arrived += part.size();
        while (!part.empty() && !out.refused) {
            auto frame = splitter.next(part);
            out.refused = !frame;
            if (frame && *frame) {
                check((*frame)->size() <= limits_used.bytes_max);
                out.frames.emplace_back(as_text((*frame)->bytes()));
            }
            check(splitter.held() <= std::max<std::size_t>(2 * arrived, 4096));
        }
    }
    return out;
}

void feed_session(ByteSpan bytes) {
    Session session({"fuzz", "local", "local/fuzz"}, {100}, {0});
    FrameBuilder hello(1);
    hello.frame().initHello().setProtocolVersion(1);
    (void)session.on_bytes(hello.finish().bytes());
    while (!bytes.empty()) {
        const ByteSpan part = bytes.first(std::min<std::size_t>(37, bytes.size()));
        bytes = bytes.subspan(part.size());
        (void)session.on_bytes(part);
    }
    (void)session.on_head({200});
    (void)session.on_stop();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
    const Split whole = split(bytes, size + 1);
    const Split cut = split(bytes, size == 0 ? 1 : 1 + data[0] % 13);
    check(whole.frames == cut.frames && whole.refused == cut.refused);
    feed_session(bytes);
    return 0;
}
