// The page inside a bundle that tells an auditor how to check it without Forløb. Its commands are run by
// tests/e2e/evidence_test.py. Pure.
#pragma once

#include <string>

#include "engine/proof/checkpoint.hpp"

namespace forloeb {

[[nodiscard]] std::string bundle_readme(const LogCheckpoint& checkpoint, std::size_t events);

}  // namespace forloeb
