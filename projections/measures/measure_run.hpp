// One measure as it was asked for: read from the query, fed with facts, written as an answer with its receipt. Whoever
// visits the cases (run.cpp for one measure, evaluation/report.cpp for many in one pass) feeds it. One thread.
#pragma once

#include <memory>
#include <optional>

#include "engine/engine.hpp"
#include "projections/measures/measure.hpp"
#include "projections/measures/nested_cohorts.hpp"
#include "projections/measures/recording.hpp"
#include "projections/reading/every_case.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// How much of the log figures rest on, and what it takes to ask the same again.
struct LogPrefix {
    Position known{0};
    Hash root{};
    std::optional<Instant> last_recorded;  // of its newest event; nothing if it has none, or K was named

    [[nodiscard]] static Result<LogPrefix> of(const Engine& engine, const AsOf& as_of, Position known);
};

class MeasureRun {
  public:
    /// `not_found` for an unknown measure, `invalid` naming the field of the cohort or the parameter.
    [[nodiscard]] static Result<std::unique_ptr<MeasureRun>> prepare(answers::MeasureQuery::Reader query, const Observed& observed);

    [[nodiscard]] const MeasureDefinition& definition() const { return definition_; }
    [[nodiscard]] const Parameters& parameters() const { return parameters_; }
    void add(const facts::CaseFacts& facts) {
        measure_->add(facts);
        nested_.add(facts);
    }
    /// Does nothing for a measure that is not about projects.
    void add_project(const facts::ProjectFacts& facts) {
        if (!definition_.projects) return;
        measure_->add_project(facts);
        nested_.add_project(facts);
    }
    /// The raw figures, as if everything were recorded and might be shown. This or write(), once.
    [[nodiscard]] MeasureOutput finish() const { return measure_->finish(); }
    /// Finishes and writes what is recorded and may be shown.
    void write(const Engine& engine, const AsOf& as_of, const EveryCase& all, const LogPrefix& prefix, const Recording& recording,
               answers::MeasureResult::Builder out) const;

  private:
    MeasureRun(const MeasureDefinition& definition, Cohort cohort, Parameters parameters, const Observed& observed);
    void write_words(answers::MeasureResult::Builder out) const;
    /// Hides what may not be shown; how many figures.
    std::size_t disclosed(MeasureOutput& output) const;
    void write_receipt(const AsOf& as_of, const LogPrefix& prefix, answers::Receipt::Builder out) const;
    [[nodiscard]] std::string command(const AsOf& as_of, const LogPrefix& prefix) const;

    const MeasureDefinition& definition_;
    const Observed observed_;
    const Cohort cohort_;          // here and below: the measure refers to it
    const Parameters parameters_;
    std::unique_ptr<Measure> measure_;
    NestedCohorts nested_;
};

/// The parameters of a measure with their values and where those are from.
void write_parameters(const MeasureDefinition& definition, const Parameters& parameters, capnp::List<answers::Threshold>::Builder out);
void write_label(Label::Builder out, const Words& words);

}  // namespace forloeb
