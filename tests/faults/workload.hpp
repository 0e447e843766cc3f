// What the clients of a fault run do: a plan drawn by the dice, plain values from which the same request can be made again
// (a retry with the same append id must carry the same content), and a writer that sends plans and writes down the answers.
//
// The mix: cases are opened, contacts and notes with sealed text are added, some appends go to several streams at once,
// some expect a version and collide with other writers, some break a case rule and must be refused, some repeat an append
// that was stored before.
//
// A Writer belongs to one thread; what writers share is in WrittenTogether. No knowledge of faults, disks or checks.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "tests/faults/dice.hpp"

namespace forloeb::faults {

enum class EventKind : std::uint8_t { opened, contact, note, described, corrected };

struct PlannedEvent {
    EventKind kind = EventKind::note;
    std::uint64_t number = 0;    // makes its text its own
    std::size_t text_bytes = 0;  // of the sealed text
    bool sealed = true;          // false: no personal part
    Uuid target = {};            // corrected: the contact that is said anew
};
struct PlannedWrite {
    StreamId stream;
    std::vector<PlannedEvent> events;
};
struct PlannedAppend {
    Uuid append_id;
    std::vector<PlannedWrite> writes;
    std::vector<Expectation> expectations;
    std::vector<IdentifierBinding> bindings = {};
    bool imported = false;
};

/// What must be found in the log if the append is there.
struct ExpectedEvent {
    Uuid event_id;
    StreamId stream;
    std::string clear;  // canonical bytes of type, envelope and clear payload
    std::string text;   // sealed; empty if there is none
};

[[nodiscard]] AppendRequest request_of(const PlannedAppend& plan);
[[nodiscard]] std::vector<ExpectedEvent> events_of(const PlannedAppend& plan);
/// The same two, of an event as it is stored.
[[nodiscard]] std::string clear_bytes(const EventView& event);
[[nodiscard]] Result<std::string> sealed_text(const Engine& engine, const EventView& event);

struct Attempt {
    std::uint64_t sent = 0;  // ticks of one counter that all writers share
    std::uint64_t answered = 0;
    AppendOutcome outcome;
};

/// One append and everything its client was told about it.
struct Entry {
    PlannedAppend plan;
    std::vector<ExpectedEvent> expected = events_of(plan);
    std::vector<Attempt> attempts = {};

    /// The first answer `stored`, if there is one.
    [[nodiscard]] const Attempt* stored() const;
    /// The client does not know yet: the last answer says neither stored nor refused, and an attempt may have reached the log.
    [[nodiscard]] bool is_unknown() const;
    /// To be asked again: unknown, turned away because the server was stopping, or undecided because it could not read.
    [[nodiscard]] bool is_to_be_retried() const;
};

/// Sends the append, waits, and writes down what was answered.
void send(Engine& engine, Entry& entry, std::atomic<std::uint64_t>& tick);

struct WrittenTogether {
    explicit WrittenTogether(std::atomic<std::uint64_t>& shared_tick) : tick(shared_tick) {}

    std::atomic<std::uint64_t>& tick;  // the order of what was sent and answered, over all writers that are compared
    std::mutex mutex;
    std::vector<StreamId> open_cases;  // as acknowledged
};

struct WorkloadShape {
    std::uint64_t run = 0;  // makes ids of different runs different
    std::size_t text_bytes_max = 200;
    bool sealed = true;
};

class Writer {
  public:
    Writer(std::uint64_t number, WorkloadShape shape, Dice dice, WrittenTogether& together);

    /// Sends `count` appends one after the other; stops early when the engine does.
    void work(Engine& engine, std::size_t count);
    /// Asks again for what is not known; leaves some for later by the dice unless `all`.
    void retry(Engine& engine, bool all);
    [[nodiscard]] const std::vector<Entry>& ledger() const { return ledger_; }

  private:
    [[nodiscard]] PlannedAppend plan();
    [[nodiscard]] PlannedEvent event(EventKind kind);
    [[nodiscard]] std::optional<StreamId> an_open_case();
    [[nodiscard]] StreamId fresh_stream(StreamKind kind);
    void send_and_remember(Engine& engine, Entry& entry);

    std::uint64_t number_;
    WorkloadShape shape_;
    Dice dice_;
    WrittenTogether& together_;
    std::uint64_t numbers_used_ = 0;
    std::vector<Entry> ledger_;
    std::map<StreamId, StreamVersion> believed_;
};

}  // namespace forloeb::faults
