#include "projections/runner/projection_status.hpp"

#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {

Status fill_projection_status(const Engine& engine, Follower& follower, bool digest, answers::ProjectionStatus::Builder out) {
    FORLOEB_TRY(const FollowerStatus status, follower.status());
    out.setName(status.name);
    out.setVersion(status.version);
    out.setGeneration(status.generation);
    out.setCheckpoint(status.checkpoint.value);
    out.setHead(engine.head().next.value);
    out.setRows(status.rows);
    auto parked = out.initParked(static_cast<unsigned>(status.parked.size()));
    for (unsigned i = 0; i < parked.size(); ++i) {
        write_id(parked[i].initCaseId(), status.parked[i].case_id);
        parked[i].setPosition(status.parked[i].parked.position.value);
        parked[i].setReason(status.parked[i].parked.reason);
    }
    out.setRebuilding(status.rebuilding);
    out.setRebuiltTo(status.rebuilt_to);
    out.setRebuildOf(status.rebuild_of);
    out.setFailure(status.failure);
    if (!digest) return {};
    FORLOEB_TRY(const std::string hex, follower.digest());
    out.setDigest(hex);
    return {};
}

Status query_projections(const Engine& engine, Runner& runner, const std::vector<Follower*>& which, bool digest,
                         answers::ProjectionStatusList::Builder out) {
    auto list = out.initProjections(static_cast<unsigned>(which.size()));
    for (unsigned i = 0; i < list.size(); ++i) FORLOEB_CHECK(fill_projection_status(engine, *which[i], digest, list[i]));
    out.setHead(engine.head().next.value);
    const Lag::Figures figures = runner.lag();
    auto lag = out.initLag();
    lag.setGroups(static_cast<std::uint32_t>(figures.groups));
    lag.setP50Micros(static_cast<std::uint64_t>(figures.p50.count()));
    lag.setP99Micros(static_cast<std::uint64_t>(figures.p99.count()));
    lag.setMaxMicros(static_cast<std::uint64_t>(figures.max.count()));
    return {};
}

}  // namespace forloeb
