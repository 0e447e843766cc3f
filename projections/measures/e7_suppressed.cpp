// E7: how much of the evaluation is hidden.
#include <algorithm>

#include "projections/measures/definitions.hpp"
#include "projections/measures/disclosed_output.hpp"

namespace forloeb {
namespace {

/// Runs the other measures of the evaluation on the same cases, hides as they would be hidden, and counts.
class Suppressed : public Measure {
  public:
    explicit Suppressed(const MeasureInput& input) {
        for (const MeasureDefinition& definition : {e1_response(), e2_change(), e3_citizen_experience(), e4_staff_experience(), e5_monitoring(), e6_function()}) {
            auto& part = parts_.emplace_back();
            part.definition = definition;
            part.parameters = std::make_unique<Parameters>(*Parameters::resolve(definition.parameters, of_project(definition, input.parameters)));
            part.measure = definition.start({input.observed, input.cohort, *part.parameters});
        }
    }

    void add(const facts::CaseFacts& facts) override {
        for (const Part& part : parts_) part.measure->add(facts);
    }
    void add_project(const facts::ProjectFacts& facts) override {
        for (const Part& part : parts_) part.measure->add_project(facts);
    }

    [[nodiscard]] MeasureOutput finish() const override {
        MeasureOutput out;
        Suppression all;
        std::size_t cells = 0;
        for (const Part& part : parts_) {
            MeasureOutput of = part.measure->finish();
            std::size_t of_part = of.whole.figures.size();
            for (const SampleFigures& stratum : of.strata) of_part += stratum.figures.size();
            const Suppression hidden = disclose(of);
            const std::string& id = part.definition.id;
            add_count(out.whole.figures, id + ".primary", {id + ": skjult, for få personer", id + ": hidden, too few persons"}, hidden.primary, of_part);
            add_count(out.whole.figures, id + ".secondary", {id + ": skjult for at dække andre", id + ": hidden to cover others"}, hidden.secondary, of_part);
            all.primary += hidden.primary;
            all.secondary += hidden.secondary;
            cells += of_part;
        }
        add_count(out.whole.figures, "primary", {"skjult i alt, for få personer", "hidden in all, too few persons"}, all.primary, cells);
        add_count(out.whole.figures, "secondary", {"skjult i alt for at dække andre", "hidden in all to cover others"}, all.secondary, cells);
        return out;
    }

  private:
    struct Part {
        MeasureDefinition definition;
        std::unique_ptr<Parameters> parameters;
        std::unique_ptr<Measure> measure;
    };

    /// E6 is about goals, not about one project's respondents.
    static std::vector<std::pair<std::string, std::string>> of_project(const MeasureDefinition& definition, const Parameters& given) {
        const auto knows = std::any_of(definition.parameters.begin(), definition.parameters.end(), [](const ParameterDefinition& each) { return each.name == "project"; });
        if (!knows) return {};
        return {{"project", given.text("project")}};
    }

    /// A count of cells is about no person.
    static void add_count(std::vector<Figure>& out, const std::string& code, const Words& label, std::size_t count, std::size_t of) {
        Figure figure;
        figure.code = code;
        figure.label = label;
        figure.unit = "count";
        figure.value = static_cast<double>(count);
        figure.denominator = static_cast<double>(of);
        figure.numerator = static_cast<double>(count);
        out.push_back(std::move(figure));
    }

    std::vector<Part> parts_;
};

}  // namespace

MeasureDefinition e7_suppressed() {
    return {"E7",
            1,
            {"Skjulte tal", "Suppressed cells"},
            {"Hvor mange af tallene i E1-E6 er skjult, fordi for få personer står bag (primært), og hvor mange for at de ikke kan findes "
             "ved at trække fra (sekundært). Nævneren er alle tal.",
             "How many of the figures of E1-E6 are hidden because too few persons are behind them (primary), and how many so that those "
             "cannot be found by subtraction (secondary). The denominator is all figures."},
            {{"project", ParameterDefinition::Kind::words, "", "all, each by itself"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Suppressed>(input); },
            true};
}

}  // namespace forloeb
