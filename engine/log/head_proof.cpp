#include "engine/log/head_proof.hpp"

#include "engine/log/anchors.hpp"
#include "engine/log/manifest_proof.hpp"
#include "engine/storage/head_marker.hpp"

namespace forloeb {

Result<HeadProof> HeadProof::before_opening(const std::filesystem::path& data, rocksdb::Env* disk, bool heed_marker) {
    HeadProof proof(Quarantine(data, disk));
    FORLOEB_CHECK(proof.quarantine_.check_not_refused());
    FORLOEB_TRY(proof.mark_, HeadMarker::read(data, disk));
    if (proof.mark_ && proof.mark_->next.value > 0) FORLOEB_CHECK(proof.quarantine_.check_store_is_there());
    if (heed_marker) proof.evidence_.mark = proof.mark_;
    FORLOEB_CHECK(proof.quarantine_.fill());
    FORLOEB_TRY(proof.evidence_.logs, proof.quarantine_.scan());
    FORLOEB_TRY(proof.manifest_bytes_dropped_, shorten_torn_manifest(data, disk, proof.evidence_));
    return proof;
}

Result<StartReport> HeadProof::after_opening(Store& store, const MerkleEdge& end) const {
    const auto verdict = judge_head(evidence_, {{end.size()}, end.root()});
    if (!verdict) return tl::make_unexpected(quarantine_.refuse(verdict.error()));
    std::optional<KnownRoot> known;
    if (evidence_.mark) known = {evidence_.mark->next, evidence_.mark->root};
    const auto anchors = check_anchors(store, end, verdict->damage_within, known);
    if (!anchors) {
        // What is wrong in the store is there next time too; what only the write-ahead logs showed is not.
        const bool only_in_logs = verdict->damage_within && anchors.error().kind == ErrorKind::damaged;
        return tl::make_unexpected(only_in_logs ? quarantine_.refuse(anchors.error()) : anchors.error());
    }
    StartReport report;
    report.stopped_cleanly = mark_ && mark_->clean && mark_->next.value == end.size();
    report.dropped_events = verdict->dropped_events;
    report.torn_tail = verdict->torn_tail;
    report.manifest_bytes_dropped = manifest_bytes_dropped_;
    report.anchors = anchors->anchors;
    report.events_read = anchors->events_read;
    report.anchors_written = anchors->written;
    return report;
}

}  // namespace forloeb
