// Plans and running services.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Plan& plan_of(CaseFacts& facts, capnp::Text::Reader name, capnp::Text::Reader kind, capnp::Text::Reader assessment) {
    Plan& plan = newest_or_new(facts.plans, &Plan::plan, name);
    if (kind.size() > 0) plan.kind = text_of(kind);
    if (assessment.size() > 0) plan.assessment = text_of(assessment);
    return plan;
}

// PlanCreated and PlanRevised have the same fields: the whole plan as it stands from then on.
template <typename Reader>
void fill(Plan& plan, Reader payload) {
    plan.legal_basis = legal_basis_of(payload.getLegalBasis());
    plan.goals = texts_of(payload.getGoals());
    plan.services = texts_of(payload.getServices());
    plan.actions.clear();
    for (const auto action : payload.getActions())
        plan.actions.push_back({text_of(action.getAction()), text_of(action.getKind()), text_of(action.getResponsible()),
                                text_of(action.getGoal()), read_moment(action.getDue())});
    plan.valid_from = read_moment(payload.getValidFrom());
    plan.valid_to = read_moment(payload.getValidTo());
    plan.next_follow_up = read_moment(payload.getNextFollowUp());
    plan.responsible = text_of(payload.getResponsible());
    plan.unit = text_of(payload.getUnit());
    plan.whole_person = payload.getWholePerson();
}

Service* running(CaseFacts& facts, capnp::Text::Reader name) {
    Service* service = newest(facts.services, &Service::service, name);
    return service != nullptr && !service->ended ? service : nullptr;
}

// Changed without having been started: it runs all the same.
template <typename Reader>
void start(CaseFacts& facts, Reader payload, const Occurrence& occurrence) {
    Service service;
    service.service = text_of(payload.getSpecification().getService());
    service.started = occurrence.at;
    service.terms.emplace_back(occurrence.at, service_terms_of(payload.getSpecification()));
    service.decision = text_of(payload.getDecision());
    service.plan = text_of(payload.getPlan());
    facts.services.push_back(std::move(service));
}

}  // namespace

void note(CaseFacts& facts, PlanOffered::Reader payload, const Occurrence& occurrence) {
    Plan& plan = plan_of(facts, payload.getPlan(), payload.getKind(), payload.getAssessment());
    if (!plan.offered) plan.offered = occurrence.at;
}

void note(CaseFacts& facts, PlanCreated::Reader payload, const Occurrence& occurrence) {
    Plan& plan = plan_of(facts, payload.getPlan(), payload.getKind(), payload.getAssessment());
    if (!plan.created) {
        plan.created = occurrence.at;
        plan.citizen_endorsed_creation = payload.getCitizenEndorses();
    }
    fill(plan, payload);
}

void note(CaseFacts& facts, PlanRevised::Reader payload, const Occurrence& occurrence) {
    Plan& plan = plan_of(facts, payload.getPlan(), payload.getKind(), payload.getAssessment());
    plan.revised.push_back(occurrence.at);
    fill(plan, payload);
}

void note(CaseFacts& facts, PlanDeclined::Reader payload, const Occurrence& occurrence) {
    plan_of(facts, payload.getPlan(), payload.getKind(), payload.getAssessment()).declined = occurrence.at;
}

void note(CaseFacts& facts, ServiceStarted::Reader payload, const Occurrence& occurrence) { start(facts, payload, occurrence); }

void note(CaseFacts& facts, ServiceChanged::Reader payload, const Occurrence& occurrence) {
    Service* service = running(facts, payload.getSpecification().getService());
    if (service == nullptr) return start(facts, payload, occurrence);
    service->terms.emplace_back(occurrence.at, service_terms_of(payload.getSpecification()));
    service->change_reasons.push_back(text_of(payload.getReason()));
    if (payload.getDecision().size() > 0) service->decision = text_of(payload.getDecision());
    if (payload.getPlan().size() > 0) service->plan = text_of(payload.getPlan());
}

void note(CaseFacts& facts, ServiceEnded::Reader payload, const Occurrence& occurrence) {
    if (Service* service = running(facts, payload.getService())) {
        service->ended = occurrence.at;
        service->end_reason = text_of(payload.getReason());
    } else {
        ++facts.references_unknown;
    }
}

}  // namespace forloeb::facts
