// The questions evaluators ask (projections/schema/evaluation.capnp), as projections/queries.hpp has the others. A project
// is named by its code or the id of its stream; where there is one only, by nothing. Any thread; not the append thread.
//
// Aggregates are disclosed as a measure's are. Who may ask, and that it is recorded, is the server's to see to.
#pragma once

#include "engine/engine.hpp"
#include "projections/project_facts/project_facts.hpp"
#include "projections/runner/runner.hpp"
#include "projections/schema/evaluation.capnp.h"

namespace forloeb {

/// Every measure of the project and of the practice around it in one pass over the cases: from the rows of measure_facts where
/// these know the answer. `runner`: nullptr folds.
[[nodiscard]] Status query_evaluation_report(const Engine& engine, Runner* runner, const AsOf& as_of, answers::EvaluationQuery::Reader query,
                                             answers::EvaluationReport::Builder out);

/// What a measure counts, by its own code: with a case, which of its events any figure would be another without, and why the
/// others, or the whole case, are not counted. Raw figures of one person: for those who may read the case. Of figures that are
/// about more than the case (surveys) only that they change is told. Folds the case once or twice for each of its events.
[[nodiscard]] Status query_measure_explanation(const Engine& engine, const AsOf& as_of, answers::ExplainQuery::Reader query,
                                               answers::MeasureExplanation::Builder out);

/// The cases of a project by their pseudonyms in it, and one of them, with relative days, coarse sides and clear coded fields
/// (pseudonymised_fields.hpp); answers to surveys are left out. Each reads every case once. `refused` below five citizens.
[[nodiscard]] Status query_evaluation_cases(const Engine& engine, const AsOf& as_of, answers::EvaluationQuery::Reader query,
                                            answers::EvaluationCases::Builder out);
[[nodiscard]] Status query_evaluation_replay(const Engine& engine, const AsOf& as_of, answers::EvaluationReplayQuery::Reader query,
                                             answers::EvaluationReplay::Builder out);
/// All of them, page by page, as far as a replay may show them: what XES and OCEL are written from.
[[nodiscard]] Status query_evaluation_export(const Engine& engine, const AsOf& as_of, answers::EvaluationExportQuery::Reader query,
                                             answers::EvaluationExport::Builder out);

/// `not_found` naming the projects there are by their codes, `invalid` if none was named and there are several.
[[nodiscard]] Result<facts::ProjectFacts> find_project(const Engine& engine, const AsOf& as_of, Position known, std::string_view named);

}  // namespace forloeb
