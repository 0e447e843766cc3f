#include "projections/measures/coordination_events.hpp"

#include <string_view>
#include <vector>

namespace forloeb {
namespace {

std::size_t place_in_catalogue(const EventType* type) { return static_cast<std::size_t>(type - all_event_types().data()); }

/// By place in the catalogue, since every act of every case is asked about.
std::vector<bool> types_of_list_1() {
    constexpr std::string_view names[] = {
        "contact.held",          "meeting.convened",     "meeting.held",           "citizen.informed",
        "citizen.involved",      "guidance.given",       "information.requested",  "information.provided",
        "information.shared",    "information.reused",   "information.request_withdrawn",
        "partner.added",         "partner.changed",      "goal.agreed",            "commitment.made",
        "handover.proposed",     "handover.accepted",    "handover.completed",     "disagreement.resolved",
        "uncertainty.resolved",  "coordinator.announced", "decision.discussed",    "knowledge.consulted",
        "knowledge.contributed",
    };
    std::vector<bool> types(all_event_types().size());
    for (const std::string_view name : names) types.at(place_in_catalogue(find_event_type(name))) = true;
    return types;
}

}  // namespace

bool is_coordination(const facts::Act& act) {
    static const std::vector<bool> list = types_of_list_1();
    return !act.imported && !act.synthesised && list[place_in_catalogue(act.type)];
}

}  // namespace forloeb
