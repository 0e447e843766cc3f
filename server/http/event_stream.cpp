#include "server/http/event_stream.hpp"

#include <charconv>

#include <kj/exception.h>

#include "events/vocabulary/limits.hpp"
#include "server/http/event_record_json.hpp"
#include "server/http/json_text.hpp"
#include "server/http/problem_response.hpp"
#include "server/protocol/frame.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

constexpr std::uint64_t stream_corr = 1;  // of frames that never leave this process

std::optional<std::uint64_t> position_in(std::string_view text) {
    std::uint64_t position = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return position;
}

void add_listed(std::vector<std::string>& out, std::string_view listed) {
    while (!listed.empty()) {
        const std::size_t comma = listed.find(',');
        if (comma != 0) out.emplace_back(listed.substr(0, comma));
        listed = comma == std::string_view::npos ? std::string_view() : listed.substr(comma + 1);
    }
}

/// What the query says, before anything is looked up.
struct StreamWish {
    std::vector<std::string> cases, types;
    std::string from = "now", purpose;
};

Result<StreamWish> read_wish(const HttpRequest& request) {
    StreamWish wish;
    wish.purpose = request.header("forloeb-purpose");
    for (const auto& [name, value] : request.query) {
        if (name == "case")
            add_listed(wish.cases, value);
        else if (name == "types")
            add_listed(wish.types, value);
        else if (name == "from")
            wish.from = value;
        else if (name == "purpose")
            wish.purpose = value;
        else
            return fail(ErrorKind::invalid, "An event stream is asked for with from, case, types and purpose.", name);
    }
    return wish;
}

Status set_from(wire::Subscribe::Builder subscribe, const HttpRequest& request, const std::string& from) {
    // A browser that lost the connection says what it had seen; what the page first asked for stands in the URL still.
    if (const std::string_view seen = request.header("last-event-id"); !seen.empty()) {
        const auto position = position_in(seen);
        if (!position) return fail(ErrorKind::invalid, "Last-Event-ID is the position of an event.", "last-event-id");
        subscribe.getFrom().setPosition(*position + 1);
        return {};
    }
    if (from == "now") {
        subscribe.getFrom().setNow();
        return {};
    }
    const auto position = position_in(from);
    if (!position) return fail(ErrorKind::invalid, "A stream begins from a position, or from now.", "from");
    subscribe.getFrom().setPosition(*position);
    return {};
}

Status set_filter(wire::Subscribe::Builder subscribe, const StreamWish& wish) {
    auto filter = subscribe.initMatching();
    auto cases = filter.initCases(static_cast<capnp::uint>(wish.cases.size()));
    for (capnp::uint i = 0; i < cases.size(); ++i) {
        const auto id = Uuid::parse(wish.cases[i]);
        if (!id) return fail(ErrorKind::invalid, "A case is named by its UUID.", "case");
        write_id(cases[i], *id);
    }
    auto types = filter.initTypes(static_cast<capnp::uint>(wish.types.size()));
    for (capnp::uint i = 0; i < types.size(); ++i) types.set(i, wish.types[i]);
    return {};
}

std::string data_of(WireFrame push) {
    FrameReader reader(std::move(push));
    const auto events = reader.frame().getEvents();
    std::string out = "{\"events\":[";
    JsonWriter writer = answer_writer(out);
    for (const auto record : events.getEvents()) {
        if (out.back() != '[') out.push_back(',');
        writer.object(record);
    }
    return out.append("],\"next\":\"").append(std::to_string(events.getNext())).append("\"}");
}

std::string stream_event(std::string_view event, Position next, std::string_view data) {
    std::string out;
    // Nothing looked at yet has no position that could be gone on after.
    if (next.value > 0) out.append("id: ").append(std::to_string(next.value - 1)).append("\n");
    return out.append("event: ").append(event).append("\ndata: ").append(data).append("\n\n");
}

}  // namespace

Result<OpenedStream> open_stream(const Handlers& handlers, const HttpRequest& request, Caller caller) {
    FORLOEB_TRY(const StreamWish wish, read_wish(request));
    FrameBuilder builder(stream_corr);
    auto subscribe = builder.frame().initSubscribe();
    FORLOEB_CHECK(set_filter(subscribe, wish));
    FORLOEB_CHECK(set_from(subscribe, request, wish.from));
    FORLOEB_TRY(Subscription subscription, open_subscription(stream_corr, subscribe.asReader(), handlers.engine().head().next));
    subscription.cursor.purpose = wish.purpose;
    subscription.grant(limits::credits_max);
    FORLOEB_TRY(StreamPush first, pull_stream_text(handlers, caller, subscription.cursor));
    subscription.cursor = std::move(first.cursor);
    return OpenedStream{std::move(caller), std::move(subscription), {}, "retry: 2000\n\n" + first.text};
}

Result<StreamPush> pull_stream_text(const Handlers& handlers, const Caller& caller, LogCursor cursor) {
    FORLOEB_TRY(Pulled pulled, handlers.pull(stream_corr, std::move(cursor), limits::push_events_max, caller));
    StreamPush push;
    push.cursor = std::move(pulled.cursor);
    if (pulled.events == 0) return push;
    try {
        push.text = stream_event("events", push.cursor.next, data_of(std::move(pulled.push)));
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "A stored event could not be written as JSON.");
    }
    return push;
}

std::string stream_mark(std::string_view event, Position next) {
    return stream_event(event, next, JsonLine('{').text("next", std::to_string(next.value)).str());
}

std::string stream_ended(const Error& reason) {
    return std::string("event: ended\ndata: ").append(problem_response(reason).body).append("\n\n");
}

}  // namespace forloeb
