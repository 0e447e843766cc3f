// Any bytes, for those who have no fuzzer: a good input and a thousand spoilt ones made from it, the same on every machine, so
// that the fast suite, and with it the sanitizers, meet what the fuzz targets meet (README.md). With FORLOEB_FUZZ_SEEDS=FOLDER
// the good inputs are written there as well, one folder per target: where a fuzzer begins.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "events/vocabulary/bytes.hpp"
#include "tests/faults/dice.hpp"

namespace forloeb::fuzz {

/// A broken promise ends the program, as a fuzzer wants it.
inline void must(bool holds) {
    if (!holds) std::abort();
}

inline void write_seed(const char* target, std::string_view seed) {
    const char* folder = std::getenv("FORLOEB_FUZZ_SEEDS");
    if (folder == nullptr) return;
    const std::filesystem::path place = std::filesystem::path(folder) / target;
    std::filesystem::create_directories(place);
    std::ofstream(place / std::to_string(std::hash<std::string_view>()(seed)), std::ios::binary) << seed;
}

/// Some 1,000 times: a byte changed, the end cut off, a piece removed or put elsewhere once more. Of a long input every n-th place.
template <typename Feed>
void feed_changed(const char* target, std::string_view seed, const Feed& feed) {
    static constexpr int changes[] = {1, 0x0b, 0x20, 0x80, 0xff, 4};
    write_seed(target, seed);
    feed(as_bytes(seed));
    const std::size_t step = seed.size() / 400 + 1;
    std::string changed(seed);
    for (std::size_t at = 0; at < seed.size(); at += step) {
        feed(as_bytes(seed).first(at));
        changed[at] = static_cast<char>(changed[at] ^ changes[at / step % 6]);
        feed(as_bytes(changed));
        changed[at] = seed[at];
    }
    faults::Dice dice(seed.size());
    for (int i = 0; i < 200 && !seed.empty(); ++i) {
        const std::size_t from = dice.below(seed.size()), size = 1 + dice.below(seed.size() - from);
        std::string other(seed);
        if (dice.chance(50)) {
            other.erase(from, size);
        } else {
            other.insert(dice.below(seed.size()), seed.substr(from, size));
        }
        feed(as_bytes(other));
    }
}

}  // namespace forloeb::fuzz
