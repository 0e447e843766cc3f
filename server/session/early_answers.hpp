// What a request is answered with that is not carried through: cancelled, late, or asked of a server that stops. Pure; any
// thread.
#pragma once

#include "server/protocol/problem.hpp"

namespace forloeb {

[[nodiscard]] inline Error stopping_error() { return {ErrorKind::unavailable, "The server is stopping; connect again later.", {}, {}}; }

[[nodiscard]] inline Error too_late() {
    return {ErrorKind::unavailable, "The answer was not there by the request's deadline; ask again, with more time if this lasts.", "deadlineMs", {}};
}

[[nodiscard]] inline Error not_so_far() {
    return {ErrorKind::unavailable, "The log has not come to the position that was asked for in time; ask again later.", "atLeast", {}};
}

/// Its code is not an ErrorKind: nothing went wrong.
[[nodiscard]] inline WireFrame cancelled_frame(std::uint64_t corr) {
    FrameBuilder builder(corr, 64);
    auto problem = builder.frame().initError();
    problem.setCode(wire::ErrorCode::CANCELLED);
    problem.setRetry(wire::Retry::NO);
    problem.setMessage("Cancelled, as you asked.");
    return builder.finish();
}

}  // namespace forloeb
