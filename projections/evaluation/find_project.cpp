#include "projections/evaluation/queries.hpp"
#include "projections/reading/every_project.hpp"

namespace forloeb {

Result<facts::ProjectFacts> find_project(const Engine& engine, const AsOf& as_of, Position known, std::string_view named) {
    std::vector<facts::ProjectFacts> found;
    std::string codes;
    FORLOEB_CHECK(visit_every_project(engine, as_of, known, [&](const facts::ProjectFacts& facts) {
        codes += (codes.empty() ? "" : ", ") + (facts.project.empty() ? facts.project_id.text() : facts.project);
        if (named.empty() || named == facts.project || named == facts.project_id.text()) found.push_back(facts);
    }));
    if (found.size() == 1) return std::move(found.front());
    if (found.empty())
        return fail(ErrorKind::not_found, codes.empty() ? "There is no evaluation project." : "There is no such project. There are: " + codes + ".", "project");
    return fail(ErrorKind::invalid, "Say which project: " + codes + ".", "project");
}

}  // namespace forloeb
