// Was a decision discussed before the citizen got it (M14, R6)? With at least one other unit or a specialist, after the
// first draft and before it was issued. Pure; any thread.
#pragma once

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

/// Unknown if no draft was recorded: nobody can say that a discussion came after it.
[[nodiscard]] Answer discussed_before_issue(const facts::Decision& decision);

}  // namespace forloeb
