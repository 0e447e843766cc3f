// What every case of the benchmark shares: the server under measurement, and the report it writes into. A case is one
// function in one file; it runs its baseline right before its own load, so that both meet the machine as it is then.
//
// One thread. The server runs in this process, on its own threads, and is talked to over its Unix socket.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/server.hpp"
#include "tools/bench/run.hpp"

namespace forloeb::bench {

class Bench {
  public:
    Bench(const Plan& plan, const Stop& stop, const std::function<void(std::string_view)>& now)
        : plan_(plan), stop_(stop), now_(now) {}

    /// Starts the server and weighs the made-up events.
    [[nodiscard]] Status start();
    [[nodiscard]] Report finish();

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const Stop& stop() const { return stop_; }
    [[nodiscard]] Server& server() { return *server_; }
    [[nodiscard]] const Endpoint& endpoint() const { return server_->endpoints().front(); }
    [[nodiscard]] std::size_t event_bytes() const { return report_.event_bytes; }
    /// A number that no other load of this run has.
    [[nodiscard]] std::uint64_t next_seed() { return ++seed_; }
    /// Events appended by all cases so far.
    [[nodiscard]] std::uint64_t events() const { return server_ ? server_->engine().head().next.value : report_.events; }
    /// Stops the server; no case that needs it may follow.
    void close();

    void tell(std::string_view what) const { now_(what); }
    void add(Figure figure) { report_.figures.push_back(std::move(figure)); }
    void add(Quantity quantity) { report_.quantities.push_back(std::move(quantity)); }
    /// Nothing when the run is being stopped: half a measurement proves nothing.
    void add(Goal goal);
    /// A figure that was added before, by its name; nullptr if its case was not asked for.
    [[nodiscard]] const Figure* find(std::string_view name) const;
    /// The same for a figure of the case itself; aborts if there is none.
    [[nodiscard]] const Figure& figure(std::string_view name) const;
    /// Operations per second, of the first to the second.
    [[nodiscard]] double rate_ratio(std::string_view ours, std::string_view baseline) const;
    [[nodiscard]] double p99_ratio(std::string_view ours, std::string_view baseline) const;

  private:
    const Plan& plan_;
    const Stop& stop_;
    const std::function<void(std::string_view)>& now_;
    std::unique_ptr<Server> server_;
    Report report_;
    std::uint64_t seed_ = 0;
};

/// What the proof tree costs an engine that was just filled in bulk, and what proofs of it cost.
[[nodiscard]] Status proof_figures(Bench& bench, const Engine& engine, const Timing& import);

// ---- the cases ----

[[nodiscard]] Status ping_case(Bench& bench);
[[nodiscard]] Status append_case(Bench& bench);
[[nodiscard]] Status bulk_case(Bench& bench);
[[nodiscard]] Status conditional_case(Bench& bench);
[[nodiscard]] Status read_case(Bench& bench);
[[nodiscard]] Status fold_case(Bench& bench);
[[nodiscard]] Status fan_out_case(Bench& bench);
[[nodiscard]] Status crowd_case(Bench& bench);
[[nodiscard]] Status lag_case(Bench& bench);
[[nodiscard]] Status rebuild_case(Bench& bench);
[[nodiscard]] Status disk_case(Bench& bench);
[[nodiscard]] Status evidence_case(Bench& bench);

}  // namespace forloeb::bench
