// A request put to a server over its socket, or to the handlers in this process: whoever gathers evidence does not know which.
// One thread.
#pragma once

#include <functional>
#include <memory>

#include "events/vocabulary/result.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// The frame that came back, an `error` too; an error of its own if none came.
using AskFrame = std::function<Result<WireFrame>(FrameBuilder& request)>;

/// A reply of the kind that was asked for, or the error it says; `unsupported` for any other kind.
[[nodiscard]] Result<std::unique_ptr<FrameReader>> ask_for(const AskFrame& ask, FrameBuilder& request, wire::Frame::Which expected);

}  // namespace forloeb
