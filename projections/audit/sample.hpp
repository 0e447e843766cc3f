// Which records of the read log an audit looks at: chosen by a root that was signed before anybody knew them, so that nobody
// can choose the sample, and whoever has the root and the records gets the same one. Pure; any thread.
#pragma once

#include "engine/proof/sha256.hpp"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

inline constexpr std::uint32_t sample_of = 1'000'000;

/// The first 8 bytes, big-endian, of SHA-256("forloeb audit sample v1" | root | position as 8 bytes, big-endian), modulo
/// 1,000,000, are below `per_million`.
[[nodiscard]] inline bool in_sample(const Hash& root, Position position, std::uint32_t per_million) {
    std::string place;
    put_big_endian(place, position.value);
    const Hash drawn = sha256({as_bytes(std::string_view("forloeb audit sample v1")), ByteSpan(root), as_bytes(place)});
    return get_big_endian<std::uint64_t>(drawn.data()) % sample_of < per_million;
}

}  // namespace forloeb
