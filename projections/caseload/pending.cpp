#include "projections/caseload/pending.hpp"

#include <algorithm>

namespace forloeb {
namespace {

using answers::Attention;

void add_promises(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    for (const facts::Commitment& each : facts.commitments) {
        if (each.kept || each.broken) continue;
        const WhenTold due = facts::due_in_force(each.due, each.renegotiated);
        out.push_back({due.is_unknown() ? Attention::PROMISE_WITHOUT_DATE : Attention::PROMISE_OVERDUE, each.kind, each.to, due, each.made, false, each.commitment});
    }
}

void add_deadlines(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    for (const facts::Deadline& each : facts.deadlines)
        if (!each.met)
            out.push_back({Attention::DEADLINE_OVERDUE, each.kind, each.unit, facts::due_in_force(each.due, each.extended), each.set,
                           each.basis == ::forloeb::DeadlineSet::Basis::STATUTORY, each.deadline});
}

void add_meetings(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    for (const facts::Meeting& each : facts.meetings)
        if (each.convened && !each.held && !each.cancelled)
            out.push_back({Attention::MEETING_TODAY, each.kind, {}, each.planned, *each.convened, false, each.meeting});
}

std::string first_service(const facts::Application& application) {
    return application.services.empty() ? std::string() : application.services.front().type;
}

void add_waiting(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    for (const facts::Handover& each : facts.handovers)
        if (each.proposed && !each.accepted && !each.rejected && !each.completed)
            out.push_back({Attention::HANDOVER_WAITS, {}, each.from, untold, *each.proposed, false, each.handover});
    for (const facts::Application& each : facts.applications)
        if (!each.decided)
            out.push_back({Attention::APPLICATION_WAITS, first_service(each), each.unit, untold, each.received, false, each.application});
    for (const facts::InformationRequest& each : facts.requests)
        if (each.requested && each.provisions.empty() && !each.withdrawn && !each.reused)
            out.push_back({Attention::REQUEST_UNANSWERED, each.scope.topic, each.from, untold, *each.requested, false, each.request});
}

void add_quiet(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    const facts::Contact* last = nullptr;
    const facts::Contact* attempt = nullptr;
    for (const facts::Contact& each : facts.contacts) {
        if (each.kind == facts::Contact::Kind::attempt) {
            attempt = &each;
        } else if (each.with_citizen == Answer::YES) {
            last = &each;
            attempt = nullptr;
        }
    }
    if (attempt != nullptr) out.push_back({Attention::ATTEMPT_UNANSWERED, attempt->channel, {}, untold, attempt->at, false, {}});
    if (last != nullptr)
        out.push_back({Attention::CONTACT_GAP, {}, {}, untold, last->at, false, {}});
    else if (!facts.episodes.empty())
        out.push_back({Attention::CONTACT_GAP, {}, {}, untold, facts.episodes.back().opened, false, {}});
}

void add_unsettled(const facts::CaseFacts& facts, std::vector<Pending>& out) {
    for (const facts::Consent& each : facts.consents)
        if (each.given && !each.withdrawn && !each.valid_to.is_unknown())
            out.push_back({Attention::CONSENT_ENDING, each.scope.empty() ? std::string() : each.scope.front(), {}, each.valid_to, *each.given, false, each.consent});
    for (const facts::Disagreement& each : facts.disagreements)
        if (each.raised && !each.resolved) out.push_back({Attention::DISAGREEMENT_OPEN, each.about, {}, untold, *each.raised, false, each.disagreement});
    for (const facts::Uncertainty& each : facts.uncertainties)
        if (each.raised && !each.resolved) out.push_back({Attention::UNCERTAINTY_OPEN, each.about, {}, untold, *each.raised, false, each.uncertainty});
}

void add_worker(std::vector<CaseWorker>& workers, std::string person, const char* role, const WhenTold& since) {
    const bool known = std::ranges::any_of(workers, [&](const CaseWorker& worker) { return worker.person == person; });
    if (!person.empty() && !known) workers.push_back({std::move(person), role, since});
}

}  // namespace

std::vector<Pending> pending_in(const facts::CaseFacts& facts) {
    std::vector<Pending> pending;
    add_promises(facts, pending);
    add_deadlines(facts, pending);
    add_meetings(facts, pending);
    add_waiting(facts, pending);
    add_quiet(facts, pending);
    add_unsettled(facts, pending);
    return pending;
}

std::vector<CaseWorker> workers_on(const facts::CaseFacts& facts) {
    std::vector<CaseWorker> workers;
    for (const facts::Assignment& each : facts.assignments)
        if (!each.released) add_worker(workers, each.person, "coordinator", each.at.when);
    for (const facts::Substitute& each : facts.substitutes)
        if (each.appointed && !each.ended) add_worker(workers, each.person, "substitute", each.appointed->when);
    for (const facts::TeamMember& each : facts.team)
        if (each.added && !each.removed) add_worker(workers, each.person, "team", each.added->when);
    return workers;
}

}  // namespace forloeb
