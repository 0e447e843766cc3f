#include "server/protocol/frame.hpp"

#include <algorithm>

namespace forloeb {
namespace {

capnp::ReaderOptions reader_options(std::size_t words) {
    capnp::ReaderOptions options;
    // Fields are read a few times over (checked, split by class, made canonical), never hundreds of times: that would
    // be a small frame whose pointers make it large.
    options.traversalLimitInWords = 8 * words + 1024;
    options.nestingLimit = 4 * limits::nesting_depth_max;
    return options;
}

}  // namespace

FrameBuilder::FrameBuilder(std::uint64_t corr, std::size_t words_hint)
    : message_(static_cast<capnp::uint>(std::clamp<std::size_t>(words_hint, 16, limits::frame_bytes_max / sizeof(capnp::word)))),
      root_(message_.initRoot<wire::Frame>()) {
    root_.setCorr(corr);
}

WireFrame FrameBuilder::finish() { return WireFrame(capnp::messageToFlatArray(message_)); }

FrameReader::FrameReader(WireFrame bytes)
    : bytes_(std::move(bytes)), reader_(bytes_.words(), reader_options(bytes_.words().size())) {}

}  // namespace forloeb
