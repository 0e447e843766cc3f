#include "server/access/policy.hpp"

#include <algorithm>

namespace forloeb {
namespace {

Policy make_local_policy() {
    Policy local;
    local.name = "local";
    local.version = "1";
    local.built_in = true;
    Role owner{"owner", "ejer af data", "owner of the data", {}, {}, 0};
    Grant everything;
    everything.operations = OperationSet::everything();
    everything.relations = {Relation::any};
    for (const std::string_view purpose : purposes()) everything.purposes.emplace_back(purpose);
    everything.classes = ClassSet::everything();
    everything.audiences = {Audience::INTERNAL, Audience::PARTNER, Audience::CITIZEN, Audience::EVALUATOR};
    owner.grants.push_back(std::move(everything));
    local.roles.push_back(std::move(owner));
    return local;
}

bool holds_on(const Member& member, LocalDate day) { return (!member.from || *member.from <= day) && (!member.to || day <= *member.to); }

}  // namespace

const Role* Policy::role(std::string_view wanted) const {
    const auto found = std::ranges::find(roles, wanted, &Role::name);
    return found == roles.end() ? nullptr : &*found;
}

Principal Policy::principal(std::string actor, LocalDate today) const {
    Principal principal;
    for (const Member& member : members) {
        if (actor.empty() || member.actor != actor || !holds_on(member, today)) continue;
        if (!member.unit.empty()) principal.unit = member.unit;
        if (!member.organisation.empty()) principal.organisation = member.organisation;
        if (!member.person.is_nil()) principal.person = member.person;
        for (const std::string& one : member.roles)
            if (std::ranges::find(principal.roles, one) == principal.roles.end()) principal.roles.push_back(one);
    }
    principal.actor = std::move(actor);
    return principal;
}

Principal Policy::principal(std::string actor, Identified how, LocalDate today) const {
    Principal principal = this->principal(std::move(actor), today);
    principal.how = how;
    if (built_in && (how == Identified::owner || how == Identified::plain_loopback)) principal.roles = {"owner"};
    return principal;
}

const Policy& local_policy() {
    static const Policy local = make_local_policy();
    return local;
}

}  // namespace forloeb
