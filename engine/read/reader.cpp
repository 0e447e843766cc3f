#include "engine/read/reader.hpp"

#include <algorithm>

namespace forloeb {
namespace {

constexpr std::size_t stream_key_bytes = 25;
constexpr std::size_t log_key_bytes = 9;

Error at_position(Error error, Position position) {
    error.message += " Near position " + std::to_string(position.value) + " of the log.";
    return error;
}

tl::unexpected<Error> hole(Position position) {
    return fail(ErrorKind::damaged, "The log has a hole at position " + std::to_string(position.value) + ". Restore from a backup.");
}
tl::unexpected<Error> stream_hole(StreamId stream, StreamVersion version) {
    return fail(ErrorKind::damaged, "Stream " + stream.id.text() + " has a hole at version " + std::to_string(version.value) + ". Restore from a backup.");
}

bool is_run(std::string_view key) { return key.size() == log_key_bytes && key.back() == 1; }
bool belongs_to(std::string_view key, std::string_view prefix) { return key.size() == stream_key_bytes && key.substr(0, prefix.size()) == prefix; }

// Behind a stream's newest event the next one would begin a run of its own.
Status prove_end(const Store& store, StreamId stream, StreamVersion next) {
    FORLOEB_TRY(const auto row, store.get(Table::streams, layout::stream_key(stream, next)));
    static_cast<void>(row);  // stored since the cursor looked
    return {};
}

// Adds events until a limit is met; says whether there is room for more.
class PageBuilder {
  public:
    explicit PageBuilder(PageLimit limit)
        : events_left_(std::min(limit.events, limits::read_events_max)), bytes_left_(std::min(limit.bytes, limits::read_bytes_max)) {
        page_.bytes = copies_;
    }
    [[nodiscard]] bool is_full() const { return events_left_ == 0 || bytes_left_ == 0; }
    void add(const layout::Record& record) {
        page_.records.push_back(record);
        --events_left_;
        bytes_left_ -= std::min(bytes_left_, leaf_bytes + record.payload.size());
    }
    /// Where the runs are to be copied to that records are added from.
    [[nodiscard]] RunCopies& copies() { return *copies_; }
    [[nodiscard]] std::size_t size() const { return page_.records.size(); }
    [[nodiscard]] StoredPage finish(bool at_end) {
        page_.at_end = at_end;
        return std::move(page_);
    }

  private:
    std::shared_ptr<RunCopies> copies_ = std::make_shared<RunCopies>();
    StoredPage page_;
    std::size_t events_left_, bytes_left_;
};

}  // namespace

Status Reader::runs(Position from, Position end, const RunVisit& visit, RunCopies* copies) const {
    if (from >= end) return {};
    Cursor cursor = store_.cursor(Table::log);
    cursor.seek_for_previous(layout::run_key(from));
    Position expected = from;
    bool first = true;
    std::vector<layout::Record> records;
    for (; cursor.valid() && expected < end; cursor.next()) {
        if (!is_run(cursor.key())) continue;
        records.clear();
        Status decoded = layout::decode_run(copies != nullptr ? copies->add(cursor.value()) : cursor.value(), records);
        if (!decoded) return tl::make_unexpected(at_position(std::move(decoded.error()), expected));
        if (first) {  // the run that holds `from` may begin before it
            const auto begins = records.front().leaf.position;
            if (begins > from || from.value - begins.value >= records.size()) return hole(from);
            records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(from.value - begins.value));
            first = false;
        }
        for (const layout::Record& record : records) {
            if (record.leaf.position != expected) return hole(expected);
            expected = expected.next();
        }
        const std::uint64_t surplus = expected > end ? expected.value - end.value : 0;
        records.resize(records.size() - surplus);
        FORLOEB_TRY(const bool go_on, visit(records));
        if (!go_on) return {};
    }
    if (Status status = cursor.status(); !status) return tl::make_unexpected(at_position(std::move(status.error()), expected));
    if (expected < end) return hole(expected);
    return {};
}

Result<Page> Reader::log(Position from, Position end, PageLimit limit) const {
    FORLOEB_TRY(const StoredPage stored, stored_log(from, end, limit));
    return opened(stored);
}

Result<Page> Reader::stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const {
    FORLOEB_TRY(const StoredPage stored, stored_stream(stream, from, direction, limit));
    return opened(stored);
}

Result<StoredPage> Reader::stored_log(Position from, Position end, PageLimit limit) const {
    PageBuilder builder(limit);
    const Position stop{std::min(end.value, from.value + std::min(limit.events, limits::read_events_max))};
    const auto add_while_room = [&builder](const std::vector<layout::Record>& records) -> Result<bool> {
        for (const layout::Record& record : records) {
            if (builder.is_full()) return false;
            builder.add(record);
        }
        return !builder.is_full();
    };
    FORLOEB_CHECK(runs(from, stop, add_while_room, &builder.copies()));
    return builder.finish(from.value + builder.size() >= end.value);
}

Result<StoredPage> Reader::stored_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const {
    PageBuilder builder(limit);
    const bool forwards = direction == Direction::forwards;
    if (forwards && from.value == 0) from = {1};
    const std::string prefix = layout::stream_prefix(stream);
    Cursor cursor = store_.cursor_within_stream();
    if (forwards && from.value == 1) cursor.seek(layout::stream_key(stream, from));  // no run begins before it
    else cursor.seek_for_previous(layout::stream_key(stream, from));
    if (forwards && !(cursor.valid() && belongs_to(cursor.key(), prefix))) {
        // Nothing at or before `from`: either there is no such stream, or its beginning is gone.
        FORLOEB_CHECK(cursor.status());
        cursor.seek(layout::stream_key(stream, from));
        if (cursor.valid() && belongs_to(cursor.key(), prefix)) return stream_hole(stream, from);
    }
    bool stopped = false;
    StreamVersion behind{1};  // the newest event that was met
    std::optional<StreamVersion> expected;
    std::vector<layout::Record> records;
    for (; !stopped && cursor.valid() && belongs_to(cursor.key(), prefix); forwards ? cursor.next() : cursor.previous()) {
        records.clear();
        FORLOEB_CHECK(layout::decode_run(builder.copies().add(cursor.value()), records));
        if (!forwards) std::reverse(records.begin(), records.end());
        for (const layout::Record& record : records) {
            const StreamVersion version = record.leaf.version;
            if (forwards || behind.value == 1) behind = version.next();
            if (forwards ? version < from : version > from) continue;
            if (!expected) expected = forwards ? from : version;
            if (record.leaf.stream != stream || version != *expected) return stream_hole(stream, *expected);
            expected = forwards ? version.next() : StreamVersion{version.value - 1};
            if (builder.is_full()) {
                stopped = true;
                break;
            }
            builder.add(record);
        }
    }
    FORLOEB_CHECK(cursor.status());
    if (!stopped && !forwards && expected && expected->value != 0) return stream_hole(stream, *expected);
    if (forwards ? !stopped : behind <= from) FORLOEB_CHECK(prove_end(store_, stream, behind));
    return builder.finish(!stopped);
}

Result<std::optional<LeafRecord>> Reader::newest_leaf(StreamId stream) const {
    Cursor cursor = store_.cursor_within_stream();
    cursor.seek_for_previous(layout::stream_key(stream, {~std::uint64_t{0}}));
    FORLOEB_CHECK(cursor.status());
    std::optional<LeafRecord> newest;
    if (cursor.valid() && belongs_to(cursor.key(), layout::stream_prefix(stream))) {
        FORLOEB_TRY(const auto records, layout::decode_run(cursor.value()));
        newest = records.back().leaf;
    }
    FORLOEB_CHECK(prove_end(store_, stream, newest ? newest->version.next() : StreamVersion{1}));
    return newest;
}

Result<std::vector<StreamId>> Reader::streams(StreamKind kind, Uuid after, std::size_t limit) const {
    std::vector<StreamId> found;
    Cursor cursor = store_.cursor(Table::streams);
    std::string target = layout::stream_key({kind, after}, {after.is_nil() ? 0 : ~std::uint64_t{0}});
    if (!after.is_nil()) target.push_back('\0');
    for (cursor.seek(target); cursor.valid() && found.size() < limit; cursor.seek(target)) {
        if (cursor.key().size() != stream_key_bytes) return fail(ErrorKind::damaged, "A key of the stream table has the wrong length.");
        const StreamId stream = layout::stream_of_key(cursor.key());
        if (stream.kind != kind) break;
        found.push_back(stream);
        target = layout::stream_key(stream, {~std::uint64_t{0}});
        target.push_back('\0');
    }
    FORLOEB_CHECK(cursor.status());
    return found;
}

Result<LeafRecord> Reader::leaf_at(Position position) const {
    Cursor cursor = store_.cursor(Table::log);
    cursor.seek_for_previous(layout::run_key(position));
    FORLOEB_CHECK(cursor.status());
    if (!cursor.valid() || !is_run(cursor.key())) return hole(position);
    FORLOEB_TRY(const auto records, layout::decode_run(cursor.value()));
    const Position begins = records.front().leaf.position;
    if (begins > position || position.value - begins.value >= records.size()) return hole(position);
    return records[position.value - begins.value].leaf;
}

}  // namespace forloeb
