// What a case's own events say of who may come near it: relations with their dates, the responsible unit, its KLE subjects.
// Folded by the same facts as every view and measure (projections/case_facts), so that a page that names the coordinator and
// the policy that lets the coordinator in cannot disagree. Pure; any thread.
#pragma once

#include "engine/read/fold.hpp"
#include "projections/case_facts/case_facts.hpp"
#include "server/access/access.hpp"

namespace forloeb {

/// Everything but broken glass and restrictions, which stand in governance streams.
[[nodiscard]] CaseAccess case_access_of(const facts::CaseFacts& facts, const History& history);

}  // namespace forloeb
