// Bytes and big-endian integers, as every stored layout of ours writes them. Header only, no state.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace forloeb {

using Byte = std::uint8_t;
using ByteSpan = std::span<const Byte>;
using Hash = std::array<Byte, 32>;  // a SHA-256 value

[[nodiscard]] inline ByteSpan as_bytes(std::string_view text) {
    return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <typename Integer>
void put_big_endian(std::string& out, Integer value) {
    for (int shift = static_cast<int>(sizeof(Integer) - 1) * 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xff));
}

/// Reads an integer at `data`; the caller has checked that sizeof(Integer) bytes are there.
template <typename Integer>
[[nodiscard]] Integer get_big_endian(const Byte* data) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i) value = (value << 8) | data[i];
    return static_cast<Integer>(value);
}

[[nodiscard]] inline std::string to_hex(ByteSpan bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (Byte b : bytes) {
        out.push_back(digits[b >> 4]);
        out.push_back(digits[b & 15]);
    }
    return out;
}

}  // namespace forloeb
