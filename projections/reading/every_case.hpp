// The facts of every case as of two clocks, all from the same prefix of the log: what answers across cases are made of
// where stored rows cannot serve. Reads every case once, in one sequential pass, and folds them on every core; memory stays
// that of some pieces of the log.
#pragma once

#include <functional>
#include <vector>

#include "engine/engine.hpp"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

struct UnreadableCase {
    Uuid case_id;
    Error error;
};

struct EveryCase {
    Position known;  // P(K)
    std::vector<UnreadableCase> unreadable;
};

/// `visit` is called for each case of which something is known, one after the other in the order of their ids, on any
/// thread. A case with an event that cannot be read is listed and the rest goes on; an error of the storage ends it.
[[nodiscard]] Result<EveryCase> visit_every_case(const Engine& engine, const AsOf& as_of,
                                                 const std::function<void(const facts::CaseFacts&)>& visit);

// ---- for whoever else visits cases ----

/// Nothing: nothing of the case was known then.
using FactsIfKnown = Result<std::optional<facts::CaseFacts>>;
[[nodiscard]] FactsIfKnown facts_below(const Engine& engine, const Uuid& case_id, const AsOf& as_of, Position head);
/// Visits the case, or lists it if it cannot be read; any other error is handed on.
[[nodiscard]] Status visit_or_list(const Uuid& case_id, FactsIfKnown facts, const std::function<void(const facts::CaseFacts&)>& visit,
                                   std::vector<UnreadableCase>& unreadable);

}  // namespace forloeb
