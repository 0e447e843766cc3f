#include "tests/server/session/script.hpp"

#include <doctest/doctest.h>

#include "server/protocol/problem.hpp"

namespace forloeb::script {
namespace {

/// A frame of a client; `fill` sets the union.
template <typename Fill>
WireFrame frame(std::uint64_t corr, Fill&& fill) {
    FrameBuilder builder(corr);
    fill(builder.frame());
    return builder.finish();
}

std::string line(wire::Frame::Reader frame) {
    std::string text = std::string("send ") + name_of(frame.which()) + " " + std::to_string(frame.getCorr());
    switch (frame.which()) {
        case wire::Frame::ERROR: {
            const Error error = read_problem(frame.getError());
            text += std::string(" ") + error_code(error.kind) + (error.field.empty() ? "" : " " + error.field) + ": " + error.message;
            break;
        }
        case wire::Frame::PONG: text += " head " + std::to_string(frame.getPong().getHead()); break;
        case wire::Frame::SUBSCRIBED: text += " at " + std::to_string(frame.getSubscribed().getPosition()); break;
        case wire::Frame::CAUGHT_UP: text += " at " + std::to_string(frame.getCaughtUp().getNext()); break;
        case wire::Frame::FELL_BEHIND: text += " at " + std::to_string(frame.getFellBehind().getNext()); break;
        case wire::Frame::EVENTS: text += " next " + std::to_string(frame.getEvents().getNext()); break;
        case wire::Frame::SUBSCRIPTION_ENDED: {
            const auto ended = frame.getSubscriptionEnded();
            text += " at " + std::to_string(ended.getNext());
            if (ended.hasReason()) text += std::string(" ") + error_code(read_problem(ended.getReason()).kind);
            break;
        }
        default: break;
    }
    return text;
}

struct Describe {
    std::string operator()(const Send& send) const {
        FrameReader reader(WireFrame(kj::heapArray(send.frame.words())));
        return line(reader.frame());
    }
    std::string operator()(const StartRequest& start) const {
        FrameReader reader(WireFrame(kj::heapArray(start.frame.words())));
        return std::string("start ") + (start.lane == Lane::ordered ? "ordered " : "beside ") + name_of(reader.frame().which()) +
               " " + std::to_string(reader.frame().getCorr()) + " as t" + std::to_string(start.ticket.value);
    }
    std::string operator()(const Pull& pull) const {
        return "pull " + std::to_string(pull.corr) + " as t" + std::to_string(pull.ticket.value) + " from " +
               std::to_string(pull.cursor.next.value) + " at most " + std::to_string(pull.events_max);
    }
    std::string operator()(const OpenRemembered& open) const { return "open '" + open.name + "' as t" + std::to_string(open.ticket.value); }
    std::string operator()(const Close& close) const { return (close.flush ? "close: " : "cut off: ") + close.reason; }
};

}  // namespace

WireFrame hello(std::uint64_t corr, std::uint16_t version) {
    return frame(corr, [&](auto out) { out.initHello().setProtocolVersion(version); });
}
WireFrame ping(std::uint64_t corr) {
    return frame(corr, [](auto out) { out.setPing(); });
}
WireFrame read_log(std::uint64_t corr, std::uint64_t from) {
    return frame(corr, [&](auto out) { out.initReadLog().setFrom(from); });
}
WireFrame append(std::uint64_t corr) {
    return frame(corr, [](auto out) { out.initAppend(); });
}
WireFrame subscribe_everything(std::uint64_t corr, std::uint64_t from, std::uint32_t credits) {
    return frame(corr, [&](auto out) {
        auto subscribe = out.initSubscribe();
        subscribe.setEverything();
        subscribe.getFrom().setPosition(from);
        subscribe.setCredits(credits);
    });
}
WireFrame subscribe_now(std::uint64_t corr, std::uint32_t credits) {
    return frame(corr, [&](auto out) {
        auto subscribe = out.initSubscribe();
        subscribe.setEverything();
        subscribe.getFrom().setNow();
        subscribe.setCredits(credits);
    });
}
WireFrame subscribe_types(std::uint64_t corr, const std::vector<std::string>& types) {
    return frame(corr, [&](auto out) {
        auto names = out.initSubscribe().initTypes(static_cast<capnp::uint>(types.size()));
        for (capnp::uint i = 0; i < names.size(); ++i) names.set(i, types[i]);
    });
}
WireFrame credit(std::uint64_t corr, std::uint32_t events) {
    return frame(corr, [&](auto out) { out.initCredit().setEvents(events); });
}
WireFrame unsubscribe(std::uint64_t corr) {
    return frame(corr, [](auto out) { out.setUnsubscribe(); });
}

WireFrame cancel(std::uint64_t corr) {
    return frame(corr, [](auto out) { out.setCancel(); });
}
WireFrame read_within(std::uint64_t corr, std::uint32_t deadline_ms, std::uint64_t at_least) {
    return frame(corr, [&](auto out) {
        out.setDeadlineMs(deadline_ms);
        out.setAtLeast(at_least);
        out.initReadLog();
    });
}
WireFrame append_within(std::uint64_t corr, std::uint32_t deadline_ms) {
    return frame(corr, [&](auto out) {
        out.setDeadlineMs(deadline_ms);
        out.initAppend();
    });
}
WireFrame subscribe_cases(std::uint64_t corr, const std::vector<std::uint64_t>& cases, std::uint64_t from) {
    return frame(corr, [&](auto out) {
        auto subscribe = out.initSubscribe();
        auto ids = subscribe.initMatching().initCases(static_cast<capnp::uint>(cases.size()));
        for (capnp::uint i = 0; i < ids.size(); ++i) ids[i].setLow(cases[i]);
        subscribe.getFrom().setPosition(from);
        subscribe.setCredits(100);
    });
}
WireFrame subscribe_named(std::uint64_t corr, const std::string& name) {
    return frame(corr, [&](auto out) {
        auto subscribe = out.initSubscribe();
        subscribe.setNamed(name);
        subscribe.setCredits(100);
    });
}

WireFrame from_the_future(std::uint64_t corr) {
    FrameBuilder builder(corr);
    builder.frame().setPing();
    WireFrame known = builder.finish();
    auto words = kj::heapArray(known.words());
    // Frame's data section: corr in its first word, the union's tag in the low half of the second (after the segment
    // table and the root pointer).
    auto* bytes = words.asBytes().begin();
    bytes[3 * 8] = 0xff;
    bytes[3 * 8 + 1] = 0x0f;
    return WireFrame(kj::mv(words));
}

WireFrame page(std::uint64_t corr, std::size_t bytes) {
    return frame(corr, [&](auto out) { out.initPage().initEvents(1)[0].initStored(static_cast<capnp::uint>(bytes)); });
}

Pulled pulled(std::uint64_t corr, const LogCursor& cursor, std::size_t events, std::uint64_t next, std::size_t bytes) {
    Pulled result;
    if (events != 0)
        result.push = frame(corr, [&](auto out) {
            auto push = out.initEvents();
            push.setNext(next);
            push.initEvents(static_cast<capnp::uint>(events))[0].initStored(static_cast<capnp::uint>(bytes));
        });
    result.events = events;
    result.cursor = cursor;
    result.cursor.next = {next};
    return result;
}

std::vector<std::string> lines(const Actions& actions) {
    std::vector<std::string> out;
    for (const auto& action : actions) out.push_back(std::visit(Describe{}, action));
    return out;
}

Session greeted(std::uint64_t head) {
    Session session({"forloeb test", "local", "local/test"}, {head}, {0});
    CHECK(lines(session.on_bytes(hello().bytes())) == Lines{"send helloReply 1"});
    return session;
}

}  // namespace forloeb::script
