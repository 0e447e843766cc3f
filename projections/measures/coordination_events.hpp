// What counts as coordination (G10; projections/README.md): a versioned list of event types. Imported and synthesised
// events never count, for what a source system calls things is not ours to read. Pure; any thread.
#pragma once

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

/// Raised when a type is added or taken away; M19 and M26 name it in their definition.
inline constexpr int coordination_list_version = 1;

[[nodiscard]] bool is_coordination(const facts::Act& act);

}  // namespace forloeb
