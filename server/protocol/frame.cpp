#include "server/protocol/frame.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

// The segment table is little-endian, and written as this machine writes numbers.
static_assert(std::endian::native == std::endian::little);

namespace forloeb {
namespace {

constexpr std::size_t segment_words_min = 16;

capnp::ReaderOptions reader_options(std::size_t words) {
    capnp::ReaderOptions options;
    // Fields are read a few times over (checked, split by class, made canonical), never hundreds of times: that would
    // be a small frame whose pointers make it large.
    options.traversalLimitInWords = 8 * words + 1024;
    options.nestingLimit = 4 * limits::nesting_depth_max;
    return options;
}

}  // namespace

wire::Frame::Builder FrameBuilder::frame() {
    if (begun_) return getRoot<wire::Frame>();
    begun_ = true;
    auto root = initRoot<wire::Frame>();
    root.setCorr(corr_);
    return root;
}

// Each as large as all before it together, once the expectation is exceeded.
kj::ArrayPtr<capnp::word> FrameBuilder::allocateSegment(capnp::uint words_min) {
    words_ = std::max<std::size_t>(words_min, std::clamp(words_, segment_words_min, limits::frame_bytes_max / sizeof(capnp::word)));
    const std::size_t table = segments_.empty() ? 1 : 0;
    auto words = kj::heapArray<capnp::word>(table + words_);
    std::memset(words.asBytes().begin(), 0, words.asBytes().size());
    if (!segments_.empty()) words_ *= 2;
    segments_.push_back(kj::mv(words));
    return segments_.back().slice(table, segments_.back().size());
}

WireFrame FrameBuilder::finish() {
    std::ignore = frame();  // also if nothing was put into it
    const auto built = getSegmentsForOutput();
    if (built.size() > 1) return WireFrame(capnp::messageToFlatArray(built));
    // The table of one segment: their number minus one, then the words of the one.
    const std::uint64_t table = std::uint64_t{built[0].size()} << 32;
    std::memcpy(segments_[0].asBytes().begin(), &table, sizeof table);
    return WireFrame(kj::mv(segments_[0]), 1 + built[0].size());
}

FrameReader::FrameReader(WireFrame bytes)
    : bytes_(std::move(bytes)), reader_(bytes_.words(), reader_options(bytes_.words().size())) {}

}  // namespace forloeb
