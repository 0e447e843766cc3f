// M3: known coordinator.
#include <algorithm>

#include "projections/measures/definitions.hpp"
#include "projections/case_facts/network_at.hpp"

namespace forloeb {
namespace {

struct Row {
    PersonSum parties;
    PersonSum known;
    PersonSum announced_only;
    std::vector<double> case_shares;
    Persons persons;
};

struct M03Sample {
    Tally cases;  // open at the date
    Tally without_coordinator;
    Row partners;
    Row private_network;
    Row co_located;  // the partners again, by where they sit
    Row elsewhere;
    Row place_unknown;
    std::int64_t sector_unknown = 0;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_row(out, "partners", {"samarbejdsparter", "partners"}, partners);
        add_row(out, "private_network", {"privat netværk", "private network"}, private_network);
        add_place(out, "partners.co_located", {"samarbejdsparter i samme hus", "partners in the same building"}, co_located);
        add_place(out, "partners.elsewhere", {"samarbejdsparter andetsteds", "partners elsewhere"}, elsewhere);
        add_place(out, "partners.place_unknown", {"samarbejdsparter, hvor det er uoplyst", "partners of whom it is not told"}, place_unknown);
        add_count(out, "cases_without_coordinator", {"åbne sager uden koordinator", "open cases without a coordinator"},
                  without_coordinator, cases);
        return out;
    }

  private:
    /// Together they are all partners, so that one of them alone is not hidden.
    static void add_place(std::vector<Figure>& out, const std::string& code, const Words& who, const Row& row) {
        out.push_back(pooled_ratio(code + ".known", {who.da + ", der kender koordinatoren", who.en + " who know the coordinator"}, row.known, row.parties));
        out.back().recorded_by = {"coordinator.announced", "coordinator.acknowledged"};
        out.back().partition = "partners.place";
    }
    void add_row(std::vector<Figure>& out, const std::string& code, const Words& who, const Row& row) const {
        out.push_back(pooled_ratio(code + ".known", {who.da + ", der kender koordinatoren", who.en + " who know the coordinator"},
                                   row.known, row.parties));
        out.push_back(pooled_ratio(code + ".announced_only", {who.da + ", der kun er orienteret", who.en + " only told"},
                                   row.announced_only, row.parties));
        out.push_back(median_of_cases(code + ".known.median_of_cases", {who.da + ", der kender koordinatoren, median af sager", who.en + " who know the coordinator, median of cases"},
                                      "share", row.case_shares, row.persons.size()));
        for (std::size_t i = out.size() - 3; i < out.size(); ++i) {
            out[i].missing = sector_unknown;
            out[i].imprecise = imprecise;
            out[i].recorded_by = {"coordinator.announced", "coordinator.acknowledged"};
        }
    }
};

class KnownCoordinator : public SampledMeasure<M03Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const LocalDate date = cohort_.stock_date(observed_);
        if (!open_days(facts).contains(date)) return;
        const Coordination coordination(facts, "");
        const facts::Assignment* coordinator = coordination.at_end_of(date);
        for (M03Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            if (coordinator == nullptr)
                sample->without_coordinator.add(facts.person());
            else
                add_parties(*sample, facts, *coordinator, date);
        }
    }

  private:
    static void add_parties(M03Sample& sample, const facts::CaseFacts& facts, const facts::Assignment& coordinator, LocalDate date) {
        struct Count {
            double parties = 0, known = 0, announced_only = 0;
        };
        Count partners;
        Count family;
        Count co_located;
        Count elsewhere;
        Count place_unknown;
        for (const PartyAt& party : parties_at_end_of(facts, date)) {
            if (is_coordinator(*party.link, coordinator)) continue;
            if (party.period->added.imprecise()) {
                ++sample.imprecise;
                continue;
            }
            if (party.link->sector == Sector::UNKNOWN) {
                ++sample.sector_unknown;
                continue;
            }
            Count& count = party.link->sector == Sector::PRIVATE_NETWORK ? family : partners;
            ++count.parties;
            const Answer same_house = party.link->co_located;
            Count& place = same_house == Answer::YES ? co_located : same_house == Answer::NO ? elsewhere : place_unknown;
            const bool at_work = &count == &partners;
            place.parties += at_work ? 1 : 0;
            const bool known = told_since(facts.acknowledgements, party.period->party, coordinator.at, date);
            place.known += known && at_work ? 1 : 0;
            if (known)
                ++count.known;
            else if (told_since(facts.announcements, party.period->party, coordinator.at, date))
                ++count.announced_only;
        }
        for (auto& [row, count] : {std::pair<Row*, Count*>{&sample.partners, &partners}, {&sample.private_network, &family}, {&sample.co_located, &co_located},
                                   {&sample.elsewhere, &elsewhere}, {&sample.place_unknown, &place_unknown}}) {
            if (count->parties == 0) continue;
            row->parties.add(facts.person(), count->parties);
            row->known.add(facts.person(), count->known);
            row->announced_only.add(facts.person(), count->announced_only);
            row->case_shares.push_back(count->known / count->parties);
            row->persons.insert(facts.person());
        }
    }
};

}  // namespace

MeasureDefinition m03_known_coordinator() {
    return {"M3",
            2,
            {"Kendt koordinator", "Known coordinator"},
            {"Andel af de aktive samarbejdsparter på datoen i åbne sager med koordinator, som har bekræftet, at de kender "
             "koordinatoren, siden denne blev udpeget; en ny koordinator begynder forfra. Kun orienterede står for sig, det private "
             "netværk i egen række. Samarbejdsparterne deles desuden efter, om de sidder i samme hus. Koordinatoren selv tæller ikke, og sager uden koordinator tælles.",
             "Share of the parties active at the date in open cases with a coordinator that have acknowledged the coordinator "
             "since that person's assignment; a new coordinator starts over. Those only told stand apart, the private network in "
             "its own row. Partners are also split by whether they sit in the same building. The coordinator is excluded, and cases without one are counted."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<KnownCoordinator>(input); },
            false,
            true};
}

}  // namespace forloeb
