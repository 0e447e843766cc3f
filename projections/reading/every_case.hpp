// The facts of every case as of two clocks, one case after the other, all from the same prefix of the log: what answers
// across cases are made of where stored rows cannot serve. Reads every case once; memory stays that of one case.
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

/// `visit` is called for each case of which something is known, in the order of their ids. A case that cannot be read is
/// listed and the rest goes on; an error of the storage ends it.
[[nodiscard]] Result<EveryCase> visit_every_case(const Engine& engine, const AsOf& as_of,
                                                 const std::function<void(const facts::CaseFacts&)>& visit);

}  // namespace forloeb
