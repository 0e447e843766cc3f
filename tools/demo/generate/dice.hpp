// Chance that is the same on every machine: splitmix64 from a seed, whole numbers only. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "events/vocabulary/bytes.hpp"

namespace forloeb::made {

class Dice {
  public:
    /// Each (seed, use) has its own sequence: one case more changes no other case.
    Dice(std::uint64_t seed, std::uint64_t use) : state_(mix(mix(seed) ^ use)) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        return mix(state_);
    }
    /// True in so many of a hundred.
    bool chance(int of_hundred) { return static_cast<int>(next() % 100) < of_hundred; }
    /// Both ends included.
    int between(int low, int high) { return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1)); }
    template <typename Item>
    const Item& pick(const std::vector<Item>& items) {
        return items[next() % items.size()];
    }
    std::string pick(std::initializer_list<const char*> items) { return items.begin()[next() % items.size()]; }

    std::array<Byte, 10> ten_bytes() {
        std::array<Byte, 10> bytes{};
        for (Byte& byte : bytes) byte = static_cast<Byte>(next());
        return bytes;
    }

  private:
    static std::uint64_t mix(std::uint64_t value) {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
        return value ^ (value >> 31);
    }
    std::uint64_t state_;
};

}  // namespace forloeb::made
