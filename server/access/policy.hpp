// A policy: which role may do what to which cases, in which relation, for which purpose, and who has the role when. Read
// from a TOML file (server/access/policy.example.toml shows every part) or built in. Immutable once made; any thread.
//
// Not here: what a policy says about one question (decide, access.hpp), and which policy is in force (access_control.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/read_retention.hpp"
#include "server/access/access.hpp"

namespace forloeb {

/// What a role may do, and within which limits. Everything in it must hold.
struct Grant {
    OperationSet operations;
    std::vector<Relation> relations;   // one of these holds; `any` = none is asked for
    std::vector<std::string> purposes; // one of these; the first is taken where nobody names one
    ClassSet classes;                  // personal text that may be opened
    std::vector<Audience> audiences;   // as whom the case may be seen; empty = internal only
    std::vector<std::string> units;    // of the case: one of these, or "own"; empty = any
    std::vector<std::string> kle;      // of the case: a subject that begins with one of these; empty = any
    std::vector<std::string> events;   // of an append: "goal.*", "note.recorded"; empty = any
};

struct Role {
    std::string name;
    std::string da;
    std::string en;
    std::vector<Grant> grants;
    ClassSet break_glass;          // what broken glass opens to it; none = it may not break glass
    std::int64_t break_glass_minutes = 0;
};

/// That an actor has roles, within dates.
struct Member {
    std::string actor;
    std::vector<std::string> roles;
    std::string unit;
    std::string organisation;
    Uuid person;
    std::optional<LocalDate> from;  // both inclusive
    std::optional<LocalDate> to;
};

struct Policy {
    std::string name;
    std::string version;
    std::string sha256;     // of the file; empty for the built-in one
    bool built_in = false;  // `local`: the owner of the data may everything, nobody else anything
    RetentionMonths reads;  // how long it is kept who read what
    std::vector<Role> roles;
    std::vector<Member> members;

    [[nodiscard]] const Role* role(std::string_view name) const;
    /// "name/version": what decisions and read records call it.
    [[nodiscard]] std::string title() const { return name + "/" + version; }
    /// What the policy says of an actor on a day: unit, organisation, person and all roles. An actor it does not name has
    /// no role.
    [[nodiscard]] Principal principal(std::string actor, LocalDate today) const;
    /// The same for somebody whom the door took for the owner or for a stranger of this machine: under the built-in policy
    /// the owner has every role.
    [[nodiscard]] Principal principal(std::string actor, Identified how, LocalDate today) const;
};

/// Without a policy file: only the operating system's user that the data belong to, for every purpose.
[[nodiscard]] const Policy& local_policy();

struct PolicyFinding {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string what;  // what is wrong and what to do
};

/// Everything that is wrong with the text, in order; the policy only if nothing is.
struct ReadPolicy {
    std::optional<Policy> policy;
    std::vector<PolicyFinding> findings;
};
[[nodiscard]] ReadPolicy read_policy(std::string_view toml);

/// A file's text. `not_found`; `invalid` if it is larger than any policy.
[[nodiscard]] Result<std::string> read_policy_file(const std::filesystem::path& file);

}  // namespace forloeb
