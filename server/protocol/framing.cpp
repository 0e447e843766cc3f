#include "server/protocol/framing.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace forloeb {
namespace {

constexpr std::size_t word_bytes = sizeof(capnp::word);
constexpr std::size_t first_storage_bytes = 4096;

std::uint32_t little_endian_u32(const Byte* data) {
    return static_cast<std::uint32_t>(data[0]) | static_cast<std::uint32_t>(data[1]) << 8 |
           static_cast<std::uint32_t>(data[2]) << 16 | static_cast<std::uint32_t>(data[3]) << 24;
}

/// Bytes of the table of `segments` segments: one count, one size each, padded to words.
std::size_t table_bytes(std::size_t segments) { return (segments / 2 + 1) * word_bytes; }

}  // namespace

// How many bytes are needed before anything more can be said: the first count, then the table, then the frame.
std::size_t FrameSplitter::known_size() const {
    if (whole_ != 0) return whole_;
    if (filled_ < sizeof(std::uint32_t)) return sizeof(std::uint32_t);
    const auto* start = reinterpret_cast<const Byte*>(storage_.begin());
    return table_bytes(std::size_t{little_endian_u32(start)} + 1);
}

Status FrameSplitter::check_table() {
    const auto* start = reinterpret_cast<const Byte*>(storage_.begin());
    const std::uint64_t segments = std::uint64_t{little_endian_u32(start)} + 1;
    if (segments > limits_.segments_max)
        return fail(ErrorKind::invalid, "A frame announces " + std::to_string(segments) + " segments; at most " +
                                            std::to_string(limits_.segments_max) + " are taken. Build it with fewer, larger segments.");
    const std::size_t table = table_bytes(segments);
    if (filled_ < table) return {};
    std::uint64_t words = 0;
    for (std::uint64_t i = 1; i <= segments; ++i) words += little_endian_u32(start + i * sizeof(std::uint32_t));
    const std::uint64_t bytes = table + words * word_bytes;  // at most 2^4 * 2^35: no overflow
    if (bytes > limits_.bytes_max)
        return fail(ErrorKind::invalid, "A frame announces " + std::to_string(bytes) + " bytes; at most " +
                                            std::to_string(limits_.bytes_max) + " are taken here. Send it in parts.");
    whole_ = static_cast<std::size_t>(bytes);
    return {};
}

void FrameSplitter::reserve(std::size_t bytes) {
    if (bytes <= held()) return;
    const std::size_t ceiling = whole_ != 0 ? whole_ : bytes;
    const std::size_t wanted = std::min(std::max(bytes * 2, first_storage_bytes), ceiling);
    auto larger = kj::heapArray<capnp::word>((wanted + word_bytes - 1) / word_bytes);
    if (filled_ != 0) std::memcpy(larger.begin(), storage_.begin(), filled_);
    storage_ = kj::mv(larger);
}

Result<std::optional<WireFrame>> FrameSplitter::next(ByteSpan& bytes) {
    if (refused_) return fail(ErrorKind::invalid, "This connection broke the framing before; open a new one.");
    while (!bytes.empty()) {
        const std::size_t take = std::min(known_size() - filled_, bytes.size());
        reserve(filled_ + take);
        std::memcpy(reinterpret_cast<Byte*>(storage_.begin()) + filled_, bytes.data(), take);
        filled_ += take;
        bytes = bytes.subspan(take);
        if (whole_ == 0 && filled_ >= sizeof(std::uint32_t)) {
            if (auto checked = check_table(); !checked) {
                refused_ = true;
                storage_ = nullptr;
                filled_ = 0;
                return tl::make_unexpected(std::move(checked.error()));
            }
        }
        if (whole_ != 0 && filled_ == whole_) {
            // Growth never passes a known size, and a table is held exactly: what is held is exactly the frame.
            WireFrame frame(kj::mv(storage_));
            storage_ = nullptr;
            filled_ = 0;
            whole_ = 0;
            return std::optional<WireFrame>(std::move(frame));
        }
    }
    return std::optional<WireFrame>();
}

}  // namespace forloeb
