// Whole streams out of the clustered copy, for those who fold many of them: each stream is read once, all in one sequential
// pass (StreamCursor) or those that are named (StreamFinder), from one consistent view of the store. Appends go on meanwhile.
//
// What is read is checked as it is decoded: checksums hold, versions have no hole, the stream is the one named. One bad
// event is the trouble of its stream, told with its position; the cursor goes on to the next. Reading and decoding are
// apart, so that one thread may read and others decode. Blocks in each other's place are told as `damaged`: by the finder before it
// gives a stream whose end is hidden, by the cursor where it comes to something that stands elsewhere by the file's index.
//
// A cursor or finder belongs to one thread at a time and must not outlive the engine.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/read/run_copies.hpp"
#include "engine/storage/store.hpp"
#include "events/codec/view.hpp"

namespace forloeb {

/// A stream's runs as stored, in version order. No runs = nobody has written to it.
struct StoredStream {
    StreamId id;
    std::vector<std::string_view> runs;  // in `copies`
    std::shared_ptr<const RunCopies> copies;

    [[nodiscard]] std::size_t bytes() const;
};

/// The events of a stream below a position, as far as they can be read.
struct DecodedStream {
    struct Unreadable {
        Position position;  // of the event that cannot be read; of the one before it, if its place is damaged too
        Error error;
    };
    std::vector<EventView> events;
    std::optional<Unreadable> unreadable;
};

/// Events at or after `known` are neither returned nor looked at. The events hold on to the stream's copies. Pure; any
/// thread.
[[nodiscard]] DecodedStream decode_stream(const StoredStream& stream, Position known);

class StreamCursor {
  public:
    /// Stands before the first stream of `kind` with an id after `after` (nil = the first of all).
    StreamCursor(const Store& store, StreamKind kind, Uuid after);

    /// The next stream in id order; nothing at the end.
    [[nodiscard]] Result<std::optional<StoredStream>> next();

  private:
    [[nodiscard]] Result<std::optional<StoredStream>> end() const;
    [[nodiscard]] bool stands_in_a_stream() const;
    [[nodiscard]] Status check_place();

    const Store* store_;
    StreamKind kind_;
    bool begun_ = false;
    Uuid last_;  // that was returned
    Cursor cursor_;
    Cursor beside_;  // looks for what the first one came to
};

/// Reads no block that does not hold the stream asked for: filters say which files have it.
class StreamFinder {
  public:
    explicit StreamFinder(const Store& store) : store_(&store), cursor_(store.cursor_within_stream()) {}

    [[nodiscard]] Result<StoredStream> find(StreamId id);

  private:
    const Store* store_;
    Cursor cursor_;
};

}  // namespace forloeb
