// The words that policies and decisions are made of: operations, relations, purposes, sensitivity classes. Their spellings
// stand in policy files, tokens and read records: they are added to, never changed. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/schema/annotations.capnp.h"

namespace forloeb {

enum class Operation : std::uint8_t {
    status,              // how the server does; who I am
    case_list,           // which cases there are
    case_read,           // one case: views, timeline, history, events
    case_append,         // write on a case
    person_read,
    person_append,
    project_read,
    project_append,
    statistics,          // measures and other answers across cases, under disclosure control
    lookup,              // identifier to stream, name to pseudonym
    log_read,            // the log as it is stored: clear fields and sealed bytes
    log_verify,          // proofs, roots, checksums
    projections_operate, // rebuild rows, read their status
    audit_read,          // who read what
    governance_read,     // policy, holds, rights in force
    access_govern,       // change the policy, make and revoke tokens, review broken glass
    lifecycle,           // restrict, hold, archive, shred, purge
    break_glass,         // open a right for one case
};
inline constexpr std::size_t operation_count = 18;

/// What an actor may be to a case; each is told by events of the case, with dates.
enum class Relation : std::uint8_t {
    any,             // no relation is asked for
    assigned,        // its coordinator (coordinator.assigned to released)
    team,            // team.member_added to removed
    substitute,      // stands in for its coordinator (substitute.appointed to ended)
    handover,        // received it (handover.accepted)
    partner,         // takes part in it (partner.added to removed)
    representative,  // of the citizen (representative.appointed to ended)
    citizen,         // is the one it is about
    unit,            // works in the responsible unit
};
inline constexpr std::size_t relation_count = 9;

/// How the door found out who asks.
enum class Identified : std::uint8_t {
    nobody,
    owner,              // the operating system's user that the data belong to: Unix socket, or in its own process
    peer_credentials,   // another user of this machine, behind the Unix socket
    plain_loopback,     // somebody on this machine, over TCP without TLS: only where that was asked for
    token,
    certificate,
    certificate_and_token,
    signed_in,          // at the page, with a token that was good once
    reverse_proxy,      // named by a proxy of ours, over the Unix socket
};

[[nodiscard]] std::string_view word(Operation operation);
[[nodiscard]] std::string_view word(Relation relation);
[[nodiscard]] std::string_view word(Identified how);
[[nodiscard]] std::optional<Operation> parse_operation(std::string_view text);
[[nodiscard]] std::optional<Relation> parse_relation(std::string_view text);
/// "casework", "coordination", "supervision", "complaint", "audit", "log_control", "statistics", "archive", "operations".
[[nodiscard]] const std::vector<std::string_view>& purposes();

/// A set of operations.
struct OperationSet {
    std::uint32_t bits = 0;
    [[nodiscard]] static constexpr OperationSet everything() { return {(1U << operation_count) - 1}; }
    constexpr void add(Operation operation) { bits |= 1U << static_cast<unsigned>(operation); }
    [[nodiscard]] constexpr bool has(Operation operation) const { return (bits >> static_cast<unsigned>(operation) & 1U) != 0; }
    bool operator==(const OperationSet&) const = default;
};

/// A set of sensitivity classes of personal text.
struct ClassSet {
    std::uint16_t bits = 0;
    constexpr void add(SensitivityClass one) { bits = static_cast<std::uint16_t>(bits | 1U << static_cast<unsigned>(one)); }
    [[nodiscard]] constexpr bool has(SensitivityClass one) const { return (bits >> static_cast<unsigned>(one) & 1U) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits == 0; }
    [[nodiscard]] constexpr ClassSet both(ClassSet other) const { return {static_cast<std::uint16_t>(bits & other.bits)}; }
    [[nodiscard]] constexpr ClassSet without(ClassSet other) const { return {static_cast<std::uint16_t>(bits & ~other.bits)}; }
    [[nodiscard]] static ClassSet everything();
    bool operator==(const ClassSet&) const = default;
};

/// "identity", "narrative", ...: the names of the schema.
[[nodiscard]] std::string_view word(SensitivityClass one);
[[nodiscard]] std::optional<SensitivityClass> parse_class(std::string_view text);
[[nodiscard]] std::string words(ClassSet classes);  // "identity, narrative"; empty if there is none

/// Is it about one case or person, so that a relation to it can hold?
[[nodiscard]] constexpr bool is_about_a_stream(Operation operation) {
    using enum Operation;
    return operation == case_read || operation == case_append || operation == person_read || operation == person_append ||
           operation == break_glass;
}

}  // namespace forloeb
