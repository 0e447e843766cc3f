#include "projections/advice/start_criteria.hpp"

#include <algorithm>

#include "projections/advice/wording.hpp"
#include "projections/case_facts/network_at.hpp"
#include "projections/case_facts/parallel_services.hpp"

namespace forloeb::advice {
namespace {

using Kind = CriterionResult::Kind;

bool among(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Answer both_needed(Answer a, Answer b) {
    if (a == Answer::NO || b == Answer::NO) return Answer::NO;
    return a == Answer::UNKNOWN || b == Answer::UNKNOWN ? Answer::UNKNOWN : Answer::YES;
}

/// A service that is applied for, drafted, granted or running today, and the event that says so.
struct TermsAt {
    const facts::ServiceTerms* terms;
    Told at;
};

std::vector<TermsAt> current_services(const Input& input) {
    std::vector<TermsAt> current;
    for (const facts::Application& application : input.facts.applications)
        if (!application.decided)
            for (const facts::ServiceTerms& terms : application.services) current.push_back({&terms, application.received});
    for (const facts::Decision& decision : input.facts.decisions) {
        const Told& at = decision.issued ? *decision.issued : decision.first;
        for (const facts::ServiceTerms& terms : decision.issued ? decision.services : decision.drafted_services)
            if ((terms.outcome.empty() ? decision.outcome : terms.outcome) != "refused" &&
                (terms.to.is_unknown() || input.today() < local_date(terms.to)))
                current.push_back({&terms, at});
    }
    for (const facts::Service& service : input.facts.services)
        if (input.today() < running_days(service).to) current.push_back({&service.latest(), service.started});
    return current;
}

class Criteria {
  public:
    explicit Criteria(const Input& input) : input_(input), services_(current_services(input)) {}

    [[nodiscard]] std::vector<Criterion> all() const {
        std::vector<Criterion> criteria = {active_case(), reduced_function(), complex_case(), weak_network(), composite_services(),
                                           unclear_entitlements(), disagreement()};
        for (Criterion& criterion : criteria) complete(criterion);
        return criteria;
    }

  private:
    [[nodiscard]] Criterion active_case() const {
        Criterion criterion{"aktiv_sag", Kind::REQUIREMENT, Answer::NO,
                            {"Aktiv sag i voksenhandicap med handicapydelser efter serviceloven", "Active case in adult disability with disability services under serviceloven"}, {}, {}};
        if (!input_.is_open()) {
            criterion.because = {"sagen er ikke åben", "the case is not open"};
            return criterion;
        }
        criterion.evidence.push_back(input_.facts.episodes.back().opened);
        const std::string unit = attributes_at_end_of(input_.facts, input_.today()).unit;
        const Answer in_unit = unit.empty() ? Answer::UNKNOWN : among(input_.parameters.words("units"), unit) ? Answer::YES : Answer::NO;
        Answer service = Answer::NO;
        for (const TermsAt& each : services_) {
            const Answer counts = is_disability_service(*each.terms);
            if (counts == Answer::NO || service == Answer::YES) continue;
            service = counts;
            criterion.evidence.push_back(each.at);
        }
        criterion.met = both_needed(in_unit, service);
        criterion.because = Words{"enhed: ", "unit: "} + word(in_unit) + Words{", ydelse: ", ", service: "} + word(service);
        return criterion;
    }

    [[nodiscard]] Answer is_disability_service(const facts::ServiceTerms& terms) const {
        const bool listed_law = among(input_.parameters.words("law"), terms.legal_basis.law);
        const bool listed_type = among(input_.parameters.words("service_types"), terms.type);
        if (listed_law && listed_type) return Answer::YES;
        const bool law_open = terms.legal_basis.law.empty() && (listed_type || terms.type.empty());
        const bool type_open = terms.type.empty() && listed_law;
        return law_open || type_open ? Answer::UNKNOWN : Answer::NO;
    }

    [[nodiscard]] Criterion reduced_function() const {
        Criterion criterion{"funktionsevne", Kind::REQUIREMENT, Answer::UNKNOWN, {"Funktionsevnen er betydeligt nedsat", "Function is considerably reduced"},
                            {"ingen registreret vurdering", "no recorded judgement"}, {}};
        for (const facts::NeedDecision& need : input_.facts.needs)
            if (need.considerably_reduced != Answer::UNKNOWN) {
                criterion.met = need.considerably_reduced;
                criterion.because = {"vurderet", "as judged"};
                criterion.evidence = {need.at};
            }
        return criterion;
    }

    [[nodiscard]] Criterion complex_case() const {
        Criterion criterion{"kompleks_sag", Kind::INDICATOR, Answer::UNKNOWN, {"Flere problemstillinger", "Several problems"}, {}, {}};
        std::set<std::string> problems;
        bool assessed = false;
        for (const facts::Assessment& assessment : input_.facts.assessments) {
            assessed = assessed || assessment.completed;
            problems.insert(assessment.target_groups.begin(), assessment.target_groups.end());
            if (assessment.completed) criterion.evidence.push_back(*assessment.completed);
            for (const facts::ThemeScore& theme : assessment.themes)
                if (theme.level >= FunctionLevel::MODERATE && problems.insert(theme.theme).second) criterion.evidence.push_back(theme.at);
        }
        if (const std::string group = attributes_at_end_of(input_.facts, input_.today()).target_group; !group.empty()) problems.insert(group);
        const auto found = static_cast<std::int64_t>(problems.size());
        if (found >= input_.parameters.number("problems_min"))
            criterion.met = Answer::YES;
        else if (assessed)
            criterion.met = Answer::NO;
        criterion.because = number(found) + Words{" målgrupper og temaer med moderat nedsat funktion eller mere", " target groups and themes of moderate reduction or more"};
        return criterion;
    }

    [[nodiscard]] Criterion weak_network() const {
        Criterion criterion{"svagt_netværk", Kind::INDICATOR, Answer::UNKNOWN, {"Svagt socialt netværk at trække på", "Weak social network to draw on"},
                            {"netværket er ikke vurderet", "the network is not assessed"}, {}};
        if (input_.facts.network_assessments.empty()) return criterion;
        const facts::NetworkAssessment& newest = input_.facts.network_assessments.back();
        criterion.met = newest.weak;
        criterion.because = {"vurderet", "as judged"};
        criterion.evidence = {newest.at};
        return criterion;
    }

    [[nodiscard]] Criterion composite_services() const {
        Criterion criterion{"sammensatte_ydelser", Kind::INDICATOR, Answer::NO, {"Sammensatte ydelser og flere samarbejdspartnere", "Composite services and several partners"}, {}, {}};
        std::set<std::string> types;
        for (const TermsAt& each : services_)
            if (!each.terms->type.empty() && types.insert(each.terms->type).second) criterion.evidence.push_back(each.at);
        std::set<std::string> organisations;
        for (const PartyAt& party : parties_at_end_of(input_.facts, input_.today()))
            if (party.link->sector != Sector::PRIVATE_NETWORK && organisations.insert(organisation_of(party)).second)
                criterion.evidence.push_back(party.period->added);
        const auto kinds = static_cast<std::int64_t>(types.size());
        const auto around = static_cast<std::int64_t>(organisations.size());
        if (kinds >= input_.parameters.number("service_kinds_min") || around >= input_.parameters.number("organisations_min")) criterion.met = Answer::YES;
        criterion.because = number(kinds) + Words{" slags ydelser, ", " kinds of services, "} + number(around) + Words{" organisationer", " organisations"};
        return criterion;
    }

    /// Yes while one is open, no once all are resolved; unknown if none was ever raised, for nobody may have asked.
    template <typename Item>
    static void open_items(Criterion& criterion, const std::vector<Item>& items) {
        for (const Item& item : items) {
            if (!item.raised) continue;
            if (criterion.met != Answer::YES) criterion.met = item.resolved ? Answer::NO : Answer::YES;
            criterion.evidence.push_back(item.resolved ? *item.resolved : *item.raised);
        }
        criterion.because = criterion.met == Answer::YES  ? Words{"rejst og ikke afklaret", "raised and not resolved"}
                            : criterion.met == Answer::NO ? Words{"alt rejst er afklaret", "all that was raised is resolved"}
                                                          : Words{"intet registreret", "nothing recorded"};
    }

    [[nodiscard]] Criterion unclear_entitlements() const {
        Criterion criterion{"uklarhed_om_ydelser", Kind::INDICATOR, Answer::UNKNOWN, {"Uklarhed om ydelser og muligheder", "Unclear services and possibilities"}, {}, {}};
        open_items(criterion, input_.facts.uncertainties);
        return criterion;
    }

    [[nodiscard]] Criterion disagreement() const {
        Criterion criterion{"faglig_uenighed", Kind::INDICATOR, Answer::UNKNOWN,
                            {"Uenighed om behov og mål, mellem borger eller familie og forvaltning eller mellem instanser", "Disagreement on needs and goals, between citizen or family and administration or between agencies"}, {}, {}};
        open_items(criterion, input_.facts.disagreements);
        return criterion;
    }

    void complete(Criterion& criterion) const {
        if (criterion.met != Answer::UNKNOWN) return;
        for (const facts::NeedDecision& need : input_.facts.needs)
            for (const facts::CriterionAnswer& result : need.results)
                if (result.criterion == criterion.code && result.met != Answer::UNKNOWN) {
                    criterion.met = result.met;
                    criterion.because = {"vurderet af et menneske", "judged by a person"};
                    criterion.evidence = {need.at};
                }
    }

    static Words word(Answer answer) {
        if (answer == Answer::YES) return {"ja", "yes"};
        return answer == Answer::NO ? Words{"nej", "no"} : Words{"uoplyst", "unknown"};
    }

    const Input& input_;
    const std::vector<TermsAt> services_;
};

}  // namespace

std::vector<Criterion> start_criteria(const Input& input) { return Criteria(input).all(); }

}  // namespace forloeb::advice
