// Runs the micro-cases of tests/scenarios/measures (format: the README there).
#pragma once

#include "projections/measure_facts/measure_facts.hpp"
#include "projections/measures/period_strata.hpp"
#include "projections/measures/recording.hpp"
#include "tests/projections/history_builder.hpp"
#include "tests/projections/micro_case.hpp"

namespace forloeb::testing {

inline Cohort cohort_of(const MicroCase& scenario) {
    Cohort cohort;
    for (const auto& [name, value] : scenario.cohort) {
        if (name == "from") cohort.from = parse_date(value).value();
        else if (name == "to") cohort.to = parse_date(value).value();
        else if (name == "at") cohort.at = parse_date(value).value();
        else if (name == "unit") cohort.unit = value;
        else if (name == "kind") cohort.kind = value;
        else if (name == "by") cohort.by = value;
        else throw std::runtime_error(scenario.place + ": unknown cohort field " + name);
    }
    return cohort;
}

/// The stream as written: events line by line; "recorded TIME" says when those after it were recorded.
/// Streams are recorded one after the other, in the order of the file.
inline HistoryBuilder told(const std::vector<std::string>& lines, std::uint64_t number, StreamKind kind) {
    constexpr std::uint64_t lines_max = 1000;  // of one stream
    HistoryBuilder builder(number, kind);
    builder.from_position(number * lines_max);
    std::string recorded = "2026-12-31T12:00:00Z";
    for (const std::string& line : lines)
        if (line.starts_with("recorded "))
            recorded = line.substr(line.find(' ') + 1);
        else
            builder.add(line, recorded);
    return builder;
}

/// From what the events themselves say, or from the row that a server keeps of them, with no more in it than the measure asks for.
enum class MeasuredFrom { events, rows };

inline StoredFacts kept_in_a_row(const Uuid& case_id, const History& history, const facts::CaseFacts& facts, FactsWanted wanted) {
    const auto rows = MeasureFactsProjection().rows(history, facts);
    if (!rows || rows->size() != 1) throw std::runtime_error("a case must have one row");
    auto stored = decode_facts(case_id, rows->front().value, wanted);
    if (!stored) throw std::runtime_error("the row of a case cannot be read");
    return std::move(*stored);
}

/// The raw figures, before disclosure control: what the definition says, on the smallest case that shows it.
inline MeasureOutput measured(const MicroCase& scenario, MeasuredFrom from = MeasuredFrom::events) {
    const MeasureDefinition* definition = find_measure(scenario.about);
    if (definition == nullptr) throw std::runtime_error(scenario.place + ": no measure " + scenario.about);
    const Cohort cohort = cohort_of(scenario);
    auto parameters = Parameters::resolve(definition->parameters, scenario.parameters);
    if (!parameters) throw std::runtime_error(scenario.place + ": " + parameters.error().message);
    const Observed observed = Observed::until(parse_as_of(scenario.observed).value());
    const auto measure = start_measure(*definition, {observed, cohort, *parameters});
    Recording recording;
    std::uint64_t number = 0;
    for (const auto& lines : scenario.cases) {
        const HistoryBuilder builder = told(lines, ++number, StreamKind::case_);
        const History history = builder.history(observed.by);
        const facts::CaseFacts facts = facts::facts_of(builder.case_id(), history).value();
        if (from == MeasuredFrom::rows) {
            const StoredFacts stored = kept_in_a_row(builder.case_id(), history, facts, facts_wanted_by(*definition));
            measure->add(stored.facts);
            recording.add(stored.firsts);
            continue;
        }
        measure->add(facts);
        recording.add(facts);
    }
    for (const auto& lines : scenario.projects) {
        const HistoryBuilder builder = told(lines, ++number, StreamKind::project);
        measure->add_project(facts::project_facts_of(builder.case_id(), builder.history(observed.by)).value());
    }
    MeasureOutput output = measure->finish();
    mark_unrecorded(output, recording, cohort, observed);
    return output;
}

}  // namespace forloeb::testing
