// Applications, offers and decisions; hearing before them and appeal after.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

// Discussed or issued without a draft: a decision all the same.
Decision& decision_of(CaseFacts& facts, capnp::Text::Reader name, const Occurrence& occurrence) {
    if (Decision* found = newest(facts.decisions, &Decision::decision, name)) return *found;
    Decision decision;
    decision.decision = text_of(name);
    decision.first = occurrence.at;
    facts.decisions.push_back(std::move(decision));
    return facts.decisions.back();
}

void note_decided(CaseFacts& facts, capnp::List<capnp::Text>::Reader applications, const Told& at) {
    for (const auto reference : applications)
        if (Application* application = newest(facts.applications, &Application::application, reference))
            if (!application->decided) application->decided = at;
}

}  // namespace

void note(CaseFacts& facts, ApplicationReceived::Reader payload, const Occurrence& occurrence) {
    facts.applications.push_back({text_of(payload.getApplication()), occurrence.at, services_of(payload.getServices()),
                                  text_of(payload.getUnit()), payload.getBy(), std::nullopt});
}

void note(CaseFacts& facts, OfferDeclined::Reader payload, const Occurrence& occurrence) {
    facts.declined_offers.push_back({occurrence.at, text_of(payload.getType()), text_of(payload.getService()),
                                     payload.getDeclinedBy(), legal_basis_of(payload.getLegalBasis())});
}

void note(CaseFacts& facts, DecisionDrafted::Reader payload, const Occurrence& occurrence) {
    Decision& decision = decision_of(facts, payload.getDecision(), occurrence);
    if (!decision.drafted) decision.drafted = occurrence.at;
    decision.drafted_services = services_of(payload.getServices());
    decision.applications = texts_of(payload.getApplications());
    decision.unit = text_of(payload.getUnit());
}

void note(CaseFacts& facts, DecisionDiscussed::Reader payload, const Occurrence& occurrence) {
    Discussion discussion{occurrence.at, {}, payload.getDissent(), text_of(payload.getResult())};
    for (const auto with : payload.getWith())
        discussion.with.push_back({text_of(with.getParty()), text_of(with.getUnit()), text_of(with.getProfession()), with.getSpecialist()});
    decision_of(facts, payload.getDecision(), occurrence).discussions.push_back(std::move(discussion));
}

void note(CaseFacts& facts, DecisionIssued::Reader payload, const Occurrence& occurrence) {
    Decision& decision = decision_of(facts, payload.getDecision(), occurrence);
    decision.issued = occurrence.at;
    if (payload.getApplications().size() > 0) decision.applications = texts_of(payload.getApplications());
    decision.services = services_of(payload.getServices());
    decision.outcome = text_of(payload.getOutcome());
    if (payload.getUnit().size() > 0) decision.unit = text_of(payload.getUnit());
    decision.reasons_given = payload.getReasonsGiven();
    decision.appeal_until = read_moment(payload.getAppealUntil());
    decision.appeal_body = payload.getAppealBody();
    decision.hearing_exemption = text_of(payload.getHearingExemption());
    note_decided(facts, payload.getApplications(), occurrence.at);
}

void note(CaseFacts& facts, CitizenHeard::Reader payload, const Occurrence& occurrence) {
    decision_of(facts, payload.getDecision(), occurrence)
        .hearings.push_back({occurrence.at, text_of(payload.getExemption()), read_moment(payload.getResponseDue()), payload.getResponded()});
}

void note(CaseFacts& facts, DecisionAppealed::Reader payload, const Occurrence& occurrence) {
    Appeal& appeal = newest_or_new(decision_of(facts, payload.getDecision(), occurrence).appeals, &Appeal::appeal, payload.getAppeal());
    if (!appeal.appealed) appeal.appealed = occurrence.at;
    appeal.body = payload.getBody();
    appeal.by = payload.getBy();
}

void note(CaseFacts& facts, AppealResolved::Reader payload, const Occurrence& occurrence) {
    newest_or_new(decision_of(facts, payload.getDecision(), occurrence).appeals, &Appeal::appeal, payload.getAppeal())
        .answers.push_back({occurrence.at, payload.getBody(), payload.getResult(), payload.getPartial()});
}

}  // namespace forloeb::facts
