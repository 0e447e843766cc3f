#include "server/handlers/verify.hpp"

#include "engine/backup/scratch_folder.hpp"
#include "events/vocabulary/stop_flag.hpp"
#include "projections/standard_projections.hpp"

namespace forloeb {
namespace {

constexpr int tries_while_appends_go_on = 5;

/// Live and folded rows of one projection at the same place of the log: equal digests or not; empty if the live ones did not
/// stand still.
Result<std::optional<bool>> equals_fold(Follower& live, Runner& fold) {
    for (int i = 0; i < tries_while_appends_go_on; ++i) {
        FORLOEB_CHECK(fold.catch_up());
        FORLOEB_TRY(Follower * const folded, fold.find(live.projection().name()));
        FORLOEB_TRY(const FollowerStatus before, live.status());
        FORLOEB_TRY(const std::string live_digest, live.digest());
        FORLOEB_TRY(const FollowerStatus after, live.status());
        FORLOEB_TRY(const FollowerStatus there, folded->status());
        if (before.checkpoint != after.checkpoint || before.checkpoint != there.checkpoint) continue;
        FORLOEB_TRY(const std::string folded_digest, folded->digest());
        return std::optional<bool>(live_digest == folded_digest);
    }
    return std::optional<bool>();
}

/// Builds all projections once more beside the live ones and compares; the number compared.
Result<std::uint32_t> compare_projections(Projections& projections, VerifyReport& report) {
    const ScratchFolder scratch(projections.engine().options().data / "derived.verify");
    FORLOEB_TRY(Runner * const live, projections.up_to_date());
    FORLOEB_TRY(const std::unique_ptr<Runner> fold, Runner::open(projections.engine(), scratch.path, standard_projections()));
    std::uint32_t compared = 0;
    for (const auto& follower : live->followers()) {
        FORLOEB_TRY(const std::optional<bool> equal, equals_fold(*follower, *fold));
        if (!equal) continue;
        ++compared;
        if (*equal) continue;
        const std::string name(follower->projection().name());
        ++report.findings_count;
        report.findings.push_back({"", "projection", {}, {}, "Projection " + name + " is not what the log folds to. Build it anew: forloeb projection rebuild " + name});
    }
    return compared;
}

VerifyLevel level_of(wire::VerifyLevel level) {
    switch (level) {
        case wire::VerifyLevel::CHECKSUMS: return VerifyLevel::checksums;
        case wire::VerifyLevel::LOG: return VerifyLevel::log;
        case wire::VerifyLevel::FULL: break;
    }
    return VerifyLevel::full;
}

}  // namespace

void write_finding(wire::Finding::Builder out, const Finding& finding) {
    out.setFile(finding.file);
    out.setTable(finding.table);
    out.setFirst(finding.first.value);
    out.setEnd(finding.end.value);
    out.setWhat(finding.what);
}

void write_report(wire::VerifyReport::Builder out, const VerifyReport& report, wire::VerifyLevel level) {
    out.setLevel(level);
    out.setHead(report.head.value);
    out.setRoot(to_hex(report.root));
    out.setFiles(report.files);
    out.setBytes(report.bytes);
    out.setEvents(report.events);
    out.setPurged(report.purged);
    out.setStreams(report.streams);
    out.setAppends(report.appends);
    out.setIdentifiers(report.identifiers);
    out.setFinished(report.finished);
    out.setFindingsCount(report.findings_count);
    auto findings = out.initFindings(static_cast<capnp::uint>(report.findings.size()));
    for (capnp::uint i = 0; i < findings.size(); ++i) write_finding(findings[i], report.findings[i]);
}

Status verify(const Engine& engine, Projections& projections, Scrubber& scrubber, wire::Verify::Reader request, wire::Frame::Builder reply) {
    VerifyReport report = engine.verify(level_of(request.getLevel()), [&scrubber](const VerifyProgress&) { return !scrubber.stopping() && still_wanted(); });
    std::uint32_t compared = 0;
    if (report.finished && report.level == VerifyLevel::full) {
        const auto projections_compared = compare_projections(projections, report);
        // Rows can only be folded from a log that can be read; what is wrong with it is told already.
        if (!projections_compared && report.findings_count == 0) return tl::make_unexpected(projections_compared.error());
        compared = projections_compared.value_or(0);
    }
    scrubber.learn(report);
    auto out = reply.initVerifyReply();
    write_report(out, report, request.getLevel());
    out.setProjections(compared);
    return {};
}

}  // namespace forloeb
