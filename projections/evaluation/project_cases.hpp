// The cases of an evaluation project, and what they are called in it: evaluators know a case by its pseudonym in their
// project, which says nothing in any other. Reads every case once. Pure but for the engine's keys; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "projections/measures/figure.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

/// What pseudonyms are for; each use has its own key, so that none of one use can be matched with one of another, or with a
/// respondent's, which come from a key of their own when answers are imported.
enum class PseudonymUse : std::uint8_t { case_, actor, reference, citizen };
/// `within` narrows it: references hold within one case only.
[[nodiscard]] std::string project_pseudonym(const Engine& engine, const Uuid& project, PseudonymUse use, const std::string& name, const std::string& within = {});

/// Open within the project's period, and of its units, target groups, method versions and kinds of coordinator where it
/// names any.
[[nodiscard]] bool is_of_project(const facts::ProjectFacts& project, const facts::CaseFacts& facts);

struct ProjectCase {
    Uuid case_id;
    std::string pseudonym;
    std::uint32_t events = 0;
    std::uint32_t months = 0;  // begun, from the first event to the last
};

/// In the order of their pseudonyms. `refused` if fewer than five citizens are in the project: then each of them could be
/// told from what little else is known.
[[nodiscard]] Result<std::vector<ProjectCase>> cases_of_project(const Engine& engine, const AsOf& as_of, const facts::ProjectFacts& project);

}  // namespace forloeb
