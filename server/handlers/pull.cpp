#include "server/handlers/pull.hpp"

#include <algorithm>

#include "events/upcast/upcast.hpp"
#include "server/handlers/records.hpp"

namespace forloeb {
namespace {

Result<WireFrame> push_frame(std::uint64_t corr, std::span<const layout::Record> records, Position next) {
    FrameBuilder builder(corr);
    builder.expect(wire_bytes(records));
    auto push = builder.frame().initEvents();
    push.setNext(next.value);
    auto events = push.initEvents(static_cast<capnp::uint>(records.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) FORLOEB_CHECK(write_record(events[i], records[i]));
    return builder.finish();
}

Result<Pulled> finish(std::uint64_t corr, LogCursor cursor, std::span<const layout::Record> records) {
    Pulled pulled;
    pulled.events = records.size();
    if (!records.empty()) {
        FORLOEB_TRY(pulled.push, push_frame(corr, records, cursor.next));
    }
    pulled.cursor = std::move(cursor);
    return pulled;
}

bool wanted(const LeafRecord& leaf, const TypeIds* types) {
    if (types == nullptr || types->contains(leaf.type_id)) return true;
    const EventType* lifted = find_upcast_type(leaf.type_id);  // written in an older version
    return lifted != nullptr && types->contains(lifted->type_id());
}

/// Along the whole log; `types` leaves out what was not asked for.
Result<Pulled> pull_log(const Engine& engine, std::uint64_t corr, LogCursor cursor, std::size_t events_max, const TypeIds* types) {
    // A filter looks at more than it sends; without one, nothing is read that is not sent.
    const PageLimit limit{types == nullptr ? events_max : limits::pull_scanned_max,
                          types == nullptr ? limits::push_bytes_max : limits::page_bytes_max};
    FORLOEB_TRY(const StoredPage page, engine.read_stored_log(cursor.next, limit));
    std::vector<layout::Record> chosen;
    std::size_t bytes = 0;
    for (const layout::Record& record : page.records) {
        if (wanted(record.leaf, types)) {
            if (!chosen.empty() && (chosen.size() == events_max || bytes + record.payload.size() > limits::push_bytes_max)) break;
            bytes += record.payload.size();
            chosen.push_back(record);
        }
        cursor.next = record.leaf.position.next();
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
        FORLOEB_TRY(const StoredPage page, engine.read_stored_stream(stream, {middle}, Direction::forwards, {1, limits::push_bytes_max}));
        if (page.records.empty()) return fail(ErrorKind::damaged, "A stream ends before its newest version.");
        if (page.records.front().leaf.position < position) {
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
    FORLOEB_TRY(const StoredPage page, engine.read_stored_stream(stream, cursor.next_version, Direction::forwards, {events_max, limits::push_bytes_max}));
    if (!page.records.empty()) {
        cursor.next = page.records.back().leaf.position.next();
        cursor.next_version = page.records.back().leaf.version.next();
    }
    if (page.at_end) cursor.next = std::max(cursor.next, head);
    return finish(corr, std::move(cursor), page.records);
}

}  // namespace

Result<Pulled> pull_events(const Engine& engine, std::uint64_t corr, const LogCursor& cursor, std::size_t events_max) {
    if (const auto* stream = std::get_if<StreamId>(cursor.filter.get())) return pull_stream(engine, corr, cursor, events_max, *stream);
    return pull_log(engine, corr, cursor, events_max, std::get_if<TypeIds>(cursor.filter.get()));
}

}  // namespace forloeb
