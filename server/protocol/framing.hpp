// Cap'n Proto's standard stream framing ("Serialization over a Stream"): bytes in, whole frames out.
//
//   count-1   u32 little-endian       number of segments minus one
//   size[i]   u32 little-endian       words of segment i, for each segment
//   padding   4 bytes                 if the table would not be whole words
//   segments  8-byte words, in order
//
// The splitter refuses what it will not hold before it allocates for it: too many segments (0xFFFFFFFF means 2^32 of
// them), too many bytes. Storage grows with the bytes that arrived, never with the bytes announced. Pure; one thread.
//
// It does not look into the segments: what is in a frame is checked by whoever reads it, under FrameReader's limits.
#pragma once

#include <capnp/common.h>
#include <kj/array.h>

#include <optional>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// One whole frame as it goes over the wire, segment table included; aligned. Movable bytes, nothing else.
class WireFrame {
  public:
    WireFrame() = default;
    explicit WireFrame(kj::Array<capnp::word> words) : words_(kj::mv(words)), count_(words_.size()) {}
    /// The first `count` of the words; there may be more.
    WireFrame(kj::Array<capnp::word> words, std::size_t count) : words_(kj::mv(words)), count_(count) {}

    [[nodiscard]] ByteSpan bytes() const {
        const auto raw = words().asBytes();
        return {raw.begin(), raw.size()};
    }
    [[nodiscard]] std::size_t size() const { return count_ * sizeof(capnp::word); }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] kj::ArrayPtr<const capnp::word> words() const { return words_.slice(0, count_); }

  private:
    kj::Array<capnp::word> words_;
    std::size_t count_ = 0;
};

struct FrameLimits {
    std::size_t bytes_max = limits::frame_bytes_max;             // the whole frame, segment table included
    std::uint32_t segments_max = limits::frame_segments_max;
};

class FrameSplitter {
  public:
    explicit FrameSplitter(FrameLimits limits = {}) : limits_(limits) {}

    /// Takes bytes off the front of `bytes` until a frame is whole or they are used up, so that the caller can act on one
    /// frame (hello raises the limits) before the next is looked at. `invalid` names the limit that the stream breaks;
    /// after that the splitter takes nothing more.
    [[nodiscard]] Result<std::optional<WireFrame>> next(ByteSpan& bytes);

    /// Bytes of the frame that is not whole yet; 0 between frames.
    [[nodiscard]] std::size_t pending() const { return filled_; }
    /// Bytes held in memory for it.
    [[nodiscard]] std::size_t held() const { return storage_.size() * sizeof(capnp::word); }
    /// Another limit from the next frame on (before hello it is lower).
    void set_limits(FrameLimits limits) { limits_ = limits; }

  private:
    [[nodiscard]] std::size_t known_size() const;
    [[nodiscard]] Status check_table();
    void reserve(std::size_t bytes);

    FrameLimits limits_;
    kj::Array<capnp::word> storage_;
    std::size_t filled_ = 0;  // bytes in storage_
    std::size_t whole_ = 0;   // size of the frame under way, once its table is there; 0 before
    bool refused_ = false;
};

}  // namespace forloeb
