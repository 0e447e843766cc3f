// Plans and services by the law they rest on, with the applications and decisions behind them. A service's terms are
// those in force; one whose time has run out has ended, whether or not anybody said so.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "projections/case_facts/decision_discussion.hpp"
#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

using answers::Risk;
using answers::Running;

std::string clock_text(std::uint16_t minute) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + ":" + two(minute % 60);
}

/// "mo 09:00-22:00": codes, for the page to put in words.
std::string weekly_text(const facts::WeeklyTime& time) {
    static constexpr std::array days = {"", "mo", "tu", "we", "th", "fr", "sa", "su"};
    return std::string(days[static_cast<std::size_t>(time.weekday) % days.size()]) + " " + clock_text(time.from_minute) + "-" +
           clock_text(time.to_minute);
}

std::vector<std::string> types_of(const std::vector<facts::ServiceTerms>& services) {
    std::vector<std::string> types;
    for (const facts::ServiceTerms& terms : services) types.push_back(terms.type.empty() ? terms.service : terms.type);
    return types;
}

using GroundKey = std::tuple<std::string, std::string, std::string>;

GroundKey ground_of(const facts::LegalBasis& basis) { return {basis.law, basis.paragraph, basis.subsection}; }

void fill_grounds(const ViewReading& view, answers::Services::Builder out) {
    std::map<GroundKey, std::vector<const facts::Service*>> grounds;
    for (const facts::Service& service : view.facts().services) grounds[ground_of(service.latest().legal_basis)].push_back(&service);
    fill_list(grounds, [&](unsigned size) { return out.initBases(size); }, [&](answers::LegalGround::Builder ground, const auto& entry) {
        auto services = entry.second;
        std::ranges::stable_sort(services, {}, [&](const facts::Service* service) { return running_state(view, *service) == Running::ENDED; });
        write_legal_basis(ground.initLegalBasis(), services.front()->latest().legal_basis);
        ground.setRunning(static_cast<std::uint32_t>(std::ranges::count_if(services, [&](const facts::Service* service) {
            return running_state(view, *service) == Running::RUNNING;
        })));
        fill_list(services, [&](unsigned size) { return ground.initServices(size); },
                  [&](answers::ServiceLine::Builder line, const facts::Service* service) { fill_service(view, *service, line); });
    });
}

/// Ends are exclusive: on that day it no longer holds.
bool has_ended(const ViewReading& view, const WhenTold& to) { return !to.is_unknown() && local_date(to) <= view.today(); }

void fill_plan(const ViewReading& view, const facts::Plan& plan, answers::PlanLine::Builder out) {
    out.setKind(plan.kind);
    out.setState(plan.created ? (has_ended(view, plan.valid_to) ? "expired" : "created") : (plan.declined ? "declined" : "offered"));
    write_told(out.initOffered(), plan.offered);
    write_told(out.initCreated(), plan.created);
    out.setRevised(static_cast<std::uint32_t>(plan.revised.size()));
    write_told(out.initDeclined(), plan.declined);
    write_moment(out.initValidTo(), plan.valid_to);
    set_list(plan.goals, [&](unsigned size) { return out.initGoals(size); });
    out.setAssessment(plan.assessment);
    out.setReference(plan.plan);
}

void fill_application(const ViewReading& view, const facts::Application& application, answers::ApplicationLine::Builder out) {
    set_list(types_of(application.services), [&](unsigned size) { return out.initServices(size); });
    write_moment(out.initReceived(), application.received.when);
    write_told(out.initDecided(), application.decided);
    if (!application.decided && !application.received.imprecise()) out.setDaysWaiting(view.days_since(application.received));
    out.setUnit(application.unit);
    out.setReference(application.application);
}

/// R6: a decision is discussed between drafting and issuing, and the citizen is heard or exempt.
std::vector<Risk> risks_of(const facts::Decision& decision) {
    std::vector<Risk> risks;
    const auto before_issue = [&](const facts::Hearing& step) { return !decision.issued || in_order(step.at, *decision.issued); };
    if (discussed_before_issue(decision) == Answer::NO) risks.push_back(Risk::NOT_DISCUSSED);
    if (decision.hearing_exemption.empty() && std::ranges::none_of(decision.hearings, before_issue)) risks.push_back(Risk::NOT_HEARD);
    return risks;
}

void fill_decision(const facts::Decision& decision, answers::DecisionLine::Builder out) {
    const auto& services = decision.issued ? decision.services : decision.drafted_services;
    set_list(types_of(services), [&](unsigned size) { return out.initServices(size); });
    out.setOutcome(decision.outcome);
    set_list(risks_of(decision), [&](unsigned size) { return out.initRisks(size); });
    write_told(out.initDrafted(), decision.drafted);
    if (!decision.discussions.empty()) write_moment(out.initDiscussed(), decision.discussions.back().at.when);
    if (!decision.hearings.empty()) write_moment(out.initHeard(), decision.hearings.back().at.when);
    out.setHearingExemption(decision.hearing_exemption);
    write_told(out.initIssued(), decision.issued);
    write_moment(out.initAppealUntil(), decision.appeal_until);
    fill_list(decision.appeals, [&](unsigned size) { return out.initAppeals(size); },
              [](answers::AppealLine::Builder line, const facts::Appeal& appeal) {
                  write_told(line.initAppealed(), appeal.appealed);
                  line.setBody(appeal.body);
                  fill_list(appeal.answers, [&](unsigned answers) { return line.initAnswers(answers); },
                            [](answers::AppealAnswer::Builder each, const facts::AppealAnswer& answer) {
                                each.setBody(answer.body);
                                each.setResult(answer.result);
                                write_moment(each.initOccurred(), answer.at.when);
                            });
              });
    out.setUnit(decision.unit);
    out.setReference(decision.decision);
}

}  // namespace

Running running_state(const ViewReading& view, const facts::Service& service) {
    const facts::ServiceTerms& terms = service.latest();
    if (service.ended) return Running::ENDED;
    if (has_ended(view, terms.to)) return Running::ENDED;
    return !terms.from.is_unknown() && local_date(terms.from) > view.today() ? Running::PLANNED : Running::RUNNING;
}

std::vector<const facts::Service*> running_services(const ViewReading& view) {
    return chosen(view.facts().services, [&](const facts::Service& service) { return running_state(view, service) == Running::RUNNING; });
}

void fill_service(const ViewReading& view, const facts::Service& service, answers::ServiceLine::Builder out) {
    const facts::ServiceTerms& terms = service.latest();
    out.setType(terms.type);
    out.setState(running_state(view, service));
    if (terms.goals.empty() && out.getState() != Running::ENDED) out.initRisks(1).set(0, Risk::NO_GOAL);
    out.setUnit(terms.unit);
    out.setServiceLevel(terms.service_level);
    out.setMinutesPerWeek(terms.minutes_per_week);
    std::vector<std::string> weekly;
    for (const facts::WeeklyTime& time : terms.weekly_times) weekly.push_back(weekly_text(time));
    set_list(weekly, [&](unsigned size) { return out.initWeekly(size); });
    write_moment(out.initFrom(), terms.from.is_unknown() ? service.started.when : terms.from);
    write_moment(out.initTo(), service.ended ? service.ended->when : terms.to);
    set_list(terms.goals, [&](unsigned size) { return out.initGoals(size); });
    out.setDecision(service.decision);
    out.setChanges(static_cast<std::uint32_t>(service.terms.size() - 1));
    out.setReason(service.end_reason);
    out.setReference(service.service);
    set_list(terms.guidelines, [&](unsigned size) { return out.initGuidelines(size); });
}

void fill_services(const ViewReading& view, answers::Services::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    fill_grounds(view, out);
    fill_list(facts.plans, [&](unsigned size) { return out.initPlans(size); },
              [&](answers::PlanLine::Builder line, const facts::Plan& plan) { fill_plan(view, plan, line); });
    fill_list(facts.applications, [&](unsigned size) { return out.initApplications(size); },
              [&](answers::ApplicationLine::Builder line, const facts::Application& item) { fill_application(view, item, line); });
    fill_list(facts.decisions, [&](unsigned size) { return out.initDecisions(size); },
              [](answers::DecisionLine::Builder line, const facts::Decision& decision) { fill_decision(decision, line); });
    fill_list(facts.declined_offers, [&](unsigned size) { return out.initDeclined(size); },
              [&](answers::DeclinedLine::Builder line, const facts::DeclinedOffer& offer) {
                  line.setType(offer.type);
                  view.text(line.initOwnWords(), offer.at, {"ownWords"});
                  write_moment(line.initOccurred(), offer.at.when);
              });
}

}  // namespace forloeb
