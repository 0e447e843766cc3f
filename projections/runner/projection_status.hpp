// How a projection stands, as an answer.
#pragma once

#include "projections/runner/follower.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// Without the number of its rows and their digest, which take reading them all.
[[nodiscard]] Status fill_projection_status(const Engine& engine, Follower& follower, answers::ProjectionStatus::Builder out);

}  // namespace forloeb
