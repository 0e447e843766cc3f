// The lines of event_roles.hpp, one per event type, and how the reference of each is read. Only event_roles.cpp and the
// role_rows files include this. No state.
#pragma once

#include <string>
#include <unordered_map>

#include "engine/rules/event_roles.hpp"

namespace forloeb {

using RolePayload = capnp::AnyPointer::Reader;

inline std::string role_text(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

/// Two such things differ if either part does; the separator cannot occur in a code.
inline std::string role_text(capnp::Text::Reader a, capnp::Text::Reader b) {
    return a.size() + b.size() == 0 ? std::string() : role_text(a) + '|' + role_text(b);
}

/// The day of a `validTo`, if it is known to the day.
inline std::optional<LocalDate> role_day(Moment::Reader moment) {
    const WhenTold when = read_moment(moment);
    if (when.precision != Precision::INSTANT && when.precision != Precision::DAY) return std::nullopt;
    return local_date(when);
}

template <typename Type, auto getter>
RoleSubject read_reference(RolePayload payload) {
    return {role_text((payload.getAs<Type>().*getter)())};
}
template <typename Type, auto getter>
RoleSubject read_reference_until(RolePayload payload) {
    return {role_text((payload.getAs<Type>().*getter)()), {}, role_day(payload.getAs<Type>().getValidTo())};
}
/// The same of what is told apart by person in one thread per case.
template <typename Type>
RoleSubject read_person(RolePayload payload) {
    return {{}, role_text(payload.getAs<Type>().getPerson())};
}

struct Roles {
    std::unordered_map<const EventType*, EventRole> own;

    template <typename Type>
    EventRole& add(ThreadKind thread, ThreadPart part, CaseTime when, RoleSubject (*read)(RolePayload) = nullptr) {
        const auto& type = event_type<Type>();
        return own.emplace(&type, EventRole{&type, thread, part, when, read}).first->second;
    }
    /// The getter reads the reference of the event's thread: add<GoalAgreed, &GoalAgreed::Reader::getGoal>(...).
    template <typename Type, auto getter>
    EventRole& add(ThreadKind thread, ThreadPart part, CaseTime when) {
        return add<Type>(thread, part, when, &read_reference<Type, getter>);
    }
    /// The same of a start that says when it ends by itself.
    template <typename Type, auto getter>
    EventRole& add_until(ThreadKind thread, ThreadPart part, CaseTime when) {
        return add<Type>(thread, part, when, &read_reference_until<Type, getter>);
    }
    template <typename Type>
    void add(CaseTime when) {
        add<Type>(ThreadKind::none, ThreadPart::nothing, when);
    }
};

// role_rows_people.cpp
void add_case_roles(Roles& roles);
void add_people_roles(Roles& roles);
void add_transition_roles(Roles& roles);
// role_rows_work.cpp
void add_work_roles(Roles& roles);
void add_information_roles(Roles& roles);
// role_rows_evaluation.cpp
void add_evaluation_roles(Roles& roles);
void add_governance_roles(Roles& roles);

}  // namespace forloeb
