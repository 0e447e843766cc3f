// What stands in the way of forgetting, as pure functions: each says `refused` with the name of the guard, what is missing and
// who can put it right. In Danish case files erasure is the exception: restriction first, then archive, then this.
#pragma once

#include <optional>

#include "engine/privacy/governance.hpp"

namespace forloeb {

/// Two different people, a reason and a legal basis.
[[nodiscard]] Status check_warrant(const Warrant& warrant);
/// No hold covers what is to go; `covering` are the names of those that do.
[[nodiscard]] Status check_holds(const std::vector<std::string>& covering);
/// An archive export of the subject with its receipt; or, unless the archive rule keeps this person, why none is needed. Where
/// the rule could not be evaluated (`kept` empty) it counts as keeping. Nil: no one person, only the warrant's word.
[[nodiscard]] Status check_archive(const Warrant& warrant, const Governance& governance, const Uuid& subject, std::optional<bool> kept);

/// Does the rule keep somebody born on this day of the month? Empty if the day is not known and it matters.
[[nodiscard]] std::optional<bool> keeps(const ArchiveRule& rule, std::optional<int> birth_day);

}  // namespace forloeb
