#include "tests/faults/scale.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace forloeb::faults {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

Scale Scale::chosen() {
    Scale scale;
    const std::string_view word = variable("FORLOEB_FAULTS_SCALE");
    if (word == "ci") {
        scale.power_cuts = 10'000;
        scale.cut_stride = 1;
        scale.recovery_stride = 61;
        scale.call_stride = 3;
        scale.read_stride = 1;
        scale.read_directories = 4;
        scale.disk_full_runs = 8;
        scale.flips = 200;
        scale.other_damage = 20;
        scale.wal_flips = 1000;
        scale.log_rounds = 100;
    } else if (word == "long") {
        scale.power_cuts = 150'000;
        scale.cut_stride = 1;
        scale.recovery_stride = 1;
        scale.call_stride = 1;
        scale.read_stride = 1;
        scale.read_directories = 40;
        scale.disk_full_runs = 125;
        scale.flips = 5000;
        scale.other_damage = 500;
        scale.wal_flips = 10'000;
        scale.log_rounds = 1000;
    } else if (!word.empty() && word != "small") {
        std::fprintf(stderr, "FORLOEB_FAULTS_SCALE is '%s': small, ci or long\n", std::string(word).c_str());
        std::abort();
    }
    if (const std::string_view seed = variable("FORLOEB_FAULTS_SEED"); !seed.empty())
        scale.seed = std::strtoull(seed.data(), nullptr, 10);
    return scale;
}

std::string replay_words(std::uint64_t seed) {
    return "seed " + std::to_string(seed) + ": replay with FORLOEB_FAULTS_SEED=" + std::to_string(seed);
}

}  // namespace forloeb::faults
