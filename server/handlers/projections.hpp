// The stored projections of a data directory, opened when they are first needed: a server opens them before it takes
// connections, a single command that only appends never does. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "projections/runner/runner.hpp"

namespace forloeb {

class Projections {
  public:
    /// The engine must outlive it. Rows live in the data directory's `derived/`.
    explicit Projections(Engine& engine);

    /// Opened and following; a first build of a long log takes its time.
    [[nodiscard]] Result<Runner*> runner();
    /// The same, with everything durable at the time of the call applied: who asks after an answered append sees it.
    [[nodiscard]] Result<Runner*> up_to_date();
    [[nodiscard]] Engine& engine() const { return engine_; }
    /// Ends a rebuild under way, so that nobody waits for it.
    void cancel_rebuild();
    /// Puts what was applied on the disk.
    void close();

  private:
    Engine& engine_;
    std::mutex mutex_;  // guards runner_
    std::unique_ptr<Runner> runner_;
};

}  // namespace forloeb
