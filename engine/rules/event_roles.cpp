#include "engine/rules/event_roles.hpp"

#include "engine/rules/role_rows.hpp"

namespace forloeb {
namespace {

const Roles& roles() {
    static const Roles all = [] {
        Roles built;
        add_case_roles(built);
        add_people_roles(built);
        add_transition_roles(built);
        add_work_roles(built);
        add_information_roles(built);
        add_evaluation_roles(built);
        add_governance_roles(built);
        return built;
    }();
    return all;
}

const std::unordered_map<const EventType*, EventRole>& default_roles() {
    static const auto all = [] {
        std::unordered_map<const EventType*, EventRole> built;
        for (const EventType& type : all_event_types()) built.emplace(&type, EventRole{.type = &type});
        return built;
    }();
    return all;
}

}  // namespace

bool EventRole::names_its_subject() const {
    using enum ThreadKind;
    return thread != none && thread != case_ && thread != intake && thread != coordinator && thread != link && !may_be_unnamed;
}

const EventRole& role_of(const EventType& type) {
    const auto found = roles().own.find(&type);
    return found != roles().own.end() ? found->second : default_roles().at(&type);
}

bool has_own_role(const EventType& type) { return roles().own.contains(&type); }

}  // namespace forloeb
