#include "tests/faults/projection_check.hpp"

#include "projections/runner/runner.hpp"
#include "projections/standard_projections.hpp"

namespace forloeb::faults {

namespace fs = std::filesystem;

DerivedRows::DerivedRows(fs::path data) : derived_(data / "derived") {}
DerivedRows::~DerivedRows() = default;

Status DerivedRows::follow(Engine& engine) {
    std::error_code error;
    fs::remove_all(remembered(), error);
    if (fs::exists(derived_)) fs::copy(derived_, remembered(), fs::copy_options::recursive, error);
    if (error) return fail(ErrorKind::storage, "cannot copy the derived rows: " + error.message());
    FORLOEB_TRY(runner_, Runner::open(engine, derived_, standard_projections()));
    runner_->start();
    return {};
}

void DerivedRows::stop() { runner_.reset(); }

void DerivedRows::fall_back() {
    std::error_code error;
    if (!fs::exists(remembered(), error)) return;
    fs::remove_all(derived_, error);
    fs::rename(remembered(), derived_, error);
}

Result<std::vector<Violation>> DerivedRows::check(Engine& engine) {
    std::vector<Violation> violations;
    FORLOEB_TRY(const auto runner, Runner::open(engine, derived_, standard_projections()));
    FORLOEB_CHECK(runner->catch_up());
    for (const auto& follower : runner->followers()) {
        FORLOEB_TRY(const FollowerStatus before, follower->status());
        FORLOEB_TRY(const std::uint64_t live_rows, follower->count_rows());
        FORLOEB_TRY(const std::string live, follower->digest());
        FORLOEB_CHECK(runner->rebuild({follower.get()}, {}));
        FORLOEB_TRY(const FollowerStatus after, follower->status());
        FORLOEB_TRY(const std::uint64_t rebuilt_rows, follower->count_rows());
        FORLOEB_TRY(const std::string rebuilt, follower->digest());
        if (before.checkpoint != engine.head().next)
            violations.push_back({"C9", "projection " + before.name + " stands at position " +
                                            std::to_string(before.checkpoint.value) + " and not at the head"});
        if (after.generation <= before.generation)
            violations.push_back({"C9", "projection " + before.name + " was not rebuilt"});
        if (live != rebuilt)
            violations.push_back({"C9", "projection " + before.name + ": " + std::to_string(live_rows) +
                                            " live rows differ from " + std::to_string(rebuilt_rows) + " rebuilt ones"});
        rows_compared_ += rebuilt_rows;
    }
    return violations;
}

}  // namespace forloeb::faults
