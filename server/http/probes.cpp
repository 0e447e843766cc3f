#include "server/http/probes.hpp"

#include <algorithm>

namespace forloeb {
namespace {

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20).append(" MiB"); }

Probes::Check check_disk(const EngineFigures& figures) {
    // A file system that does not say how much is free says 0 of both.
    const bool has_room = figures.free_bytes == 0 || figures.free_bytes > figures.space_floor;
    return {"disk", has_room, mebibytes(figures.free_bytes).append(" free, appends stop below ").append(mebibytes(figures.space_floor))};
}

}  // namespace

std::vector<Probes::Lag> Probes::lags() const {
    std::vector<Lag> out;
    const auto runner = projections_.runner();
    if (!runner) return {{"all", engine_.head().next.value, false}};
    for (const Follower* const follower : (*runner)->all()) {
        const auto status = follower->status();
        // The head is read after the checkpoint, so that no rows are ahead of it.
        const Position head = engine_.head().next;
        if (status)
            out.push_back({status->name, head.value - std::min(head.value, status->checkpoint.value), status->failure.empty()});
        else
            out.push_back({std::string(follower->projection().name()), head.value, false});
    }
    return out;
}

std::vector<Probes::Check> Probes::checks() const {
    std::vector<Check> out;
    out.push_back({"store", true, std::to_string(engine_.head().next.value).append(" events")});
    out.push_back(check_disk(engine_.figures()));
    Check projections{"projections", true, {}};
    for (const Lag& lag : lags()) {
        projections.is_good = projections.is_good && lag.follows && lag.events <= lag_events_max;
        projections.says.append(projections.says.empty() ? "" : ", ").append(lag.projection).append(" ").append(std::to_string(lag.events)).append(" behind");
        if (!lag.follows) projections.says.append(" and stopped");
    }
    out.push_back(std::move(projections));
    const std::string trouble = reads_.trouble();
    out.push_back({"read_log", trouble.empty(), trouble.empty() ? "can be written" : trouble});
    return out;
}

HttpResponse Probes::ready(bool verbose) const {
    HttpResponse response{200, {{"content-type", "text/plain; charset=utf-8"}}, {}};
    for (const Check& check : checks()) {
        if (!check.is_good) response.status = 503;
        if (verbose || !check.is_good)
            response.body.append(check.is_good ? "[+] " : "[-] ").append(check.name).append(verbose ? ": " : "").append(verbose ? check.says : "").append("\n");
    }
    if (response.status == 200) response.body.append("ok\n");
    return response;
}

}  // namespace forloeb
