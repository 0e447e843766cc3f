// M22: network load.
#include <set>

#include "projections/case_facts/network_at.hpp"
#include "projections/case_facts/parallel_services.hpp"
#include "projections/case_facts/professionals_met.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M22Sample {
    Tally cases;
    std::vector<double> organisations;
    std::vector<double> sectors;
    std::vector<double> paragraphs;
    std::vector<double> professionals;
    std::vector<double> told_of_earlier;  // by those who told
    Persons told;

    [[nodiscard]] std::vector<Figure> figures() const {
        const std::size_t persons = cases.persons.size();
        std::vector<Figure> out = {
            median_of_cases("organisations", {"aktive organisationer, median", "active organisations, median"}, "count", organisations, persons),
            median_of_cases("sectors", {"sektorer, median", "sectors, median"}, "count", sectors, persons),
            median_of_cases("legal_bases", {"forskellige (lov, §), median", "distinct (law, §), median"}, "count", paragraphs, persons),
            median_of_cases("professionals_met", {"fagpersoner mødt i forløbet, median", "professionals met in the case, median"}, "count",
                            professionals, persons),
            median_of_cases("met_earlier_as_told", {"mødt tidligere, som fortalt, median", "met earlier, as told, median"}, "count",
                            told_of_earlier, told.size())};
        out.back().missing = static_cast<std::int64_t>(cases.cases - told_of_earlier.size());
        return out;
    }
};

class NetworkLoad : public SampledMeasure<M22Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const LocalDate date = cohort_.stock_date(observed_);
        if (!open_days(facts).contains(date)) return;
        std::set<std::string> organisations;
        std::set<Sector> sectors;
        std::set<std::pair<std::string, std::string>> paragraphs;
        const auto add_basis = [&](const facts::LegalBasis& basis) {
            if (basis.is_said()) paragraphs.emplace(basis.law, basis.paragraph);
        };
        for (const PartyAt& party : parties_at_end_of(facts, date)) {
            if (party.link->sector == Sector::PRIVATE_NETWORK) continue;
            organisations.insert(organisation_of(party));
            if (party.link->sector != Sector::UNKNOWN) sectors.insert(party.link->sector);
            for (const facts::LegalBasis& basis : party.link->legal_bases) add_basis(basis);
        }
        for (const facts::Service& service : facts.services)
            if (const DaySpan days = running_days(service); days.from <= date && date < days.to) add_basis(service.latest().legal_basis);
        const auto told = earlier_as_told(facts, date);
        for (M22Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            sample->organisations.push_back(static_cast<double>(organisations.size()));
            sample->sectors.push_back(static_cast<double>(sectors.size()));
            sample->paragraphs.push_back(static_cast<double>(paragraphs.size()));
            sample->professionals.push_back(static_cast<double>(professionals_met(facts, date).size()));
            if (!told) continue;
            sample->told_of_earlier.push_back(*told);
            sample->told.insert(facts.person());
        }
    }

  private:
    static std::optional<double> earlier_as_told(const facts::CaseFacts& facts, LocalDate date) {
        std::optional<double> told;
        for (const facts::CitizenView& view : facts.citizen_views)
            if (view.professionals_met_earlier >= 0 && view.at.date() <= date) told = view.professionals_met_earlier;
        return told;
    }
};

}  // namespace

MeasureDefinition m22_network_load() {
    return {"M22",
            1,
            {"Netværkets omfang", "Network load"},
            {"Åbne sager på datoen: aktive organisationer og sektorer uden det private netværk; forskellige (lov, §) bag parter og "
             "løbende ydelser; fagpersoner, borgeren har mødt siden første åbning (en organisation uden navngiven person er én). Antal "
             "mødt tidligere, som borgeren har fortalt, står ved siden af og lægges aldrig til.",
             "Open cases at the date: active organisations and sectors without the private network; distinct (law, §) behind parties "
             "and running services; professionals the citizen has met since first opening (an organisation that names nobody is "
             "one). The number met earlier, as told by the citizen, stands beside and is never added."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<NetworkLoad>(input); },
            false,
            true};
}

}  // namespace forloeb
