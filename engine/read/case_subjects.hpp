// Which citizen a case is about, as far as its opening says: whom the sealed parts of its events concern. A bounded memory
// over the store, so that an append need not read its case.
//
// Any thread asks; the append thread tells what became durable.
#pragma once

#include <mutex>
#include <unordered_map>

#include "engine/log/group.hpp"
#include "engine/read/reader.hpp"

namespace forloeb {

class CaseSubjects {
  public:
    explicit CaseSubjects(const Store& store) : reader_(store) {}

    /// Nil if the case is not opened yet, or its opening names nobody.
    [[nodiscard]] Result<Uuid> of(StreamId stream) const;
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
