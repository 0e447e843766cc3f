#include "engine/storage/head_evidence.hpp"

#include <algorithm>

namespace forloeb {
namespace {

std::string place(const std::string& file, std::uint64_t offset) { return file + " at byte " + std::to_string(offset); }

std::string first_damage(const HeadEvidence& evidence) {
    for (const ScannedLog& log : evidence.logs)
        if (!log.findings.damage.empty()) return " The first bytes that cannot be read: " + place(log.name, log.findings.damage.front()) + ".";
    return " No bytes of the write-ahead logs that are left are unreadable: a file or its end is gone.";
}

tl::unexpected<Error> lost(const HeadEvidence& evidence, Position recovered, Position proven, const std::string& witness) {
    return fail(ErrorKind::damaged, "Acknowledged events are missing: the log that can be read ends before position " +
                                        std::to_string(recovered.value) + ", but " + witness + " says that it had been synced up to " +
                                        std::to_string(proven.value) + ". Lost: positions " + std::to_string(recovered.value) + " to " +
                                        std::to_string(proven.value - 1) + "." + first_damage(evidence));
}

struct Witness {
    Position durable;
    std::string where;
};

Witness strongest(const std::vector<ScannedLog>& logs) {
    Witness witness;
    for (const ScannedLog& log : logs)
        for (const WalHead& head : log.findings.heads)
            if (head.durable > witness.durable) witness = {head.durable, place(log.name, head.offset)};
    return witness;
}

// Is there damage, or a group missing, in front of a head record? Then recovery went on behind it, or should have.
bool is_damaged_within(const std::vector<ScannedLog>& logs) {
    bool damaged_before = false;
    Position reached;
    bool first = true;
    for (const ScannedLog& log : logs) {
        for (const WalHead& head : log.findings.heads) {
            const auto& damage = log.findings.damage;
            if (damaged_before || (!damage.empty() && damage.front() < head.offset)) return true;
            if (!first && head.durable > reached) return true;
            first = false;
            reached = std::max(reached, head.next);
        }
        damaged_before = damaged_before || !log.findings.damage.empty();
    }
    return false;
}

}  // namespace

bool HeadEvidence::is_empty() const {
    const bool marked = mark && mark->next.value > 0;
    return !marked && strays.empty() && std::ranges::all_of(logs, [](const ScannedLog& log) { return log.findings.heads.empty(); });
}

Result<HeadVerdict> judge_head(const HeadEvidence& evidence, const RecoveredHead& recovered) {
    if (const Witness witness = strongest(evidence.logs); witness.durable > recovered.next)
        return lost(evidence, recovered.next, witness.durable, "the write-ahead log " + witness.where);
    if (evidence.mark && evidence.mark->next > recovered.next)
        return lost(evidence, recovered.next, evidence.mark->next, "HEAD-MARKER");
    for (const StrayHead& stray : evidence.strays)
        if (stray.next > recovered.next) return lost(evidence, recovered.next, stray.next, "the table file " + stray.file + ", which the MANIFEST does not name,");
    if (evidence.mark && evidence.mark->next == recovered.next && recovered.next.value > 0 && evidence.mark->root != recovered.root)
        return fail(ErrorKind::damaged, "The log has the " + std::to_string(recovered.next.value) +
                                            " events that HEAD-MARKER names, but with another root: they are not the events that were acknowledged.");
    HeadVerdict verdict;
    Position claimed = recovered.next;
    for (const ScannedLog& log : evidence.logs) {
        verdict.torn_tail = verdict.torn_tail || !log.findings.damage.empty();
        for (const WalHead& head : log.findings.heads) claimed = std::max(claimed, head.next);
    }
    verdict.dropped_events = claimed.value - recovered.next.value;
    verdict.damage_within = is_damaged_within(evidence.logs);
    return verdict;
}

}  // namespace forloeb
