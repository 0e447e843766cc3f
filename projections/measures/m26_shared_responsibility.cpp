// M26: coordination as a shared responsibility.
#include <map>
#include <unordered_set>

#include "projections/measures/coordination_events.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M26Sample {
    Tally cases;
    PersonSum all;
    PersonSum by_others;
    struct OfUnit {
        PersonSum events;
        std::unordered_set<std::string> staff;
    };
    std::map<std::string, OfUnit> by_unit;  // of the others
    std::size_t staff_min = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {pooled_ratio("by_others", {"koordinering udført af andre", "coordination done by others"}, by_others, all)};
        PersonSum small;
        for (const auto& [unit, of] : by_unit) {
            if (!unit.empty() && of.staff.size() >= staff_min)
                out.push_back(pooled_ratio("unit." + unit, {"heraf " + unit, "of these " + unit}, of.events, by_others));
            else
                small.add(of.events);
        }
        if (small.persons() > 0)
            out.push_back(pooled_ratio("small_units", {"heraf enheder med under fem medarbejdere", "of these units of fewer than five staff"}, small, by_others));
        return out;
    }
};

class SharedResponsibility : public SampledMeasure<M26Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const Coordination coordination(facts, "");
        if (!coordination.any()) return;
        for (const facts::Act& act : facts.acts) {
            if (!is_coordination(act) || act.at.imprecise() || coordination.when(act.at) == nullptr) continue;
            const bool other = !acts_as_coordinator(facts, act.by, act.at);
            for (M26Sample* sample : samples_when(facts, act.at)) {
                sample->staff_min = staff_min_;
                sample->cases.add_case(facts);
                sample->all.add(facts.person(), 1);
                sample->by_others.add(facts.person(), other ? 1 : 0);
                if (!other) continue;
                M26Sample::OfUnit& of = sample->by_unit[act.unit];
                of.events.add(facts.person(), 1);
                of.staff.insert(act.by);
            }
        }
    }

  private:
    const std::size_t staff_min_ = static_cast<std::size_t>(parameters_.number("staff_min"));
};

}  // namespace

MeasureDefinition m26_shared_responsibility() {
    return {"M26",
            1,
            {"Fælles ansvar", "Shared responsibility"},
            {"Koordinerende hændelser (liste 1) i perioden, mens der var en koordinator: andelen udført (eller på vegne af) andre end "
             "koordinatoren og dennes vikar; heraf efter enhed, hvor enheder med under fem medarbejdere slås sammen.",
             "Coordination events (list 1) in the period while there was a coordinator: the share done by (or on behalf of) others than "
             "the coordinator and the substitute; of these by unit, units of fewer than five staff merged."},
            {{"staff_min", ParameterDefinition::Kind::number, "5", "G12"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<SharedResponsibility>(input); }};
}

}  // namespace forloeb
