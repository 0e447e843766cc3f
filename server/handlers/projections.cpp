#include "server/handlers/projections.hpp"

#include <spdlog/spdlog.h>

#include "projections/standard_projections.hpp"

namespace forloeb {

Projections::Projections(Engine& engine) : engine_(engine) {}

Result<Runner*> Projections::runner() {
    const std::lock_guard lock(mutex_);
    if (!runner_) {
        FORLOEB_TRY(runner_, Runner::open(engine_, engine_.options().data / "derived", standard_projections()));
        runner_->start();
    }
    return runner_.get();
}

Result<Runner*> Projections::up_to_date() {
    FORLOEB_TRY(Runner * opened, runner());
    // One that cannot follow says so in its own status, beside every answer made of its rows; the others go on.
    if (const Status caught_up = opened->catch_up(); !caught_up) spdlog::warn("a projection does not follow: {}", caught_up.error().message);
    return opened;
}

void Projections::cancel_rebuild() {
    const std::lock_guard lock(mutex_);
    if (runner_) runner_->cancel_rebuild();
}

void Projections::close() {
    const std::lock_guard lock(mutex_);
    runner_.reset();
}

}  // namespace forloeb
