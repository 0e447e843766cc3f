// The secret of one subject, class and generation as the root of a tree, whose leaves are the secrets of single events: so
// that one event's text can be made unreadable and all the others stay (a puncturable pseudo-random function, after Goldreich,
// Goldwasser and Micali, 1986).
//
//   leaf of an event   the path of its id's last 32 bits, eight steps of four bits
//   one step           child = HChaCha20(key = node, input = "forloeb node" | depth 1 | digit 1 | 0 0)
//
// Taking an event out replaces the node above it by the 15 siblings of each step down: from them nothing leads to its leaf.
// Two events of one subject and class have the same leaf in one of 2^32 pairs; then both go. Values; one thread each.
#pragma once

#include <optional>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

using Secret = std::array<Byte, 32>;

class EventKeys {
  public:
    explicit EventKeys(const Secret& root);
    ~EventKeys();
    EventKeys(const EventKeys&) = default;
    EventKeys& operator=(const EventKeys&) = default;
    EventKeys(EventKeys&&) noexcept = default;
    EventKeys& operator=(EventKeys&&) noexcept = default;

    /// Empty if the event was taken out.
    [[nodiscard]] std::optional<Secret> of(const Uuid& event) const;
    /// False if it was taken out before.
    bool take_out(const Uuid& event);
    /// The root itself; empty once an event was taken out.
    [[nodiscard]] std::optional<Secret> root() const;

    /// count x ( depth 1 | path 4 | secret 32 )
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<EventKeys> decode(ByteSpan bytes);

  private:
    struct Node {
        std::uint8_t depth = 0;   // 0 = root, 8 = leaf
        std::uint32_t path = 0;   // the digits so far, left-aligned
        Secret secret{};
    };
    EventKeys() = default;
    [[nodiscard]] std::vector<Node>::const_iterator above(std::uint32_t path) const;

    std::vector<Node> nodes_;
};

}  // namespace forloeb
