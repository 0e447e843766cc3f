// One case as of two clocks, read for an answer: the history, the facts folded from it, and the way from a fact back to
// the event it rests on. One thread; lives as long as the answer is being built.
#pragma once

#include <memory>
#include <unordered_map>

#include "engine/engine.hpp"
#include "events/codec/id16.hpp"
#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/case_time.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// A stream as of two clocks among the events below `head`: all cases of one answer are read from the same prefix.
[[nodiscard]] Result<History> history_below(const Engine& engine, StreamId stream, const AsOf& as_of, Position head);
/// The same for who reads many, one after the other.
[[nodiscard]] Result<History> history_below(const Engine& engine, StreamFinder& finder, StreamId stream, const AsOf& as_of, Position head);

class CaseReading {
  public:
    /// `not_found` if nobody has written to the case, or nothing of it was known by then. For an audience other than
    /// internal the facts are those of its events alone.
    [[nodiscard]] static Result<CaseReading> open(const Engine& engine, const Uuid& case_id, const AsOf& as_of,
                                                  Audience audience = Audience::INTERNAL);

    [[nodiscard]] const History& history() const { return history_; }
    [[nodiscard]] const facts::CaseFacts& facts() const { return facts_; }
    /// The event in force at this version; nullptr if it is not in force.
    [[nodiscard]] const EffectiveEvent* event(const Told& told) const;
    /// What the answer's "today" is: O, or the engine's clock.
    [[nodiscard]] const Observed& observed() const { return observed_; }

  private:
    History history_;
    facts::CaseFacts facts_;
    Observed observed_{};
    std::unordered_map<std::uint64_t, const EffectiveEvent*> by_version_;
};

/// The echo of an answer (known: how much of the log was considered).
void write_as_of(answers::AsOf::Builder out, const Engine& engine, const AsOf& as_of, Position known);

}  // namespace forloeb
