// Which citizen a case is about, as far as its opening says: whom the sealed parts of its events concern. A bounded memory
// over the store, so that an append need not read its case.
//
// Openings under way count as well, so that what a writer sends right behind its opening is sealed for the citizen. They
// may yet be refused, and a correction may come between: an answer is a good guess, and the sequencer, which knows, has the
// parts sealed again where it was wrong (PreparedWrite::sealed_for).
//
// Any thread asks and expects; the append thread tells what became durable.
#pragma once

#include <mutex>
#include <unordered_map>

#include "engine/log/group.hpp"
#include "engine/read/reader.hpp"

namespace forloeb {

/// The citizen that an event names as its case's: an opening's, or a corrected opening's; nil if that names nobody. Empty
/// for other events. May throw kj::Exception on an event that was not checked.
[[nodiscard]] std::optional<Uuid> subject_named_by(const EventType& type, capnp::AnyPointer::Reader payload);

/// Whom the parts of a case's events concern where they name nobody: its citizen, or the case itself.
[[nodiscard]] inline Uuid subject_or_stream(const Uuid& subject, StreamId stream) { return subject.is_nil() ? stream.id : subject; }

class CaseSubjects {
  public:
    explicit CaseSubjects(const Store& store) : reader_(store) {}

    /// Nil if the case is not opened yet, or its opening names nobody.
    [[nodiscard]] Result<Uuid> of(StreamId stream) const;
    /// An append under way opens the case for this citizen. Says nothing against what is known.
    void expect(StreamId stream, const Uuid& subject) const;
    /// What a case is about, by somebody who knows.
    void learn(StreamId stream, const Uuid& subject);
    /// A group that is durable now. Called by the append thread, in order.
    void learn(const Group& group);

  private:
    struct Found {
        Uuid subject;
        bool opened = false;  // there is an opening to go by: until then the next event may be it
    };
    [[nodiscard]] Result<Found> read(StreamId stream) const;
    void remember(StreamId stream, const Uuid& subject) const;  // under the mutex

    Reader reader_;
    mutable std::mutex mutex_;  // guards what follows
    mutable std::unordered_map<StreamId, Uuid> subjects_;
    std::uint64_t corrections_ = 0;  // learnt so far: what was read before one of them is not remembered
};

}  // namespace forloeb
