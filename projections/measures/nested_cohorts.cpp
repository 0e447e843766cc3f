#include "projections/measures/nested_cohorts.hpp"

#include <algorithm>

#include "projections/measures/period_strata.hpp"
#include "projections/measures/statistics/disclosure.hpp"

namespace forloeb {
namespace {

std::size_t hide_all(SampleFigures& sample) {
    const std::size_t figures = sample.figures.size();
    sample.hidden = true;
    sample.figures.clear();
    return figures;
}

/// Cells add up both to their unit and to their other dimension.
void set_totals(MeasureOutput& output) {
    for (SampleFigures& sample : output.strata) {
        const auto cell = cross_cell(sample.stratum);
        if (!cell) continue;
        sample.part_of = cross_unit(cell->first);
        sample.and_part_of = cross_second(cell->second);
    }
}

const SampleFigures* find(const MeasureOutput& output, const std::string& name) {
    if (name.empty()) return &output.whole;
    const auto found = std::find_if(output.strata.begin(), output.strata.end(), [&](const SampleFigures& each) { return each.stratum == name; });
    return found == output.strata.end() ? nullptr : &*found;
}

std::size_t hide_like(const SampleFigures& shown_in_table, SampleFigures& sample) {
    if (sample.hidden) return 0;
    if (shown_in_table.hidden) return hide_all(sample);
    std::size_t hidden = 0;
    for (Figure& figure : sample.figures) {
        if (figure.state == FigureState::hidden) continue;
        const auto same = std::find_if(shown_in_table.figures.begin(), shown_in_table.figures.end(), [&](const Figure& each) { return each.code == figure.code; });
        if (same == shown_in_table.figures.end() || same->state != FigureState::hidden) continue;
        ::forloeb::hide(figure);
        ++hidden;
    }
    return hidden;
}

bool too_close(const Persons& a, const Persons& b) {
    std::size_t different = 0;
    for (const Uuid& person : a) different += b.contains(person) ? 0 : 1;
    for (const Uuid& person : b) different += a.contains(person) ? 0 : 1;
    return different > 0 && different < disclosure::persons_min;
}

}  // namespace

NestedCohorts::NestedCohorts(const MeasureDefinition& definition, const MeasureInput& input) : cohort_(input.cohort) {
    const Cohort& cohort = input.cohort;
    if (definition.imported || (cohort.unit.empty() && cohort.kind.empty() && cohort.target_group.empty() && cohort.method_version.empty())) return;
    for (const auto& [dimension, value] : {std::pair<std::string, std::string>("kind", cohort.kind), {"targetGroup", cohort.target_group}, {"methodVersion", cohort.method_version}})
        if (!value.empty()) {
            second_ = dimension;
            second_value_ = value;
        }
    if (second_.empty() && cohort.by != "unit" && !cohort.by_period()) second_ = cohort.by;
    std::vector<PeriodPart> parts = {{"", {cohort.from, cohort.to}}};
    if (cohort.by_period())
        for (PeriodPart& part : parts_of(cohort, input.observed.date)) parts.push_back(std::move(part));
    for (const PeriodPart& part : parts) {
        auto table = std::make_unique<Table>();
        table->part = part.name;
        table->cohort = cohort;
        table->cohort.unit = table->cohort.kind = table->cohort.target_group = table->cohort.method_version = "";
        table->cohort.by = second_.empty() ? "unit" : "unit+" + second_;
        if (!part.name.empty()) {
            table->cohort.from = part.days.from;
            table->cohort.to = part.days.to;
            table->cohort.at = after_last_day;
        }
        table->measure = definition.start({input.observed, table->cohort, input.parameters});
        tables_.push_back(std::move(table));
    }
}

void NestedCohorts::add(const facts::CaseFacts& facts) {
    for (const auto& table : tables_) table->measure->add(facts);
}

void NestedCohorts::add_project(const facts::ProjectFacts& facts) {
    for (const auto& table : tables_) table->measure->add_project(facts);
}

std::size_t NestedCohorts::hide(MeasureOutput& output) const {
    std::size_t hidden = 0;
    for (const auto& table : tables_) hidden += hide_by(*table, output);
    return hidden;
}

std::size_t NestedCohorts::hide_by(const Table& table, MeasureOutput& output) const {
    MeasureOutput shown = table.measure->finish();
    set_totals(shown);
    disclose(shown);
    const auto name_of = [&](const std::string& unit, const std::string& second) {
        if (second_.empty()) return unit;
        if (unit.empty()) return second.empty() ? std::string() : cross_second(second);
        return second.empty() ? cross_unit(unit) : cross_name(unit, second);
    };
    const auto apply = [&](const std::string& name, SampleFigures& sample) -> std::size_t {
        const SampleFigures* cell = find(shown, name);
        if (cell != nullptr && cell->persons == sample.persons) return hide_like(*cell, sample);
        // A filter that a measure reads in its own way is no cell of the table: then at least not all but a few.
        const bool close = sample.who != nullptr && shown.whole.who != nullptr && too_close(*sample.who, *shown.whole.who);
        return close && !sample.hidden ? hide_all(sample) : 0;
    };
    if (table.part.empty()) {
        std::size_t hidden = apply(name_of(cohort_.unit, second_value_), output.whole);
        for (SampleFigures& sample : output.strata) {
            // Of a survey there is no whole: its strata stand by themselves, and their parts are named after them.
            const std::string within = sample.part_of ? (sample.part_of->empty() ? "" : *sample.part_of + "/") : sample.stratum + "/";
            const std::string value = sample.part_of ? sample.stratum.substr(within.size()) : std::string();
            if (!sample.part_of) hidden += apply(within + name_of(cohort_.unit, second_value_), sample);
            else if (cohort_.by == "unit") hidden += apply(within + name_of(value, second_value_), sample);
            else if (cohort_.by == second_) hidden += apply(within + name_of(cohort_.unit, value), sample);
        }
        return hidden;
    }
    for (SampleFigures& sample : output.strata)
        if (sample.stratum == table.part) return apply(name_of(cohort_.unit, second_value_), sample);
    return 0;
}

std::size_t hide_close_dates(MeasureOutput& output) {
    std::size_t hidden = 0;
    std::vector<const Persons*> shown;
    const auto judge = [&](SampleFigures& sample) {
        if (sample.hidden || sample.who == nullptr) return;
        if (std::any_of(shown.begin(), shown.end(), [&](const Persons* other) { return too_close(*sample.who, *other); }))
            hidden += hide_all(sample);
        else
            shown.push_back(sample.who);
    };
    judge(output.whole);
    for (auto sample = output.strata.rbegin(); sample != output.strata.rend(); ++sample) judge(*sample);
    return hidden;
}

}  // namespace forloeb
