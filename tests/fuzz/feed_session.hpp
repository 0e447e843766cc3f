// What must hold for any bytes, cut anywhere, that go through the frame splitter and the session: no frame above its limit, no
// memory held beyond what arrived, the same frames however the bytes were cut, and no crash.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "server/protocol/problem.hpp"
#include "server/session/session.hpp"
#include "tests/fuzz/changed_bytes.hpp"

namespace forloeb::fuzz {

inline constexpr FrameLimits limits_used{64 * 1024, 16};

struct SplitFrames {
    std::vector<std::string> frames;
    bool refused = false;
};

inline SplitFrames split_frames(ByteSpan bytes, std::size_t chunk) {
    SplitFrames out;
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
                must((*frame)->size() <= limits_used.bytes_max);
                out.frames.emplace_back(as_text((*frame)->bytes()));
            }
            must(splitter.held() <= std::max<std::size_t>(2 * arrived, 4096) + sizeof(capnp::word));  // whole words
        }
    }
    return out;
}

/// Does what the session asks for at once and badly: every request, pull and opening comes to nothing.
inline void perform(Session& session, Actions actions, std::size_t& replies) {
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
inline void feed_busy_session(ByteSpan bytes) {
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
        must(session.requests_in_flight() <= limits::requests_in_flight_max && session.subscriptions() <= limits::subscriptions_max);
    }
    perform(session, session.on_end_of_input(), replies);
    must(replies >= 1);
    session.abandon();
}

inline void feed_session(ByteSpan bytes) {
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

inline void feed_connection(ByteSpan bytes) {
    const SplitFrames whole = split_frames(bytes, bytes.size() + 1);
    const SplitFrames cut = split_frames(bytes, bytes.empty() ? 1 : 1 + bytes[0] % 13);
    must(whole.frames == cut.frames && whole.refused == cut.refused);
    feed_session(bytes);
    feed_busy_session(bytes);
}

}  // namespace forloeb::fuzz
