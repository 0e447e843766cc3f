// A synthetic event log of a Danish municipality, made from a seed: for the demo, the tests and the README. Nobody in it
// exists; the log says so itself, and holds no number that could be a CPR number.
//
// The same options give the same bytes on every machine. Pure but for the writer it is handed; any thread. Memory: one
// case.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace forloeb::xes {

struct GenerateOptions {
    std::uint64_t seed = 1;
    std::uint32_t cases = 100;
    std::uint32_t events_per_case = 12;        // on average; at least 2 in each
    std::uint32_t late_per_hundred = 20;       // events entered more than a day after they happened
    std::uint32_t ties_per_hundred = 8;        // events at the same time as the one before
    std::uint32_t deadlines_per_hundred = 70;  // cases with a deadline
};

/// What was put into the log, for whoever checks an answer against it.
struct Generated {
    std::uint64_t cases = 0;
    std::uint64_t events = 0;
    std::uint64_t ties = 0;
    std::uint64_t late_entries = 0;
    std::uint64_t deadlines = 0;
    std::uint64_t deadlines_passed = 0;  // cases whose last event lies after their deadline
    std::uint64_t notes = 0;             // events with a text about the case
};

Generated generate(const GenerateOptions& options, const std::function<void(std::string_view)>& write);

}  // namespace forloeb::xes
