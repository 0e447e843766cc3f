// Fuzz target: any bytes, cut anywhere, through the frame splitter and the session. Fails on a crash, on a frame above its
// limit, on memory held beyond what arrived, and on a cut that changes what comes out.
// Build with -DFORLOEB_FUZZ=ON and clang; run: bin/fuzz_framer -max_total_time=60
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "server/protocol/problem.hpp"
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

/// Does what the session asks for at once and badly: every request, pull and opening comes to nothing.
void perform(Session& session, Actions actions, std::size_t& replies) {
    while (!actions.empty()) {
        Actions more;
        for (Action& action : actions) {
            Actions then;
            if (const auto* start = std::get_if<StartRequest>(&action)) {
                then = session.on_reply(start->ticket, error_frame(1, {ErrorKind::unavailable, "Fuzzed.", {}, {}}));
            } else if (const auto* pull = std::get_if<Pull>(&action)) {
                Pulled pulled;
                pulled.cursor = pull->cursor;
                pulled.cursor.next = {pull->cursor.next.value + 50};
                then = session.on_pulled(pull->ticket, std::move(pulled));
            } else if (const auto* open = std::get_if<OpenRemembered>(&action)) {
                LogCursor cursor;
                cursor.filter = std::make_shared<const SubscriptionFilter>();
                then = session.on_opened(open->ticket, open->name.size() % 2 == 0 ? Result<LogCursor>(cursor) : fail(ErrorKind::conflict, "Fuzzed."));
            } else if (std::holds_alternative<Send>(action)) {
                ++replies;
            }
            for (Action& one : then) more.push_back(std::move(one));
        }
        actions = std::move(more);
    }
}

/// The same bytes, with some of the requests answered at once and the others by their deadline or never.
void feed_busy_session(ByteSpan bytes) {
    Session session({"fuzz", "local", "local/fuzz"}, {100}, {0});
    std::size_t replies = 0;
    FrameBuilder hello(1);
    hello.frame().initHello().setProtocolVersion(1);
    perform(session, session.on_bytes(hello.finish().bytes()), replies);
    for (std::int64_t at = 0; !bytes.empty(); at += 100) {
        const ByteSpan part = bytes.first(std::min<std::size_t>(61, bytes.size()));
        bytes = bytes.subspan(part.size());
        Actions actions = session.on_bytes(part);
        if (at % 200 == 0) perform(session, std::move(actions), replies);
        perform(session, session.on_time({at}), replies);
        perform(session, session.on_committed(Committed({100}, {101 + static_cast<std::uint64_t>(at)}, {})), replies);
        (void)session.on_written(session.write_queue_bytes());
        check(session.requests_in_flight() <= limits::requests_in_flight_max && session.subscriptions() <= limits::subscriptions_max);
    }
    perform(session, session.on_end_of_input(), replies);
    check(replies >= 1);
    session.abandon();
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
    feed_busy_session(bytes);
    return 0;
}
