// How a projection stands, as an answer.
#pragma once

#include "projections/runner/follower.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// `digest` reads all its rows from the disk.
[[nodiscard]] Status fill_projection_status(const Engine& engine, Follower& follower, bool digest, answers::ProjectionStatus::Builder out);

}  // namespace forloeb
