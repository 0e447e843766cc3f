// Building and reading one frame in memory, with our limits. The only place that turns bytes of a peer into readers.
// One thread at a time; a FrameReader is valid while it lives and owns its bytes.
//
// Reading fields of a malformed frame throws kj::Exception: readers of a peer's frame catch it where they are called
// (Session::on_bytes, Handlers::handle, Client).
#pragma once

#include <capnp/message.h>
#include <capnp/serialize.h>

#include <vector>

#include "server/protocol/framing.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// A frame under construction. As long as it fits into what was expected it is built where it will be sent from.
class FrameBuilder : private capnp::MessageBuilder {
  public:
    /// `words_hint`: about how large it will be, so that it stays in one segment.
    explicit FrameBuilder(std::uint64_t corr = 0, std::size_t words_hint = 256) : corr_(corr), words_(words_hint) {}
    /// The same, known better: counts before the first frame().
    void expect(std::size_t bytes) { words_ = bytes / sizeof(capnp::word); }
    [[nodiscard]] wire::Frame::Builder frame();
    /// Once; nothing may be built afterwards.
    [[nodiscard]] WireFrame finish();

  private:
    kj::ArrayPtr<capnp::word> allocateSegment(capnp::uint words_min) override;

    std::uint64_t corr_;
    std::size_t words_;  // of the next segment
    std::vector<kj::Array<capnp::word>> segments_;  // the first with a word in front, for the segment table
    bool begun_ = false;
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
