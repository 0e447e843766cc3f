// R15: two units tell the citizen different things (L5: the citizen sees the municipality as one).
#include <map>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

struct Message {
    Told at;
    std::string says;
};

/// The newest message of each unit about one thing.
using ByUnit = std::map<std::string, Message>;

class Messages {
  public:
    Messages(LocalDate today, std::int64_t days_back) : today_(today), days_back_(days_back) {}

    void see(const std::string& about, const std::string& unit, const std::string& says, const Told& at) {
        if (about.empty() || unit.empty() || says.empty() || at.imprecise() || days_between(at.date(), today_) > days_back_) return;
        Message& newest = about_[about][unit];
        if (newest.says.empty() || in_order(newest.at, at)) newest = {at, says};
    }
    [[nodiscard]] const std::map<std::string, ByUnit>& about() const { return about_; }

  private:
    LocalDate today_;
    std::int64_t days_back_;
    std::map<std::string, ByUnit> about_;
};

/// A decision is a message too: about each of its services, and about itself.
void see_decision(Messages& messages, const facts::Decision& decision) {
    if (!decision.issued) return;
    messages.see(decision.decision, decision.unit, decision.outcome, *decision.issued);
    for (const facts::ServiceTerms& service : decision.services)
        messages.see(service.type, decision.unit, service.outcome.empty() ? decision.outcome : service.outcome, *decision.issued);
}

void judge_one(const std::string& about, const ByUnit& units, Advice& advice) {
    std::set<std::string> said;
    std::set<std::string> words;
    std::vector<Told> evidence;
    for (const auto& [unit, message] : units) {
        said.insert(message.says);
        words.insert(unit + ": " + message.says);
        evidence.push_back(message.at);
    }
    if (said.size() < 2) return;
    advice.advise("contradiction",
                  Words{"Borgeren har fået forskellig besked om ", "The citizen was told different things about "} + both(about + " (") + listed(words) + both(")."),
                  std::move(evidence));
}

Advice judge_r15(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    Messages messages(input.today(), input.parameters.number("days_back"));
    for (const facts::Informed& informed : input.facts.informed)
        messages.see(informed.concerns.empty() ? informed.topic : informed.concerns, informed.unit, informed.message, informed.at);
    for (const facts::Decision& decision : input.facts.decisions) see_decision(messages, decision);
    for (const auto& [about, units] : messages.about()) judge_one(about, units, advice);
    return advice;
}

}  // namespace

Rule r15_contradictory_messages() {
    return {"R15",
            1,
            {"Modstridende beskeder", "Contradictory messages"},
            {"To enheders seneste besked til borgeren om det samme er forskellig, de seneste 90 dage. En afgørelse er også en "
             "besked. Beskeder uden enhed, emne eller indholdskode ses ikke.",
             "The newest messages of two units to the citizen about the same thing differ, in the last 90 days. A decision is a "
             "message too. Messages without unit, subject or code of what was said are not seen."},
            {{"days_back", ParameterDefinition::Kind::number, "90", "ours"}},
            Reach::one_case,
            judge_r15};
}

}  // namespace forloeb::advice
