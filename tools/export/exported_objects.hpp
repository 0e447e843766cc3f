// Which objects an exported event is about: what OCEL asks of an event log and XES does not. A reference is an object of the
// type its field speaks of; of the types that OCEL's mapping names, others stay attributes. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "projections/schema/evaluation.capnp.h"

namespace forloeb {

struct ObjectField {
    std::string_view field;      // the last part of a value's name, without marks: "goals"
    std::string_view type;       // "Goal"
    std::string_view qualifier;  // "goal"
};

/// The row for a value's name ("specification.goals[]"); nullptr if it names no object.
[[nodiscard]] const ObjectField* object_field(std::string_view name);

/// The type of object whose status an event type tells ("goal.agreed": "Goal"), and the status ("agreed").
struct StatusTold {
    std::string_view type;
    std::string_view status;
};
[[nodiscard]] std::optional<StatusTold> status_told(std::string_view event_type);

/// "specification.goals[]" -> "goals".
[[nodiscard]] std::string_view last_field(std::string_view name);

}  // namespace forloeb
