#include "server/handlers/pull.hpp"

#include <algorithm>

#include "server/handlers/records.hpp"

namespace forloeb {
namespace {

WireFrame push_frame(std::uint64_t corr, const std::vector<const EventView*>& events, Position next) {
    std::size_t bytes = 512;
    for (const auto* event : events) bytes += event->bytes().size() + record_overhead_bytes;
    FrameBuilder builder(corr, bytes / sizeof(capnp::word));
    auto push = builder.frame().initEvents();
    push.setNext(next.value);
    auto records = push.initEvents(static_cast<capnp::uint>(events.size()));
    for (capnp::uint i = 0; i < records.size(); ++i) write_record(records[i], *events[i]);
    return builder.finish();
}

Pulled finish(std::uint64_t corr, LogCursor cursor, const std::vector<const EventView*>& events) {
    Pulled pulled;
    pulled.events = events.size();
    if (!events.empty()) pulled.push = push_frame(corr, events, cursor.next);
    pulled.cursor = std::move(cursor);
    return pulled;
}

/// Along the whole log; `types` leaves out what was not asked for.
Result<Pulled> pull_log(const Engine& engine, std::uint64_t corr, LogCursor cursor, std::size_t events_max, const TypeIds* types) {
    // A filter looks at more than it sends; without one, nothing is read that is not sent.
    const PageLimit limit{types == nullptr ? events_max : limits::pull_scanned_max,
                          types == nullptr ? limits::push_bytes_max : limits::page_bytes_max};
    FORLOEB_TRY(const Page page, engine.read_log(cursor.next, limit));
    std::vector<const EventView*> chosen;
    std::size_t bytes = 0;
    for (const auto& event : page.events) {
        if (types == nullptr || types->contains(event.leaf().type_id)) {
            if (!chosen.empty() && (chosen.size() == events_max || bytes + event.bytes().size() > limits::push_bytes_max)) break;
            bytes += event.bytes().size();
            chosen.push_back(&event);
        }
        cursor.next = event.leaf().position.next();
    }
    return finish(corr, std::move(cursor), chosen);
}

/// The first version of a stream at or after a position: its positions grow with its versions.
Result<StreamVersion> version_at(const Engine& engine, const StreamId& stream, Position position) {
    FORLOEB_TRY(const StreamVersion newest, engine.stream_version(stream));
    std::uint64_t low = 1;
    std::uint64_t high = newest.value + 1;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        FORLOEB_TRY(const Page page, engine.read_stream(stream, {middle}, Direction::forwards, {1, limits::push_bytes_max}));
        if (page.events.empty()) return fail(ErrorKind::damaged, "A stream ends before its newest version.");
        if (page.events.front().leaf().position < position) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return StreamVersion{low};
}

Result<Pulled> pull_stream(const Engine& engine, std::uint64_t corr, LogCursor cursor, std::size_t events_max, const StreamId& stream) {
    // The head comes first: what is committed after it is above it, so the cursor never passes an event unseen.
    const Position head = engine.head().next;
    if (cursor.next_version.value == 0) {
        FORLOEB_TRY(cursor.next_version, version_at(engine, stream, cursor.next));
    }
    FORLOEB_TRY(const Page page, engine.read_stream(stream, cursor.next_version, Direction::forwards, {events_max, limits::push_bytes_max}));
    std::vector<const EventView*> chosen;
    for (const auto& event : page.events) chosen.push_back(&event);
    if (!chosen.empty()) {
        cursor.next = chosen.back()->leaf().position.next();
        cursor.next_version = chosen.back()->leaf().version.next();
    }
    if (page.at_end) cursor.next = std::max(cursor.next, head);
    return finish(corr, std::move(cursor), chosen);
}

}  // namespace

Result<Pulled> pull_events(const Engine& engine, std::uint64_t corr, const LogCursor& cursor, std::size_t events_max) {
    if (const auto* stream = std::get_if<StreamId>(cursor.filter.get())) return pull_stream(engine, corr, cursor, events_max, *stream);
    return pull_log(engine, corr, cursor, events_max, std::get_if<TypeIds>(cursor.filter.get()));
}

}  // namespace forloeb
