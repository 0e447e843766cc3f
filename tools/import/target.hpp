// Where an import goes: what the importer needs of a case store and nothing more, so that it runs on an engine in this
// process, through a socket, and on a store in memory in tests. Asks in batches, for a socket answers one question as
// slowly as a thousand.
//
// One thread. Calls may wait; append returns when the append has been handed over, not when it is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/append/request.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// What a case has of one source already, retracted imports left out.
struct RecordedCase {
    StreamId stream;
    StreamVersion version;                                     // of the stream, whoever wrote it
    std::unordered_map<std::uint32_t, std::uint64_t> events;   // source position -> digest
    std::optional<std::uint64_t> opening;                      // digest of the synthesised opening
    std::unordered_map<std::string, std::uint64_t> deadlines;  // reference -> digest of the synthesised deadlines

    /// Notes an event of the stream. `retracted` holds the batches that no longer count.
    void note(StreamVersion at, const EventType& type, Envelope::Reader envelope, capnp::AnyPointer::Reader payload,
              std::string_view system, const std::vector<Uuid>& retracted);
};

/// An event ready to be stored: checked here, so that a refused row is known by its line before anything is sent.
struct ReadyEvent {
    Message proposal;      // the whole ProposedEvent, for a door that checks again
    CheckedEvent checked;  // the same, taken apart, for the engine in this process

    [[nodiscard]] std::size_t bytes() const { return proposal.bytes().size(); }
};

struct StreamWrite {
    StreamId stream;
    std::optional<StreamVersion> expected;  // none = whatever stands there
    std::optional<IdentifierBinding> binding;
    std::vector<ReadyEvent> events;
};

struct ImportAppend {
    Uuid append_id;
    std::vector<StreamWrite> writes;

    [[nodiscard]] std::size_t bytes() const;
};

class ImportTarget {
  public:
    virtual ~ImportTarget() = default;

    /// The streams bound to identifiers, in the order asked; at most limits::identifiers_asked_max.
    [[nodiscard]] virtual Result<std::vector<std::optional<StreamId>>> find_streams(
        const std::string& scope, const std::vector<std::string>& identifiers) = 0;
    [[nodiscard]] virtual Result<RecordedCase> recorded(StreamId stream, const std::string& system) = 0;
    /// Stable pseudonyms for a source's own names of actors, in the order asked.
    [[nodiscard]] virtual Result<std::vector<std::string>> pseudonyms(const std::string& scope,
                                                                      const std::vector<std::string>& names) = 0;
    /// Keyed digests, in the order asked.
    [[nodiscard]] virtual Result<std::vector<std::uint64_t>> digests(const std::vector<std::string>& inputs) = 0;
    [[nodiscard]] virtual Uuid new_id() = 0;
    [[nodiscard]] virtual Instant now() = 0;

    /// Hands over one atomic append of imported history; waits while too many are under way. Appends take effect in the
    /// order they are handed over. Returns the first failure of any append so far: then nothing more may be sent.
    [[nodiscard]] virtual Status append(ImportAppend append) = 0;
    /// Waits until all are answered. Returns the first failure of any append so far.
    [[nodiscard]] virtual Status drain() = 0;
    /// Events stored through this target, as far as answered.
    [[nodiscard]] virtual std::uint64_t stored_events() const = 0;

    /// Does any event carry this import batch?
    [[nodiscard]] virtual Result<bool> has_batch(const Uuid& batch) = 0;
    [[nodiscard]] virtual Result<std::vector<Uuid>> retracted_batches() = 0;
};

}  // namespace forloeb
