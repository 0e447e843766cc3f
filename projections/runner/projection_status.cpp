#include "projections/runner/projection_status.hpp"

#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/runner/at_once.hpp"

namespace forloeb {

namespace {

void write_status(const Engine& engine, const FollowerStatus& status, answers::ProjectionStatus::Builder out) {
    out.setName(status.name);
    out.setVersion(status.version);
    out.setGeneration(status.generation);
    out.setCheckpoint(status.checkpoint.value);
    out.setHead(engine.head().next.value);
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
}

}  // namespace

Status fill_projection_status(const Engine& engine, Follower& follower, answers::ProjectionStatus::Builder out) {
    FORLOEB_TRY(const FollowerStatus status, follower.status());
    write_status(engine, status, out);
    return {};
}

Status query_projections(const Engine& engine, Runner& runner, const std::vector<Follower*>& which, bool digest,
                         answers::ProjectionStatusList::Builder out) {
    std::vector<FollowerStatus> statuses(which.size());
    std::vector<std::uint64_t> rows(which.size());
    std::vector<std::string> digests(which.size());
    FORLOEB_CHECK(at_once(which.size(), [&](std::size_t i) -> Status {
        FORLOEB_TRY(statuses[i], which[i]->status());
        FORLOEB_TRY(rows[i], which[i]->count_rows());
        if (digest) {
            FORLOEB_TRY(digests[i], which[i]->digest());
        }
        return {};
    }));
    auto list = out.initProjections(static_cast<unsigned>(which.size()));
    for (unsigned i = 0; i < list.size(); ++i) {
        write_status(engine, statuses[i], list[i]);
        list[i].setRows(rows[i]);
        if (digest) list[i].setDigest(digests[i]);
    }
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
