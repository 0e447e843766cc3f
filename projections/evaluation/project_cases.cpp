#include "projections/evaluation/project_cases.hpp"

#include <algorithm>

#include "projections/case_facts/case_time.hpp"
#include "projections/measures/statistics/disclosure.hpp"
#include "projections/reading/every_case.hpp"

namespace forloeb {
namespace {

constexpr std::int32_t month_days = 30;

const char* word(PseudonymUse use) {
    switch (use) {
        case PseudonymUse::case_: return "case";
        case PseudonymUse::actor: return "actor";
        case PseudonymUse::reference: return "reference";
        case PseudonymUse::citizen: return "citizen";
    }
    return "";
}

bool named(const std::vector<std::string>& names, const std::string& name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool open_within(const facts::ProjectFacts& project, const facts::CaseFacts& facts) {
    const LocalDate from = project.from.is_unknown() ? first_day : local_date(project.from);
    const LocalDate to = project.to.is_unknown() ? after_last_day : local_date(project.to);
    return std::any_of(facts.episodes.begin(), facts.episodes.end(), [&](const facts::Episode& episode) {
        return !episode.opened.imprecise() && episode.opened.date() < to && (!episode.closed || from <= episode.closed->date());
    });
}

std::uint32_t months_of(const facts::CaseFacts& facts) {
    LocalDate first = after_last_day;
    LocalDate last = first_day;
    for (const facts::Act& act : facts.acts) {
        if (act.at.imprecise()) continue;
        first = std::min(first, act.at.date());
        last = std::max(last, act.at.date());
    }
    return first > last ? 0 : static_cast<std::uint32_t>((last.days - first.days) / month_days + 1);
}

}  // namespace

std::string project_pseudonym(const Engine& engine, const Uuid& project, PseudonymUse use, const std::string& name, const std::string& within) {
    if (name.empty()) return {};
    std::string scope = "evaluation/" + project.text() + "/" + word(use);
    if (!within.empty()) scope += "/" + within;
    return engine.pseudonym(scope, name);
}

bool is_of_project(const facts::ProjectFacts& project, const facts::CaseFacts& facts) {
    if (!open_within(project, facts)) return false;
    const bool attributed = std::any_of(facts.attributes.begin(), facts.attributes.end(), [&](const facts::AttributesSince& since) {
        return named(project.units, since.attributes.unit) && named(project.target_groups, since.attributes.target_group) &&
               named(project.method_versions, since.attributes.method_version);
    });
    const bool asks = !project.units.empty() || !project.target_groups.empty() || !project.method_versions.empty();
    if (asks && !attributed) return false;
    return project.coordinator_kinds.empty() || std::any_of(facts.assignments.begin(), facts.assignments.end(), [&](const facts::Assignment& assignment) {
        return named(project.coordinator_kinds, assignment.kind);
    });
}

Result<std::vector<ProjectCase>> cases_of_project(const Engine& engine, const AsOf& as_of, const facts::ProjectFacts& project) {
    std::vector<ProjectCase> cases;
    Persons citizens;
    FORLOEB_TRY(const EveryCase all, visit_every_case(engine, as_of, [&](const facts::CaseFacts& facts) {
        if (!is_of_project(project, facts)) return;
        citizens.insert(facts.person());
        cases.push_back({facts.case_id, project_pseudonym(engine, project.project_id, PseudonymUse::case_, facts.case_id.text()), facts.events, months_of(facts)});
    }));
    static_cast<void>(all);
    if (citizens.size() < disclosure::persons_min)
        return fail(ErrorKind::refused, "Single cases are shown only where at least five citizens are in the project.", "project");
    std::sort(cases.begin(), cases.end(), [](const ProjectCase& a, const ProjectCase& b) { return a.pseudonym < b.pseudonym; });
    return cases;
}

}  // namespace forloeb
