// R5: about to ask for what the municipality already holds (L13). Asked before a request is sent, the question is
// query_information_held's (queries.hpp); here it is put to the requests that are sent and not yet answered.
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/information_held.hpp"

namespace forloeb::advice {
namespace {

bool is_waiting(const facts::CaseFacts& facts, const facts::InformationRequest& request) {
    const bool reused = std::any_of(facts.reuses.begin(), facts.reuses.end(), [&](const facts::InformationReuse& reuse) {
        return !reuse.request.empty() && reuse.request == request.request;
    });
    return request.requested && request.provisions.empty() && !request.withdrawn && !reused;
}

void judge_one(const Input& input, const facts::InformationRequest& request, Advice& advice) {
    std::set<std::string> holders;
    std::set<std::string> perhaps;
    std::vector<Told> evidence = {*request.requested};
    const auto look = [&](const facts::CaseFacts& facts) {
        for (const InformationHeld& held : information_held(facts, request.scope, request.requested->position)) {
            (held.covers == Answer::YES ? holders : perhaps).insert(held.holder + " (" + format_when(held.provision->at.when).substr(0, 10) + ")");
            evidence.push_back(held.provision->at);
        }
    };
    look(input.facts);
    for (const facts::CaseFacts& other : input.across.of_citizen) look(other);
    const Words about = both(request.request + " (" + request.scope.topic + "): ");
    if (!holders.empty())
        advice.advise("already_held", Words{"Kommunen har det allerede: ", "The municipality holds it already: "} + about + listed(holders) + both("."), std::move(evidence));
    else if (!perhaps.empty())
        advice.unknown("already_held",
                       Words{"Mangler perioden; måske har kommunen det allerede: ", "Missing the period; perhaps the municipality holds it already: "} + about + listed(perhaps) + both("."),
                       std::move(evidence));
}

Advice judge_r05(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    for (const facts::InformationRequest& request : input.facts.requests)
        if (is_waiting(input.facts, request) && request.update_wanted != Answer::YES) judge_one(input, request, advice);
    return advice;
}

}  // namespace

Rule r05_information_already_held() {
    return {"R5",
            1,
            {"Oplysningerne findes allerede", "Already held"},
            {"En anmodning, der venter på svar, hvor en enhed i kommunen allerede havde et svar om borgeren (i en hvilken som helst "
             "af borgerens sager) med samme emne og en periode, der dækker den ønskede, og hvor en opdatering ikke er ønsket. Uden "
             "periode er uoplyst. Det, ingen har registreret, ses ikke.",
             "A request waiting for an answer where a unit of the municipality already held an answer about the citizen (in any of "
             "the citizen's cases) on the same topic and for a period that covers the one wanted, and no update is wanted. "
             "Without a period it is unknown. What nobody recorded is not seen."},
            {},
            Reach::citizen,
            judge_r05};
}

}  // namespace forloeb::advice
