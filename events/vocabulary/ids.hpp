// The identities and orders of the house, each a type of its own so that two bare integers never stand side by side.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// 16 bytes, written as a UUID (RFC 9562). Ids carry no meaning: order is the log's business.
struct Uuid {
    std::array<Byte, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
    [[nodiscard]] std::string text() const;  // 36 characters, lower case
    [[nodiscard]] std::uint64_t high() const { return get_big_endian<std::uint64_t>(bytes.data()); }
    [[nodiscard]] std::uint64_t low() const { return get_big_endian<std::uint64_t>(bytes.data() + 8); }
    [[nodiscard]] static Uuid from_halves(std::uint64_t high, std::uint64_t low);
    /// Accepts the 36-character form, either case; anything else is `invalid`.
    [[nodiscard]] static Result<Uuid> parse(std::string_view text);
    /// UUIDv7: 48 bits of `unix_ms`, the rest from `entropy` (RFC 9562 section 5.7).
    [[nodiscard]] static Uuid v7(std::uint64_t unix_ms, const std::array<Byte, 10>& entropy);
};

/// What a stream tells the history of. The values are stored: never renumber.
enum class StreamKind : std::uint8_t {
    case_ = 1,       // one citizen's coordinated case (sag, forløb)
    person = 2,      // identity of a citizen, party or member of staff
    project = 3,     // an evaluation: design, waves, respondents
    reads = 4,       // who read what: only in the read log (engine/audit/read_log.hpp)
    governance = 5,  // policy, keys, holds, retracted imports
};
[[nodiscard]] std::string_view stream_kind_name(StreamKind kind);
[[nodiscard]] Result<StreamKind> parse_stream_kind(std::string_view name);

struct StreamId {
    StreamKind kind = StreamKind::case_;
    Uuid id;
    auto operator<=>(const StreamId&) const = default;
};

/// An event's place in the whole log: gapless from 0, in commit order, the leaf index of the proof tree.
struct Position {
    std::uint64_t value = 0;
    auto operator<=>(const Position&) const = default;
    [[nodiscard]] Position next() const { return {value + 1}; }
};

/// An event's place in its stream: gapless from 1. Version 0 means "no stream yet", so an expected version is simply
/// the number of events the writer has seen.
struct StreamVersion {
    std::uint64_t value = 0;
    auto operator<=>(const StreamVersion&) const = default;
    [[nodiscard]] StreamVersion next() const { return {value + 1}; }
};

}  // namespace forloeb

template <>
struct std::hash<forloeb::Uuid> {
    std::size_t operator()(const forloeb::Uuid& uuid) const noexcept {
        return static_cast<std::size_t>(uuid.high() * 0x9e3779b97f4a7c15ULL ^ uuid.low());
    }
};
template <>
struct std::hash<forloeb::StreamId> {
    std::size_t operator()(const forloeb::StreamId& stream) const noexcept { return std::hash<forloeb::Uuid>{}(stream.id); }
};
