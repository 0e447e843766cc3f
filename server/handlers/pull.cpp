#include "server/handlers/pull.hpp"

#include <algorithm>

#include "server/handlers/records.hpp"
#include "server/handlers/subscription_match.hpp"

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

/// What is wanted of a page, from its front until a push is full.
struct Wanted {
    std::vector<layout::Record> records;
    std::size_t looked_at = 0;
};

Result<Wanted> wanted_of(std::span<const layout::Record> page, SubscriptionMatch& match, std::size_t events_max) {
    Wanted wanted;
    std::size_t bytes = 0;
    for (const layout::Record& record : page) {
        FORLOEB_TRY(const bool wants, match.wants(record));
        if (wants) {
            if (!wanted.records.empty() && (wanted.records.size() == events_max || bytes + record.payload.size() > limits::push_bytes_max)) break;
            bytes += record.payload.size();
            wanted.records.push_back(record);
        }
        ++wanted.looked_at;
    }
    return wanted;
}

/// A filter looks at more than it sends; without one, nothing is read that is not sent.
PageLimit limit_of(bool sends_all, std::size_t events_max) {
    return {sends_all ? events_max : limits::pull_scanned_max, sends_all ? limits::push_bytes_max : limits::page_bytes_max};
}

/// Along the whole log.
Result<Pulled> pull_log(const Engine& engine, std::uint64_t corr, LogCursor cursor, std::size_t events_max, SubscriptionMatch& match) {
    FORLOEB_TRY(const StoredPage page, engine.read_stored_log(cursor.next, limit_of(cursor.filter->is_everything(), events_max)));
    FORLOEB_TRY(const Wanted wanted, wanted_of(page.records, match, events_max));
    if (wanted.looked_at != 0) cursor.next = page.records[wanted.looked_at - 1].leaf.position.next();
    return finish(corr, std::move(cursor), wanted.records);
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

/// Of one stream only, which the log need not be read for.
Result<Pulled> pull_stream(const Engine& engine, std::uint64_t corr, LogCursor cursor, std::size_t events_max, SubscriptionMatch& match) {
    const StreamId stream = *cursor.filter->streams.begin();
    SubscriptionFilter all_of_it;
    all_of_it.streams.insert(stream);
    // The head comes first: what is committed after it is above it, so the cursor never passes an event unseen.
    const Position head = engine.head().next;
    if (cursor.next_version.value == 0) {
        FORLOEB_TRY(cursor.next_version, version_at(engine, stream, cursor.next));
    }
    FORLOEB_TRY(const StoredPage page, engine.read_stored_stream(stream, cursor.next_version, Direction::forwards, limit_of(*cursor.filter == all_of_it, events_max)));
    FORLOEB_TRY(const Wanted wanted, wanted_of(page.records, match, events_max));
    if (wanted.looked_at != 0) {
        const LeafRecord& last = page.records[wanted.looked_at - 1].leaf;
        cursor.next = last.position.next();
        cursor.next_version = last.version.next();
    }
    if (page.at_end && wanted.looked_at == page.records.size()) cursor.next = std::max(cursor.next, head);
    return finish(corr, std::move(cursor), wanted.records);
}

}  // namespace

Result<Pulled> pull_events(const Engine& engine, const AccessControl& access, std::uint64_t corr, const LogCursor& cursor, std::size_t events_max) {
    SubscriptionMatch match(*cursor.filter, access);
    return cursor.filter->streams.size() == 1 ? pull_stream(engine, corr, cursor, events_max, match) : pull_log(engine, corr, cursor, events_max, match);
}

}  // namespace forloeb
