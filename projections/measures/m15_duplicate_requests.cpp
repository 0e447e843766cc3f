// M15: duplicate requests.
#include <map>
#include <unordered_map>

#include "projections/case_facts/information_held.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

/// What a municipal unit was given about a citizen, in any case: that much is kept of all cases until the end.
struct Held {
    facts::InformationScope scope;
    Position since;
};
using HeldByCitizen = std::unordered_map<Uuid, std::vector<Held>>;

struct Asked {
    Uuid case_id;
    Uuid citizen;
    facts::InformationScope scope;
    Position at;
    bool update_wanted = false;
};

Answer is_duplicate(const Asked& asked, const HeldByCitizen& held) {
    const auto of_citizen = held.find(asked.citizen);
    if (asked.update_wanted || of_citizen == held.end()) return Answer::NO;
    Answer duplicate = Answer::NO;
    for (const Held& each : of_citizen->second) {
        if (!(each.since < asked.at)) continue;
        const Answer covering = covers(each.scope, asked.scope);
        if (covering == Answer::YES) return Answer::YES;
        if (covering == Answer::UNKNOWN) duplicate = Answer::UNKNOWN;
    }
    return duplicate;
}

struct M15Sample {
    Tally cases;  // with a request recorded in the period
    std::vector<Asked> asked;
    const HeldByCitizen* held = nullptr;

    [[nodiscard]] std::vector<Figure> figures() const {
        PersonSum requests;
        PersonSum duplicates;
        std::map<Uuid, std::pair<double, double>> by_case;
        std::int64_t missing = 0;
        for (const Asked& each : asked) {
            const Answer duplicate = is_duplicate(each, *held);
            if (each.scope.topic.empty() || duplicate == Answer::UNKNOWN) {
                ++missing;
                continue;
            }
            const double counts = duplicate == Answer::YES ? 1 : 0;
            requests.add(each.citizen, 1);
            duplicates.add(each.citizen, counts);
            by_case[each.case_id].first += counts;
            by_case[each.case_id].second += 1;
        }
        std::vector<double> shares;
        for (const auto& [case_id, share] : by_case) shares.push_back(share.first / share.second);
        std::vector<Figure> out = {
            pooled_ratio("duplicates", {"andel anmodninger om oplysninger, kommunen havde", "share of requests for what the municipality held"}, duplicates, requests),
            median_of_cases("duplicates.median_of_cases", {"samme, median af sager", "the same, median of cases"}, "share", shares, requests.persons())};
        for (Figure& figure : out) {
            figure.missing = missing;
            figure.recorded_by = {"information.requested"};
        }
        return out;
    }
};

/// Sees every case once and judges at the end, since another case of the citizen may hold what was asked for.
class DuplicateRequests : public SampledMeasure<M15Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::InformationRequest& request : facts.requests) {
            for (const facts::InformationProvision& provision : request.provisions)
                if (is_municipal(provision.holder_sector)) held_[facts.person()].push_back({provision.scope, provision.at.position});
            if (request.requested && is_municipal(request.sector)) add_request(facts, request);
        }
    }

  private:
    /// The log is one municipality's: who does not say otherwise belongs to it.
    static bool is_municipal(Sector sector) { return sector != Sector::EXTERNAL && sector != Sector::PRIVATE_NETWORK; }

    void add_request(const facts::CaseFacts& facts, const facts::InformationRequest& request) {
        for (M15Sample* sample : samples_when(facts, *request.requested)) {
            sample->cases.add_case(facts);
            sample->held = &held_;
            sample->asked.push_back({facts.case_id, facts.person(), request.scope, request.requested->position, request.update_wanted == Answer::YES});
        }
    }

    HeldByCitizen held_;
};

}  // namespace

MeasureDefinition m15_duplicate_requests() {
    return {"M15",
            1,
            {"Dobbelte anmodninger", "Duplicate requests"},
            {"Andel af kommunale enheders anmodninger om oplysninger, hvor en kommunal enhed, da anmodningen blev registreret, allerede "
             "havde modtaget oplysninger om samme borger (i en hvilken som helst sag) om samme emne og en periode, der dækker den "
             "ønskede, og hvor en opdatering ikke var ønsket. Perioder, der kun er oplyst det ene sted, er uoplyst. En nedre grænse: "
             "viden, ingen har registreret, ses ikke.",
             "Share of municipal units' requests for information where, when the request was recorded, a municipal unit had already "
             "been given information on the same citizen (in any case) on the same topic and a period that covers the one asked for, "
             "and no update was wanted. Where only one of the periods is told it is unknown. A lower bound: unrecorded knowledge is "
             "invisible."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<DuplicateRequests>(input); }};
}

}  // namespace forloeb
