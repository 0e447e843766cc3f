#include "projections/measures/coordination_events.hpp"

#include <set>
#include <string_view>

namespace forloeb {

bool is_coordination(const facts::Act& act) {
    static const std::set<std::string_view> list = {
        "contact.held",          "meeting.convened",     "meeting.held",           "citizen.informed",
        "citizen.involved",      "guidance.given",       "information.requested",  "information.provided",
        "information.shared",    "information.reused",   "information.request_withdrawn",
        "partner.added",         "partner.changed",      "goal.agreed",            "commitment.made",
        "handover.proposed",     "handover.accepted",    "handover.completed",     "disagreement.resolved",
        "uncertainty.resolved",  "coordinator.announced", "decision.discussed",    "knowledge.consulted",
        "knowledge.contributed",
    };
    return !act.imported && !act.synthesised && list.contains(act.type->name);
}

}  // namespace forloeb
