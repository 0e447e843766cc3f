// Building and reading one frame in memory, with our limits. The only place that turns bytes of a peer into readers.
// One thread at a time; a FrameReader is valid while it lives and owns its bytes.
//
// Reading fields of a malformed frame throws kj::Exception: readers of a peer's frame catch it where they are called
// (Session::on_bytes, Handlers::handle, Client).
#pragma once

#include <capnp/message.h>
#include <capnp/serialize.h>

#include "server/protocol/framing.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// A frame under construction.
class FrameBuilder {
  public:
    /// `words_hint`: about how large it will be, so that it stays in one segment.
    explicit FrameBuilder(std::uint64_t corr = 0, std::size_t words_hint = 256);
    [[nodiscard]] wire::Frame::Builder frame() { return root_; }
    [[nodiscard]] WireFrame finish();

  private:
    capnp::MallocMessageBuilder message_;
    wire::Frame::Builder root_;
};

/// A peer's frame. Traversal limited to a small multiple of its size, nesting to what our events need.
class FrameReader {
  public:
    explicit FrameReader(WireFrame bytes);
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;
    [[nodiscard]] wire::Frame::Reader frame() { return reader_.getRoot<wire::Frame>(); }
    /// Gives the bytes back; nothing may be read through this afterwards.
    [[nodiscard]] WireFrame release() { return std::move(bytes_); }

  private:
    WireFrame bytes_;
    capnp::FlatArrayMessageReader reader_;
};

}  // namespace forloeb
