#include "tools/demo/generate/audience.hpp"

#include <algorithm>
#include <array>

namespace forloeb::made {
namespace {

constexpr auto for_both = std::to_array<std::string_view>({
    "case.opened", "case.closed", "case.reopened", "phase.entered", "communication.preference_set", "coordinator.assigned",
    "coordinator.released", "coordinator.announced", "partner.added", "partner.changed", "partner.removed", "meeting.convened", "meeting.held",
    "meeting.cancelled", "meeting.minutes_shared", "goal.agreed", "goal.endorsed", "goal.closed", "plan.created", "plan.revised", "service.started",
    "service.changed", "service.ended", "handover.proposed", "handover.accepted", "handover.completed", "transition.announced", "transition.left",
    "information.shared", "substitute.appointed", "substitute.ended"});

constexpr auto for_citizen = std::to_array<std::string_view>({
    "contact.held", "citizen.informed", "citizen.involved", "citizen.heard", "citizen.view_recorded", "guidance.given", "application.received",
    "offer.declined", "plan.offered", "plan.declined", "deadline.set", "deadline.extended", "deadline.met", "decision.issued",
    "decision.appealed", "appeal.resolved", "commitment.made", "commitment.kept", "commitment.broken", "commitment.renegotiated", "consent.given",
    "consent.withdrawn", "goal.progress_rated", "representative.appointed", "representative.ended", "information.requested",
    "information.provided"});

}  // namespace

std::string_view audience_of(std::string_view type) {
    if (std::find(for_both.begin(), for_both.end(), type) != for_both.end()) return R"(["citizen","partner"])";
    if (std::find(for_citizen.begin(), for_citizen.end(), type) != for_citizen.end()) return R"(["citizen"])";
    return {};
}

}  // namespace forloeb::made
