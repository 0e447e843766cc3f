// The facts of every evaluation project as of two clocks, from one prefix of the log. There are few; each is read whole.
#pragma once

#include <functional>

#include "engine/engine.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

/// Among the events below `known`, in the order of the projects' ids. A project that cannot be read ends it: without its
/// design no answer of its can be judged.
[[nodiscard]] Status visit_every_project(const Engine& engine, const AsOf& as_of, Position known,
                                         const std::function<void(const facts::ProjectFacts&)>& visit);

}  // namespace forloeb
