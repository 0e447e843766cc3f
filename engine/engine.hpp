// START HERE. The engine: an append-only log of case events on one disk, and the calls the layers above may make.
//
// Promise: an answer `stored` means the events are on this disk (synced); positions are gapless, in commit order, never
// reused; nobody reads an event that is not durable. One data directory serves one data controller.
//
// Threads: every call may come from any thread. One append thread of the engine's own assigns versions and positions;
// append callbacks and head listeners run on it and must return quickly without calling append_and_wait.
//
// What it does not do: projections, sockets, users. Time and randomness are handed in (Environment).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/append/request.hpp"
#include "engine/backup/export.hpp"
#include "engine/log/start_report.hpp"
#include "engine/privacy/orders.hpp"
#include "engine/read/fold.hpp"
#include "engine/read/page.hpp"
#include "engine/storage/store_limits.hpp"
#include "engine/read/stream_cursor.hpp"
#include "engine/verify/verify.hpp"
#include "events/codec/propose.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"

namespace rocksdb {
class Env;
}

namespace forloeb {

class Governance;
class Log;
class ReadReceipt;
class Store;
class StoredTree;

/// The outside world, handed in so that tests own it.
struct Environment {
    std::function<Instant()> now;                               // the engine's clock
    std::function<void(Byte* out, std::size_t size)> entropy;   // cryptographic random bytes
    rocksdb::Env* disk = nullptr;                               // nullptr = the machine's own
    std::function<void(const Error&)> on_storage_failure;       // called once; the process must then exit with code 5
    std::function<std::int64_t()> elapsed_micros = {};          // a clock that nobody can set; empty = leaps forward go unseen

    /// Wall clock and steady clock, libsodium's random bytes, and a failure handler that has the process end with code 5
    /// within a second, whatever else hangs.
    [[nodiscard]] static Environment system();
};

struct EngineOptions {
    std::filesystem::path data;        // the data directory; created if absent
    std::filesystem::path keys;        // the key folder; empty = data + ".keys". Never inside `data`
    std::string controller = "local";  // the data controller; must match what the directory was created for
    std::string origin = "local/case-log";  // the log's name in its proofs; counts when the directory is made, then for ever
    bool create = true;
    std::uint64_t space_floor = space_floor_default;  // bytes that must be free for an append; limits what RocksDB may hold
    bool ballast = false;              // keep a file of that size, to be given up when a full disk must be opened
    bool sync = true;                  // false only for the mutant "acknowledge before sync" in tests/faults
    bool heed_marker = true;           // false only for the mutant "marker ignored": a start that disregards HEAD-MARKER
    std::chrono::milliseconds mark_every{1000};  // how often HEAD-MARKER is written under load
    std::function<std::unique_ptr<Log>(Store&)> make_log = {};  // where the log of record is (engine/log/log.hpp); empty = here
};

struct LogHead {
    Position next;        // number of events; the next event's position
    Hash root{};          // RFC 6962 root over the leaves [0, next)
    Instant recorded_at;  // of the newest event; 0 if none
};

/// How the engine is doing; for operators, not for decisions.
struct EngineFigures {
    std::uint64_t free_bytes = 0;  // on the disk of the data directory; 0 if it does not say
    std::uint64_t space_floor = 0;
    std::uint64_t clock_jumps = 0;  // since it was opened
    std::string compaction_held = {};  // why: one met damage (engine/storage/compaction_hold.hpp). Empty while all is well
};

/// The sealed fields of one event, unsealed: one personal struct per subject.
struct UnsealedPart {
    Uuid subject;
    Message fields;  // the type's personal struct (for event.corrected: the target type's)
};

class Engine {
  public:
    /// Opens or creates the data directory under an exclusive lock. `conflict` if another process holds it or it belongs
    /// to another controller, `unsupported` if a newer version wrote it (named), `damaged` with file and range (also if it
    /// cannot be proven that no acknowledged event is missing, and then at every later start: engine/log/head_proof.hpp),
    /// `storage_full` if there is no room to recover what a crash left in the write-ahead log.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(EngineOptions options, Environment environment);
    ~Engine();  // finishes what is queued, marks the stop as clean, closes

    /// What the start found: a torn tail that was dropped, and how the head was proven.
    [[nodiscard]] const StartReport& start_report() const;

    // ---- append ----

    /// Queues one atomic append; `done` is called exactly once, on the append thread, with stored, refused or unknown.
    /// A full queue answers `overloaded` at once, on the calling thread. With less than the space floor free, the answer is
    /// `storage_full`, but what was stored before is still answered as stored.
    void append(AppendRequest request, AppendCallback done);
    [[nodiscard]] AppendOutcome append_and_wait(AppendRequest request);

    // ---- read ----

    [[nodiscard]] LogHead head() const;  // durable events only
    /// Events of one stream from `from` (inclusive) up or down. An unknown stream is an empty page.
    [[nodiscard]] Result<Page> read_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const;
    /// The whole log from a position upwards. Checks contiguity: a hole is `damaged`, never skipped.
    [[nodiscard]] Result<Page> read_log(Position from, PageLimit limit) const;
    /// The same two with the events as they are stored, for those who pass them on.
    [[nodiscard]] Result<StoredPage> read_stored_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const;
    [[nodiscard]] Result<StoredPage> read_stored_log(Position from, PageLimit limit) const;
    /// Every event of a stream, in version order. For folds: one case, not the log.
    [[nodiscard]] Result<std::vector<EventView>> read_whole_stream(StreamId stream) const;
    /// The leaves from a position upwards, at most `leaves_max`, without a look at the events: what has changed since.
    [[nodiscard]] Result<std::vector<LeafRecord>> read_leaves(Position from, std::size_t leaves_max) const;
    /// All streams of a kind with everything in them, in id order after `after` (nil = from the first), as they are now.
    [[nodiscard]] StreamCursor stream_cursor(StreamKind kind, Uuid after = {}) const;
    /// The same for streams that are named.
    [[nodiscard]] StreamFinder stream_finder() const;
    /// The newest version of a stream; 0 if there is none.
    [[nodiscard]] Result<StreamVersion> stream_version(StreamId stream) const;
    /// All streams of a kind in id order, starting after `after` (nil = from the first), at most `limit`.
    [[nodiscard]] Result<std::vector<StreamId>> list_streams(StreamKind kind, Uuid after, std::size_t limit) const;
    /// The number of events recorded at or before `instant` (G1's P(K), as a count): a prefix of the log.
    [[nodiscard]] Result<Position> prefix_known_at(Instant instant) const;
    /// The position of an event by its id within its stream; `not_found` otherwise.
    [[nodiscard]] Result<EventView> find_event(StreamId stream, Uuid event_id) const;
    /// The RFC 6962 root over the first `size` leaves, recomputed from the stored leaves.
    [[nodiscard]] Result<Hash> recompute_root(Position size) const;
    /// The proof tree over the first `size` leaves, for roots and proofs (engine/log/stored_tree.hpp); it must not outlive
    /// the engine. `invalid` if there are fewer.
    [[nodiscard]] Result<StoredTree> tree(Position size) const;

    /// One case (or other stream) as of two clocks: the pure fold of engine/read/fold.hpp over the stored events, with
    /// imports retracted by then left out.
    [[nodiscard]] Result<History> history(StreamId stream, const AsOf& as_of) const;
    /// Retracted imports known at a prefix (from the governance streams).
    [[nodiscard]] std::vector<Uuid> retracted_imports(Position known) const;

    // ---- personal text and identifiers ----

    /// Opens the sealed parts of an event with the key folder, for a read that is on record (engine/audit/read_log.hpp): the
    /// classes that are on record. A destroyed key leaves its part out, as does a restriction of the person's data that does not
    /// permit the purpose on record.
    [[nodiscard]] Result<std::vector<UnsealedPart>> unseal(const EventView& event, const ReadReceipt& receipt) const;
    /// Is, or was, anything sealed in this class, in any stream?
    [[nodiscard]] bool seals_any(SensitivityClass sensitivity) const;
    /// The citizen a case is about, by its opening; nil if there is none, or it names nobody.
    [[nodiscard]] Result<Uuid> subject_of(StreamId case_stream) const;
    /// The stream bound to an identifier (a source case number, a CPR) in a scope, through the keyed index; empty if none.
    [[nodiscard]] Result<std::optional<StreamId>> lookup(std::string_view scope, std::string_view identifier) const;
    /// A stable pseudonym "p-<16 hex>" for a source's own name of an actor, by the key folder's pseudonym key.
    [[nodiscard]] std::string pseudonym(std::string_view scope, std::string_view name) const;
    /// A keyed 64-bit digest of any bytes (change detection of imported events).
    [[nodiscard]] std::uint64_t keyed_digest(ByteSpan bytes) const;
    /// A fresh UUIDv7 from the engine's clock and entropy.
    [[nodiscard]] Uuid new_id() const;
    [[nodiscard]] Instant now() const;

    // ---- forget and keep (engine/privacy/orders.hpp; orders that only append: engine/privacy/govern.hpp) ----

    /// What the governance streams say as of the last durable group: restrictions, holds, archive exports, what was erased.
    [[nodiscard]] std::shared_ptr<const Governance> governance() const;
    [[nodiscard]] KeyState key_state(const Uuid& subject, SensitivityClass sensitivity) const;
    /// A new epoch key, the living subject keys wrapped anew under it, the old epoch key destroyed.
    [[nodiscard]] Result<KeyEpoch> rotate_keys();
    /// Destroys keys for good: the event first, then keys, epoch, entries of the keyed index. `refused` naming the guard.
    [[nodiscard]] Result<ShredReceipt> shred(const ShredOrder& order);
    /// Takes the sealed boxes of events out of the store; leaves and clear fields stay. `refused` naming the guard.
    [[nodiscard]] Result<PurgeReceipt> purge(const PurgeOrder& order);
    /// Destroys the keys of whole streams whose time is up: for engine/audit/read_retention.hpp.
    [[nodiscard]] Result<RetireReceipt> retire(const RetireOrder& order);

    // ---- keep ----

    /// Reads what is stored and compares it with its own proofs (engine/verify/verify.hpp), as of the call.
    [[nodiscard]] VerifyReport verify(VerifyLevel level, const VerifyStep& step) const;
    /// The log as it is stored, from a point up to a head of some moment (engine/backup/export.hpp).
    [[nodiscard]] Result<LogExport> export_log(ExportPoint from, Position end, std::size_t bytes_max) const;
    /// What this directory was restored from; empty if it never was.
    [[nodiscard]] const std::string& restored_from() const;

    // ---- follow ----

    /// `listener` is called on the append thread after each durable group with the new head. Keep it short. Returns an id
    /// for remove_head_listener, after which it is not called any more.
    std::uint64_t add_head_listener(std::function<void(const LogHead&)> listener);
    void remove_head_listener(std::uint64_t id);

    /// As given, with what the directory itself decides (keys, origin) filled in.
    [[nodiscard]] const EngineOptions& options() const;
    [[nodiscard]] EngineFigures figures() const;
    /// The data directory's own description: format version, controller, origin, created.
    [[nodiscard]] std::string format_description() const;

  private:
    struct Parts;
    explicit Engine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
