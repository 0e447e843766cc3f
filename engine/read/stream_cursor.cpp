#include "engine/read/stream_cursor.hpp"

#include "engine/storage/layout.hpp"

namespace forloeb {
namespace {

constexpr std::size_t stream_key_bytes = 25;

Error stream_hole(StreamId stream, StreamVersion version) {
    return {ErrorKind::damaged, "Stream " + stream.id.text() + " has a hole at version " + std::to_string(version.value) + ". Restore from a backup.", {}, {}};
}

std::string behind_all_of(StreamId stream) { return layout::stream_key(stream, {~std::uint64_t{0}}).append(1, '\0'); }

// The runs from where the cursor stands to the end of the stream; `behind` becomes the version after the last. Goes no further
// than a run that does not continue the one before it, for in a table whose blocks have changed places the next step would be
// backwards, and RocksDB as Debian builds it ends the process there. Decoding tells of the hole.
Result<StoredStream> take(Cursor& cursor, StreamId id, StreamVersion& behind) {
    const auto copies = std::make_shared<RunCopies>();
    StoredStream stream{id, {}, copies};
    const std::string prefix = layout::stream_prefix(id);
    for (; cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
        stream.runs.push_back(copies->add(cursor.value()));
        const bool continues = layout::version_of_key(cursor.key()) == behind;
        behind = layout::version_behind(cursor.key(), cursor.value());
        if (!continues) break;
    }
    FORLOEB_CHECK(cursor.status());
    return stream;
}

}  // namespace

std::size_t StoredStream::bytes() const {
    std::size_t bytes = 0;
    for (const std::string_view run : runs) bytes += run.size();
    return bytes;
}

DecodedStream decode_stream(const StoredStream& stream, Position known) {
    DecodedStream out;
    StreamVersion expected{1};
    Position at;
    const auto unreadable = [&](Error error) {
        out.unreadable = DecodedStream::Unreadable{at, std::move(error)};
        return std::move(out);
    };
    std::vector<layout::Record> records;
    for (const std::string_view run : stream.runs) {
        records.clear();
        if (Status decoded = layout::decode_run(run, records); !decoded) return unreadable(std::move(decoded.error()));
        for (const layout::Record& record : records) {
            if (record.leaf.position >= known) return out;
            if (record.leaf.stream != stream.id || record.leaf.version != expected) return unreadable(stream_hole(stream.id, expected));
            at = record.leaf.position;
            auto event = EventView::open_in_place(record.leaf, record.payload, stream.copies);
            if (!event) return unreadable(std::move(event.error()));
            out.events.push_back(std::move(*event));
            expected = expected.next();
        }
    }
    return out;
}

StreamCursor::StreamCursor(const Store& store, StreamKind kind, Uuid after) : store_(&store), kind_(kind), last_(after), cursor_(store.cursor(Table::streams)), beside_(store.cursor(Table::streams)) {
    cursor_.seek(after.is_nil() ? layout::stream_key({kind, after}, {0}) : behind_all_of({kind, after}));
}

Result<std::optional<StoredStream>> StreamCursor::next() {
    if (!begun_) FORLOEB_CHECK(check_place());
    begun_ = true;
    if (!stands_in_a_stream()) return end();
    const StreamId id = layout::stream_of_key(cursor_.key());
    if (id.id <= last_ && !last_.is_nil())
        return fail(ErrorKind::damaged, "Streams stand out of order behind " + last_.text() + ": blocks of a file stand in each other's place. Run forloeb verify, and restore from a backup.");
    last_ = id.id;
    StreamVersion behind{1};
    FORLOEB_TRY(StoredStream stream, take(cursor_, id, behind));
    if (cursor_.valid() && cursor_.key().starts_with(layout::stream_prefix(id))) cursor_.seek(behind_all_of(id));  // it did not continue
    FORLOEB_CHECK(check_place());
    return std::optional(std::move(stream));
}

bool StreamCursor::stands_in_a_stream() const {
    return cursor_.valid() && cursor_.key().size() == stream_key_bytes && layout::stream_of_key(cursor_.key()).kind == kind_;
}

// Before the next step, and before a stream is handed out whose rest might be missing here: what stands under the cursor must also
// be found by looking for it. `beside_` goes only forwards and stands in no block that it did not find what it looked for in.
Status StreamCursor::check_place() {
    FORLOEB_CHECK(cursor_.status());
    if (!cursor_.valid()) return {};
    if (cursor_.key().size() != stream_key_bytes) return fail(ErrorKind::damaged, "A key of the stream table has the wrong length.");
    beside_.seek(cursor_.key());
    FORLOEB_CHECK(beside_.status());
    if (beside_.valid() && beside_.key() == cursor_.key()) return {};
    return fail(ErrorKind::damaged, "Stream " + layout::stream_of_key(cursor_.key()).id.text() +
                                        " does not stand in its place: blocks of a file stand in each other's. Run forloeb verify --level checksums, and restore from a backup.");
}

// The end is only the end if no stream hides there.
Result<std::optional<StoredStream>> StreamCursor::end() const {
    FORLOEB_CHECK(store_->check_absent(Table::streams, layout::stream_key({kind_, last_}, {~std::uint64_t{0}})));
    return std::optional<StoredStream>();
}

Result<StoredStream> StreamFinder::find(StreamId id) {
    cursor_.seek(layout::stream_key(id, {0}));
    FORLOEB_CHECK(cursor_.status());
    StreamVersion behind{1};
    FORLOEB_TRY(StoredStream stream, take(cursor_, id, behind));
    FORLOEB_TRY(const auto row, store_->get(Table::streams, layout::stream_key(id, behind)));
    static_cast<void>(row);  // stored since the cursor looked
    return stream;
}

}  // namespace forloeb
