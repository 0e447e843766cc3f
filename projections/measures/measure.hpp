// The contract of a measure: a definition in words that is printed with every figure, and an
// accumulator that sees the facts of one case after the other and then says the figures. Measures read clear facts only.
// They judge no case and know no disk, no clock and no other measure.
//
// To add one: see "Add a measure" in projections/README.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "projections/measures/cohort.hpp"
#include "projections/measures/figure.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

struct ParameterDefinition {
    enum class Kind : std::uint8_t { number, yes_no, words, choice };
    std::string name;
    Kind kind = Kind::number;
    std::string value;  // by default; `words` are separated by commas, `choice` names the allowed ones: "a|b", the first is the default
    std::string source; // where the default is from; "ours" where no source gives one
};

/// The parameters of one run: defaults, overridden by what was asked for.
class Parameters {
  public:
    /// `invalid` naming the parameter if it is unknown, given twice or not of its kind.
    [[nodiscard]] static Result<Parameters> resolve(std::span<const ParameterDefinition> definitions,
                                                    std::span<const std::pair<std::string, std::string>> given);

    [[nodiscard]] std::int64_t number(std::string_view name) const;
    [[nodiscard]] bool yes(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> words(std::string_view name) const;
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& values() const { return values_; }

  private:
    std::map<std::string, std::string, std::less<>> values_;
};

struct MeasureInput {
    Observed observed;
    const Cohort& cohort;          // outlives the measure
    const Parameters& parameters;  // outlives the measure
};

struct SampleFigures {
    std::string stratum;
    std::vector<Figure> figures;
    std::uint64_t persons = 0;  // distinct citizens (or respondents) in the sample
    std::uint64_t cases = 0;
    std::optional<std::string> part_of = "";  // the stratum it adds up to with others; "" = the whole, none = no such sum is shown
    bool hidden = false;                      // too few persons: it has lost its figures
    std::optional<std::string> and_part_of = {};  // another total it adds up to (nested_cohorts.hpp)
    const Persons* who = nullptr;             // those persons, while the measure lives
};

struct MeasureOutput {
    SampleFigures whole;
    std::vector<SampleFigures> strata;
};

class Measure {
  public:
    virtual ~Measure() = default;
    virtual void add(const facts::CaseFacts& facts) = 0;
    /// Called for each evaluation project, after the cases, if the definition asks for them.
    virtual void add_project(const facts::ProjectFacts& /*facts*/) {}
    [[nodiscard]] virtual MeasureOutput finish() const = 0;
};

struct MeasureDefinition {
    std::string id;
    std::uint32_t version = 1;  // raised when the definition or its reading changes
    Words title;
    Words definition;
    std::vector<ParameterDefinition> parameters;
    bool imported = false;  // a log measure: over imported histories, about the log, without disclosure control
    std::unique_ptr<Measure> (*start)(const MeasureInput&) = nullptr;
    bool projects = false;  // also about evaluation projects: add_project is called
    bool stock = false;     // of a date: the same persons stand in the figures of several
};

/// Every measure, in the order of its id.
[[nodiscard]] std::span<const MeasureDefinition> all_measures();
[[nodiscard]] const MeasureDefinition* find_measure(std::string_view id);

// ---- what the accumulators share ----

/// Cases counted, and the persons they are of.
struct Tally {
    std::uint64_t cases = 0;
    Persons persons;
    void add(const Uuid& person) {
        ++cases;
        persons.insert(person);
    }
    /// Once, however often it is said of the case at hand; cases come one after the other.
    void add_case(const facts::CaseFacts& facts) {
        if (facts.case_id == last_case_) return;
        last_case_ = facts.case_id;
        add(facts.person());
    }

  private:
    Uuid last_case_;
};

void add_count(std::vector<Figure>& out, const std::string& code, const Words& label, const Tally& tally, const Tally& among,
               const std::string& partition = {});
[[nodiscard]] Figure share_of_cases(const std::string& code, const Words& label, const Tally& tally, const Tally& among);

/// A measure whose sample type says its own figures: Sample has `Tally cases` and `std::vector<Figure> figures() const`.
template <typename Sample>
class SampledMeasure : public Measure {
  public:
    explicit SampledMeasure(const MeasureInput& input)
        : observed_(input.observed), cohort_(input.cohort), parameters_(input.parameters), strata_(input.cohort) {}

    [[nodiscard]] MeasureOutput finish() const override {
        MeasureOutput output;
        output.whole = figures_of("", strata_.whole());
        for (const auto& [name, sample] : strata_.strata()) output.strata.push_back(figures_of(name, sample));
        return output;
    }

  protected:
    /// The samples of something that happened in the period: what was in force then decides (G5).
    [[nodiscard]] Samples<Sample> samples_when(const facts::CaseFacts& facts, const Told& moment) {
        if (!cohort_.in_period(moment.date())) return {};
        return samples_with(facts, attributes_when(facts, moment), coordinator_asked_for(facts, moment));
    }
    /// The samples of something told of at `start` that fell due in the period.
    [[nodiscard]] Samples<Sample> samples_due(const facts::CaseFacts& facts, const Told& start, const WhenTold& due) {
        if (!cohort_.in_period(local_date(due))) return {};
        return samples_with(facts, attributes_when(facts, start), coordinator_asked_for(facts, start));
    }
    /// The samples of what stands at a day's end.
    [[nodiscard]] Samples<Sample> samples_at_end_of(const facts::CaseFacts& facts, LocalDate day) {
        return samples_with(facts, attributes_at_end_of(facts, day), cohort_.asks_for_kind() ? Coordination(facts, "").at_end_of(day) : nullptr);
    }

    const Observed observed_;
    const Cohort& cohort_;
    const Parameters& parameters_;
    Strata<Sample> strata_;

  private:
    [[nodiscard]] const facts::Assignment* coordinator_asked_for(const facts::CaseFacts& facts, const Told& moment) const {
        return cohort_.asks_for_kind() && !moment.imprecise() ? coordinator_when(facts, moment) : nullptr;
    }
    [[nodiscard]] Samples<Sample> samples_with(const facts::CaseFacts& facts, const facts::Attributes& attributes,
                                                    const facts::Assignment* coordinator) {
        if (!cohort_.kind.empty() && (coordinator == nullptr || coordinator->kind != cohort_.kind)) return {};
        return strata_.of(facts, attributes, coordinator ? coordinator->kind : std::string());
    }
    static SampleFigures figures_of(const std::string& stratum, const Sample& sample) {
        SampleFigures figures{stratum, sample.figures(), sample.cases.persons.size(), sample.cases.cases};
        figures.who = &sample.cases.persons;
        return figures;
    }
};

}  // namespace forloeb
