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
    Uuid subject;  // the citizen that a case's opening names; nil = nobody yet
    std::uint64_t last_used = 0;
    std::size_t facts_counted = 0;  // what of its state is in the sum that trim() goes by
};

class StreamHeads {
  public:
    explicit StreamHeads(const Store& store, std::size_t facts_max = limits::case_facts_cached_max) : reader_(store), facts_max_(facts_max) {}

    /// The head of a stream with its state; valid until trim() or forget_all().
    [[nodiscard]] Result<StreamHead*> load(StreamId stream);
    /// Only the version, without building a state.
    [[nodiscard]] Result<StreamVersion> version(StreamId stream);
    /// Drops what was used least recently if the states together are beyond the limit. Its cost is in
    /// the streams used since the last call. Between groups only.
    void trim();
    void forget_all();
    /// How many streams are remembered.
    [[nodiscard]] std::size_t size() const { return heads_.size(); }
    /// Batches retracted so far, for states built from now on; the cached ones are dropped.
    void set_retracted_imports(std::vector<Uuid> batches);

  private:
    StreamHead& use(StreamId stream, StreamHead& head);
    void drop_older_half();  // that was used least recently; half at a time, so that the cost is spread over many appends

    Reader reader_;
    std::size_t facts_max_;
    std::unordered_map<StreamId, StreamHead> heads_;
    std::vector<Uuid> retracted_imports_;
    std::uint64_t uses_ = 0;
    std::uint64_t uses_at_trim_ = 0;
    std::vector<StreamId> used_;  // since then: their states may have grown
    std::size_t facts_ = 0;       // in all states, as of then
};

}  // namespace forloeb
