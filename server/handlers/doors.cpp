#include "server/handlers/doors.hpp"

#include <capnp/dynamic.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace forloeb {
namespace {

using enum Operation;
using enum Holds;
using enum Reach;

// What A to Z of the protocol may show. Appends and imports give nothing out: their answers are positions and refusals.
constexpr auto doors = std::to_array<Door>({
    {"append", case_append, nothing},

    {"readStream", case_read, personal},
    {"readHistory", case_read, personal},
    {"readLog", log_read, clear},
    {"exportLog", log_read, clear},
    {"subscribe", log_read, clear},
    // Of the caller's own; what is pushed by them passes by "subscribe".
    {"subscriptions.create", log_read, nothing},
    {"subscriptions.list", status, nothing},
    {"subscriptions.delete", status, nothing},
    {"subscriptions.acknowledge", status, nothing},
    {"lookup", lookup, clear},
    {"listStreams", case_list, clear},
    // Made from the caller's own words and the directory's key: they tell nothing of what is stored.
    {"pseudonyms", lookup, nothing},
    {"digests", lookup, nothing},

    {"status", status, nothing},
    {"logRoot", log_verify, nothing},
    {"verify", log_verify, nothing},
    {"projectionStatus", projections_operate, nothing},
    {"projectionRebuild", projections_operate, nothing},

    {"query.caseList", case_list, clear, found},
    {"query.caseOverview", case_read, personal},
    {"query.caseTimeline", case_read, personal},
    {"query.partnerMap", case_read, personal},
    {"query.caseView", case_read, personal},
    {"query.caseHandovers", case_read, clear},
    {"query.advice", case_read, clear},
    {"query.informationHeld", case_read, clear},
    {"query.coordinator", case_list, personal, found},
    {"query.partnerCases", case_list, clear, found},
    {"query.lessons", case_list, personal},
    {"query.derivedHandovers", statistics, clear},
    {"query.measureList", statistics, nothing},
    {"query.measureRun", statistics, clear},
    {"query.measureExplain", statistics, clear},
    {"query.evaluationReport", statistics, clear},
    {"query.evaluationCases", statistics, clear},
    {"query.evaluationReplay", statistics, clear},
    {"query.evaluationExport", statistics, clear},
    {"query.adviceRules", status, nothing},

    {"proofs.checkpoint", log_verify, nothing},
    {"proofs.key", log_verify, nothing},
    {"proofs.consistency", log_verify, nothing},
    {"proofs.inclusion", log_verify, clear},
    {"proofs.leaves", log_verify, clear},
    {"proofs.streamKeys", log_verify, clear},

    {"audit.ofCase", audit_read, personal},
    {"audit.ofActor", audit_read, personal},
    {"audit.ofSubject", audit_read, personal},
    {"audit.changes", audit_read, personal},
    {"audit.knownAt", audit_read, personal},
    {"audit.late", audit_read, personal},
    {"audit.denied", audit_read, personal},
    {"audit.brokenGlass", audit_read, personal},
    {"audit.sample", audit_read, personal},
    {"audit.firstOverview", audit_read, clear},

    {"access.me", status, nothing},
    {"access.explain", governance_read, clear},
    {"access.policy", governance_read, nothing},
    {"access.policyChange", access_govern, nothing},
    {"access.reload", access_govern, nothing},
    {"access.tokenCreate", access_govern, nothing},
    {"access.tokenList", access_govern, nothing},
    {"access.tokenRevoke", access_govern, nothing},
    {"access.breakGlass", break_glass, nothing},
    {"access.reviews", governance_read, clear},
    {"access.review", access_govern, nothing},

    {"lifecycle.rotate", lifecycle, nothing},
    {"lifecycle.state", governance_read, clear},
    {"lifecycle.restrict", lifecycle, nothing},
    {"lifecycle.hold", lifecycle, nothing},
    {"lifecycle.archive", lifecycle, nothing},
    {"lifecycle.shred", lifecycle, nothing},
    {"lifecycle.purge", lifecycle, nothing},
    {"lifecycle.retainReads", lifecycle, nothing},
});

}  // namespace

std::span<const Door> all_doors() { return doors; }

const Door* find_door(std::string_view request) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, const Door*> index;
        for (const Door& door : doors) index.emplace(door.request, &door);
        return index;
    }();
    const auto found_at = by_name.find(request);
    return found_at == by_name.end() ? nullptr : found_at->second;
}

std::string request_name(wire::Frame::Reader frame) {
    const auto name_in = [](capnp::DynamicStruct::Reader message) {
        KJ_IF_MAYBE (member, message.which()) return std::string(member->getProto().getName().cStr());
        return std::string("unknown");
    };
    std::string name = name_in(frame);
    switch (frame.which()) {
        case wire::Frame::QUERY: return name.append(".").append(name_in(frame.getQuery()));
        case wire::Frame::PROOFS: return name.append(".").append(name_in(frame.getProofs()));
        case wire::Frame::AUDIT: return name.append(".").append(name_in(frame.getAudit()));
        case wire::Frame::ACCESS: return name.append(".").append(name_in(frame.getAccess()));
        case wire::Frame::LIFECYCLE: return name.append(".").append(name_in(frame.getLifecycle()));
        case wire::Frame::SUBSCRIPTIONS: return name.append(".").append(name_in(frame.getSubscriptions()));
        default: return name;
    }
}

}  // namespace forloeb
