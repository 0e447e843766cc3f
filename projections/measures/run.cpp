// Runs one measure over every case (queries.hpp, G14).
#include "projections/measure_facts/stored_cases.hpp"
#include "projections/measures/measure_run.hpp"
#include "projections/queries.hpp"
#include "projections/reading/every_project.hpp"

namespace forloeb {

Status run_measure(const Engine& engine, Runner* runner, const AsOf& as_of, answers::MeasureQuery::Reader query, answers::MeasureResult::Builder out) {
    const Observed observed = Observed::until(as_of.occurred_by.value_or(engine.now()));
    FORLOEB_TRY(const auto run, MeasureRun::prepare(query, observed));
    AsOf bounded = as_of;
    bounded.occurred_by = observed.by;

    Recording recording;
    const auto visit = [&](const facts::CaseFacts& facts, std::span<const Recording::Since> firsts) {
        run->add(facts);
        recording.add(firsts);
    };
    FORLOEB_TRY(const EveryCase all, visit_measured_cases(engine, runner, bounded, facts_wanted_by(run->definition()), visit));
    if (run->definition().projects)
        FORLOEB_CHECK(visit_every_project(engine, bounded, all.known, [&](const facts::ProjectFacts& facts) { run->add_project(facts); }));
    FORLOEB_TRY(const LogPrefix prefix, LogPrefix::of(engine, bounded, all.known));
    run->write(engine, bounded, all, prefix, recording, out);
    return {};
}

}  // namespace forloeb
