// Takes back an import: one import.retracted on the governance stream. Nothing is deleted; what the batch brought no
// longer holds in any answer, and a repeated import brings it anew.
#pragma once

#include "tools/import/target.hpp"

namespace forloeb {

/// The one governance stream of a data directory.
[[nodiscard]] StreamId governance_stream();

enum class Retraction : std::uint8_t { done, was_retracted };

/// `actor`: who takes it back; `reason`: a code. `not_found` if no event carries the batch.
[[nodiscard]] Result<Retraction> retract_import(ImportTarget& target, const Uuid& batch, const std::string& actor,
                                                const std::string& reason);

}  // namespace forloeb
