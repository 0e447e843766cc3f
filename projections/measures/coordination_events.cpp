#include "projections/measures/coordination_events.hpp"

#include <string_view>
#include <unordered_set>

namespace forloeb {
namespace {

/// By type, since every act of every case is asked about.
std::unordered_set<const EventType*> types_of_list_1() {
    constexpr std::string_view names[] = {
        "contact.held",          "meeting.convened",     "meeting.held",           "citizen.informed",
        "citizen.involved",      "guidance.given",       "information.requested",  "information.provided",
        "information.shared",    "information.reused",   "information.request_withdrawn",
        "partner.added",         "partner.changed",      "goal.agreed",            "commitment.made",
        "handover.proposed",     "handover.accepted",    "handover.completed",     "disagreement.resolved",
        "uncertainty.resolved",  "coordinator.announced", "decision.discussed",    "knowledge.consulted",
        "knowledge.contributed",
    };
    std::unordered_set<const EventType*> types;
    for (const std::string_view name : names) types.insert(find_event_type(name));
    return types;
}

}  // namespace

bool is_coordination(const facts::Act& act) {
    static const std::unordered_set<const EventType*> list = types_of_list_1();
    return !act.imported && !act.synthesised && list.contains(act.type);
}

}  // namespace forloeb
