// The information ledger: who holds what since when, what was asked for (and whether it was there already), what was
// passed on and on what basis. "Held already" is M15's test within this case: a lower bound, since what nobody recorded is
// not seen.
#include <algorithm>

#include "projections/case_facts/information_held.hpp"
#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

using answers::Risk;

struct HeldBefore {
    std::string holder;
    Told since;
};

/// What the municipality held of it when it was asked for; nothing where an update was wanted.
std::optional<HeldBefore> held_before(const ViewReading& view, const facts::InformationRequest& request) {
    if (!request.requested || request.update_wanted == Answer::YES) return std::nullopt;
    for (const InformationHeld& held : information_held(view.facts(), request.scope, request.requested->position))
        if (held.covers == Answer::YES) return HeldBefore{held.holder, held.provision->at};
    return std::nullopt;
}

/// An earlier request for the same, still in force when this one was made: two have asked.
bool asked_before(const ViewReading& view, const facts::InformationRequest& request) {
    if (!request.requested || request.update_wanted == Answer::YES) return false;
    return std::ranges::any_of(view.facts().requests, [&](const facts::InformationRequest& other) {
        return other.requested && !other.withdrawn && other.requested->position < request.requested->position &&
               covers(other.scope, request.scope) == Answer::YES;
    });
}

std::string_view state_of(const facts::InformationRequest& request) {
    if (request.reused) return "reused";
    if (request.withdrawn && request.provisions.empty()) return "withdrawn";
    if (request.provisions.empty()) return "waiting";
    const bool complete = std::ranges::any_of(request.provisions, [](const auto& part) { return part.complete != Answer::NO; });
    return complete ? "answered" : "partly_answered";
}

std::vector<Risk> risks_of(const ViewReading& view, const facts::InformationRequest& request) {
    std::vector<Risk> risks;
    if (held_before(view, request))
        risks.push_back(Risk::HELD_ALREADY);
    else if (asked_before(view, request))
        risks.push_back(Risk::ASKED_TWICE);
    return risks;
}

void fill_holding(const ViewReading& view, const facts::InformationProvision& provision, answers::Holding::Builder out) {
    out.setTopic(provision.scope.topic);
    out.setHolder(provision.holder.empty() ? view.facts().act(provision.at).unit : provision.holder);
    out.setFrom(provision.by);
    write_moment(out.initSince(), provision.at.when);
    write_moment(out.initPeriodFrom(), provision.scope.from);
    write_moment(out.initPeriodTo(), provision.scope.to);
    out.setComplete(provision.complete);
    out.setPosition(provision.at.position.value);
}

bool has_basis(const ViewReading& view, const facts::InformationShare& share) {
    if (share.legal_basis.is_said()) return true;
    return std::ranges::any_of(view.facts().consents, [&](const facts::Consent& consent) {
        if (consent.consent != share.consent || !consent.given) return false;
        const bool withdrawn = consent.withdrawn && in_order(*consent.withdrawn, share.at);
        const bool ended = !consent.valid_to.is_unknown() && local_date(consent.valid_to) <= share.at.date();
        return !withdrawn && !ended;
    });
}

void fill_share(const ViewReading& view, const facts::InformationShare& share, answers::ShareLine::Builder out) {
    set_list(share.to, [&](unsigned size) { return out.initTo(size); });
    out.setTopic(share.topic);
    write_moment(out.initOccurred(), share.at.when);
    out.setChannel(share.channel);
    out.setBy(view.by(share.at));
    out.setConsent(share.consent);
    write_legal_basis(out.initLegalBasis(), share.legal_basis);
    if (const EffectiveEvent* event = view.reading().event(share.at)) out.setPurpose(event->envelope().getPurpose());
    if (!has_basis(view, share)) out.initRisks(1).set(0, Risk::NO_BASIS);
}

std::string_view state_of(const ViewReading& view, const facts::Consent& consent) {
    if (consent.withdrawn) return "withdrawn";
    // `valid_to` is exclusive.
    const bool ended = !consent.valid_to.is_unknown() && local_date(consent.valid_to) <= view.today();
    return ended ? "expired" : "in_force";
}

}  // namespace

bool is_waiting(const facts::InformationRequest& request) {
    return request.requested && request.provisions.empty() && !request.withdrawn && !request.reused;
}

bool is_in_force(const ViewReading& view, const facts::Consent& consent) { return consent.given && state_of(view, consent) == "in_force"; }

void fill_request(const ViewReading& view, const facts::InformationRequest& request, answers::RequestLine::Builder out) {
    out.setTopic(request.scope.topic);
    out.setState(std::string(state_of(request)));
    set_list(risks_of(view, request), [&](unsigned size) { return out.initRisks(size); });
    out.setFrom(request.from.empty() ? (request.from_unit.empty() ? request.from_organisation : request.from_unit) : request.from);
    out.setBy(request.unit.empty() ? view.facts().act(*request.requested).unit : request.unit);
    write_told(out.initRequested(), request.requested);
    if (!request.provisions.empty()) write_moment(out.initAnswered(), request.provisions.front().at.when);
    if (is_waiting(request) && !request.requested->imprecise()) out.setDaysWaiting(view.days_since(*request.requested));
    out.setPurpose(request.purpose);
    if (const auto held = held_before(view, request)) {
        out.setHeldBy(held->holder);
        write_moment(out.initHeldSince(), held->since.when);
    }
    out.setReference(request.request);
}

void fill_consent(const ViewReading& view, const facts::Consent& consent, answers::ConsentLine::Builder out) {
    set_list(consent.scope, [&](unsigned size) { return out.initScope(size); });
    set_list(consent.parties, [&](unsigned size) { return out.initParties(size); });
    out.setState(std::string(state_of(view, consent)));
    write_told(out.initGiven(), consent.given);
    write_moment(out.initValidTo(), consent.valid_to);
    write_told(out.initWithdrawn(), consent.withdrawn);
    out.setReference(consent.consent);
}

void fill_information(const ViewReading& view, answers::Information::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    std::vector<const facts::InformationProvision*> held;
    for (const facts::InformationRequest& request : facts.requests)
        for (const facts::InformationProvision& provision : request.provisions) held.push_back(&provision);
    std::ranges::stable_sort(held, {}, [](const facts::InformationProvision* provision) { return provision->scope.topic; });
    const auto requests = chosen(facts.requests, [](const facts::InformationRequest& request) { return request.requested.has_value(); });
    out.setAskedTwice(static_cast<std::uint32_t>(std::ranges::count_if(requests, [&](const auto* request) { return !risks_of(view, *request).empty(); })));
    fill_list(held, [&](unsigned size) { return out.initHoldings(size); },
              [&](answers::Holding::Builder line, const facts::InformationProvision* item) { fill_holding(view, *item, line); });
    fill_list(requests, [&](unsigned size) { return out.initRequests(size); },
              [&](answers::RequestLine::Builder line, const facts::InformationRequest* item) { fill_request(view, *item, line); });
    fill_list(facts.shares, [&](unsigned size) { return out.initShares(size); },
              [&](answers::ShareLine::Builder line, const facts::InformationShare& item) { fill_share(view, item, line); });
    fill_list(facts.consents, [&](unsigned size) { return out.initConsents(size); },
              [&](answers::ConsentLine::Builder line, const facts::Consent& item) { fill_consent(view, item, line); });
    fill_list(facts.knowledge, [&](unsigned size) { return out.initKnowledge(size); },
              [](answers::KnowledgeLine::Builder line, const facts::KnowledgeExchange& item) {
                  line.setTopic(item.topic);
                  line.setContributed(item.contributed);
                  line.setSpecialist(item.specialist);
                  line.setProfession(item.profession);
                  write_moment(line.initOccurred(), item.at.when);
              });
}

}  // namespace forloeb
