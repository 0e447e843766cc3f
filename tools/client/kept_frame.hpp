// A request that may be sent more than once. One thread at a time.
#pragma once

#include <capnp/message.h>

#include "server/protocol/frame.hpp"

namespace forloeb {

class KeptFrame {
  public:
    explicit KeptFrame(wire::Frame::Reader frame);
    [[nodiscard]] wire::Frame::Reader frame() { return message_.getRoot<wire::Frame>().asReader(); }
    /// Fills an empty frame with the same request.
    void copy_to(FrameBuilder& out);
    /// About how large a frame for it must be.
    [[nodiscard]] std::size_t words() { return static_cast<std::size_t>(frame().totalSize().wordCount) + 16; }
    /// Asking twice does no harm: an append (it has an id), or a request that changes nothing.
    [[nodiscard]] bool may_repeat();

  private:
    capnp::MallocMessageBuilder message_;
};

}  // namespace forloeb
