// What the sequencer knows of the streams it is writing: newest version and leaf, and for the rules the folded state.
// A bounded cache over the store; uncommitted events are in it, so a group that is not accepted makes it forget all.
// Append thread only.
#pragma once

#include <unordered_map>

#include "engine/read/reader.hpp"
#include "engine/rules/rules.hpp"

namespace forloeb {

struct StreamHead {
    StreamVersion version;
    Hash newest_leaf{};  // hash of the newest leaf record; zero if there is none
    CaseState state;
    std::uint64_t last_used = 0;
};

class StreamHeads {
  public:
    explicit StreamHeads(const Store& store) : reader_(store) {}

    /// The head of a stream with its state; valid until trim() or forget_all().
    [[nodiscard]] Result<StreamHead*> load(StreamId stream);
    /// Only the version, without building a state.
    [[nodiscard]] Result<StreamVersion> version(StreamId stream);
    /// Drops what was used least recently until the cache is within its limit. Between groups only.
    void trim();
    void forget_all() { heads_.clear(); }
    /// Batches retracted so far, for states built from now on; the cached ones are dropped.
    void set_retracted_imports(std::vector<Uuid> batches);

  private:
    Reader reader_;
    std::unordered_map<StreamId, StreamHead> heads_;
    std::vector<Uuid> retracted_imports_;
    std::uint64_t uses_ = 0;
    std::uint64_t count_after_ = 0;  // uses until the cache's size is looked at again
};

}  // namespace forloeb
