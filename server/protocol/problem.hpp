// Error <-> wire::Problem, and what to do about each kind. Pure; any thread.
#pragma once

#include "server/protocol/frame.hpp"

namespace forloeb {

[[nodiscard]] wire::ErrorCode wire_code(ErrorKind kind);
[[nodiscard]] wire::Retry retry_advice(ErrorKind kind);

void write_problem(wire::Problem::Builder out, const Error& error);
[[nodiscard]] Error read_problem(wire::Problem::Reader problem);

/// A whole `error` frame; `corr` 0 = about the connection.
[[nodiscard]] WireFrame error_frame(std::uint64_t corr, const Error& error);

}  // namespace forloeb
