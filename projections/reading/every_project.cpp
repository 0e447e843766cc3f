#include "projections/reading/every_project.hpp"

#include "projections/reading/case_reading.hpp"

namespace forloeb {

Status visit_every_project(const Engine& engine, const AsOf& as_of, Position known,
                           const std::function<void(const facts::ProjectFacts&)>& visit) {
    constexpr std::size_t listed_at_once = 64;
    for (Uuid after;;) {
        FORLOEB_TRY(const auto projects, engine.list_streams(StreamKind::project, after, listed_at_once));
        if (projects.empty()) return {};
        after = projects.back().id;
        for (const StreamId& project : projects) {
            FORLOEB_TRY(const History history, history_below(engine, project, as_of, known));
            if (history.stored.empty()) continue;
            FORLOEB_TRY(const facts::ProjectFacts facts, facts::project_facts_of(project.id, history));
            visit(facts);
        }
    }
}

}  // namespace forloeb
