#include "tools/export/exported_objects.hpp"

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

constexpr std::array object_fields = {
    ObjectField{"goal", "Goal", "goal"},
    ObjectField{"goals", "Goal", "goal"},
    ObjectField{"plan", "Plan", "plan"},
    ObjectField{"service", "Service", "service"},
    ObjectField{"services", "Service", "service"},
    ObjectField{"decision", "Decision", "decision"},
    ObjectField{"backingDecision", "Decision", "grounds"},
    ObjectField{"meeting", "Meeting", "meeting"},
    ObjectField{"commitment", "Commitment", "commitment"},
    ObjectField{"deadline", "Deadline", "deadline"},
    ObjectField{"request", "InformationRequest", "request"},
    ObjectField{"assessment", "Assessment", "assessment"},
    ObjectField{"party", "Partner", "partner"},
    ObjectField{"parties", "Partner", "partner"},
    ObjectField{"with", "Partner", "partner"},
    ObjectField{"to", "Partner", "partner"},
    ObjectField{"from", "Partner", "partner"},
    ObjectField{"by", "Partner", "partner"},
    ObjectField{"between", "Partner", "partner"},
    ObjectField{"absentInput", "Partner", "partner"},
    ObjectField{"fromParty", "Partner", "partner"},
    ObjectField{"toParty", "Partner", "partner"},
    ObjectField{"responsible", "Partner", "partner"},
};

struct StatusGroup {
    std::string_view group;  // the event type up to its dot
    std::string_view type;
};
constexpr std::array status_groups = {
    StatusGroup{"goal", "Goal"},         StatusGroup{"plan", "Plan"},         StatusGroup{"service", "Service"},
    StatusGroup{"decision", "Decision"}, StatusGroup{"meeting", "Meeting"},   StatusGroup{"commitment", "Commitment"},
    StatusGroup{"deadline", "Deadline"}, StatusGroup{"assessment", "Assessment"}, StatusGroup{"information", "InformationRequest"},
};

}  // namespace

std::string_view last_field(std::string_view name) {
    name = name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
    return name.substr(0, name.find('['));
}

const ObjectField* object_field(std::string_view name) {
    const auto found = std::ranges::find(object_fields, last_field(name), &ObjectField::field);
    return found == object_fields.end() ? nullptr : &*found;
}

std::optional<StatusTold> status_told(std::string_view event_type) {
    const std::size_t dot = event_type.find('.');
    const auto found = std::ranges::find(status_groups, event_type.substr(0, dot), &StatusGroup::group);
    if (dot == std::string_view::npos || found == status_groups.end()) return std::nullopt;
    return StatusTold{found->type, event_type.substr(dot + 1)};
}

}  // namespace forloeb
