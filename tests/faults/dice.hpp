// The only source of chance in the fault tests: the same seed throws the same numbers on every machine (SplitMix64, Steele
// and others 2014). Not for keys. One thread; give each thread its own by fork().
#pragma once

#include <cstdint>

namespace forloeb::faults {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    /// 0 .. bound-1; bound > 0.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    /// low .. high, both included.
    std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
    bool chance(unsigned percent) { return below(100) < percent; }
    [[nodiscard]] Dice fork() { return Dice(next()); }

  private:
    std::uint64_t state_;
};

}  // namespace forloeb::faults
