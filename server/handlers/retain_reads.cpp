#include "server/handlers/retain_reads.hpp"

#include <set>

#include "engine/privacy/governance.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

constexpr const char* nobody_in_person = "forloeb-retention";

}  // namespace

Result<RetentionReport> retain_reads(const Engine& events, const Policy& policy, ReadLog& reads, const std::string& actor, bool look) {
    FORLOEB_TRY(Engine* const log, reads.engine());
    std::set<Uuid> held;
    for (const Hold& hold : events.governance()->holds(events.now())) {
        held.insert(hold.case_stream);
        held.insert(hold.subject);
    }
    held.erase(Uuid{});  // not named
    const OnHold on_hold = held.empty() ? OnHold() : [&held](const Uuid& one) { return held.contains(one); };
    return retain_reads(*log, policy.reads, on_hold, actor.empty() ? nobody_in_person : actor, look);
}

Status retain_reads(const Engine& events, const Policy& policy, ReadLog& reads, const std::string& actor, wire::lifecycle::RetainReads::Reader request,
                    wire::lifecycle::RetainedReads::Builder reply) {
    FORLOEB_TRY(const RetentionReport report, retain_reads(events, policy, reads, actor, request.getLook()));
    auto volumes = reply.initVolumes(static_cast<capnp::uint>(report.over.size()));
    for (capnp::uint i = 0; i < volumes.size(); ++i) {
        const RetainedVolume& volume = report.over[i];
        write_id(volumes[i].initId(), volume.volume.id);
        volumes[i].setPenal(volume.penal);
        volumes[i].setRecords(volume.records);
        volumes[i].setNewest(volume.newest.micros);
        write_id(volumes[i].initEvent(), volume.event);
    }
    reply.setKept(report.kept);
    reply.setMonths(policy.reads.ordinary);
    reply.setPenalMonths(policy.reads.penal);
    reply.setEpoch(report.epoch);
    return {};
}

}  // namespace forloeb
