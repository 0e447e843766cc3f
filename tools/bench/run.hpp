// The whole benchmark in one folder: baselines and ours in the same run, on the same file system. Blocking; prints nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "tools/bench/baseline.hpp"
#include "tools/bench/figure.hpp"

namespace forloeb::bench {

struct Plan {
    std::filesystem::path folder;    // empty; the caller takes it away
    std::uint64_t appends = 2000;    // of each load
    std::uint64_t scan = 1'000'000;  // values of the raw scan
    std::uint64_t events = 0;        // in the log of the evidence case; 0 = four times the appends
    std::vector<std::string> only;   // names of cases (case_names); empty = all
};

struct Report {
    std::vector<Figure> figures;
    std::vector<Quantity> quantities;
    std::vector<Goal> goals;
    std::size_t event_bytes = 0;  // of one stored event with its leaf, on average: the size of the raw puts
    std::uint64_t events = 0;     // in the log when the projections were rebuilt
    unsigned cores = 0;
    double machine_load = 0;      // runnable threads over the last minute, when it began: others share the machine
    bool interrupted = false;
};

/// The names `only` may hold, in the order they run.
[[nodiscard]] std::vector<std::string> case_names();

/// `now` is told what comes next.
[[nodiscard]] Result<Report> run(const Plan& plan, const Stop& stop, const std::function<void(std::string_view)>& now);

}  // namespace forloeb::bench
