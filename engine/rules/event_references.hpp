// What the events of a case refer to besides their own thing: a meeting's goals, a decision's applications, the event the
// citizen was involved in. A type that is not listed refers to nothing the rules look at: parties, persons, units and
// organisations are the client's own words. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/rules/event_roles.hpp"
#include "engine/rules/rule_text.hpp"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

struct ThingReference {
    ThreadKind kind;
    std::string reference;
};

struct References {
    std::vector<ThingReference> things;
    std::vector<Uuid> events;  // of the same stream
};

/// Empty references and nil ids are left out: they are "not said".
[[nodiscard]] References references_of(const EventType& type, capnp::AnyPointer::Reader payload);
/// "a goal": for the kinds that are referred to.
[[nodiscard]] RuleText words_for(ThreadKind kind);
/// Does the type refer to anything at all?
[[nodiscard]] bool has_references(const EventType& type);

}  // namespace forloeb
