// The benchmark's events: cases of twelve events, an opening and eleven contacts with a sealed note. The same run gives
// the same events, and no two loads of a directory share an id. Values; any thread.
#pragma once

#include "events/vocabulary/ids.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb::bench {

inline constexpr std::uint64_t events_per_case = 12;

/// One load's own ids and events.
struct MadeUp {
    std::uint64_t seed = 0;  // no two loads of one directory may share it

    /// A case of this load, by its number.
    [[nodiscard]] StreamId stream(std::uint64_t number) const;
    [[nodiscard]] Uuid append_id(std::uint64_t number) const;
    /// The case's `ordinal`-th event: 0 opens it, the others are contacts.
    void write_event(ProposedEvent::Builder out, std::uint64_t ordinal) const;
    /// An append of events [first, first + count) to one case.
    void write_append(wire::Append::Builder out, std::uint64_t append, std::uint64_t stream, std::uint64_t first,
                      std::uint64_t count) const;
};

}  // namespace forloeb::bench
