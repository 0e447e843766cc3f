#include "engine/rules/rules.hpp"

#include <algorithm>

#include "engine/rules/rule_table.hpp"

namespace forloeb {
namespace {

// A sentence a caseworker can act on: the rule, what it collides with, what would be accepted. No personal data.
Error objection(const Rule& rule, const Question& question, FactIndex collides_with) {
    std::string message = "Rule " + std::string(rule.id) + ": " + std::string(rule.sentence.en) + " ";
    message.append(question.role.type->name);
    if (collides_with == something_missing) {
        const std::string_view missing = rule.missing == nullptr ? std::string_view() : rule.missing(question);
        message.append(missing.empty() ? " has nothing here that it could rest on." : " refers to something that is not here: ");
        if (!missing.empty()) message.append(missing).append(".");
    } else {
        const Fact& fact = question.state.fact(collides_with);
        message.append(" collides with ").append(fact.type().name).append(", event ");
        message.append(std::to_string(collides_with + 1)).append(" of the stream (").append(fact.id.text()).append(").");
    }
    message.append(" Accepted would be: ").append(rule.accepted.en).append(".");
    return {ErrorKind::refused, std::move(message), {}, std::string(rule.id)};
}

Status ask(const Question& question, Rule::Asked when) {
    for (const Rule* rule : rules_about(*question.role.type)) {
        if (rule->asked != when) continue;
        if (const Verdict verdict = rule->check(question)) {
            return tl::make_unexpected(objection(*rule, question, *verdict));
        }
    }
    return {};
}

// Rules about what comes later, asked of the events that hold once all are in.
void ask_at_the_end(const CaseState& state, std::span<const ProposedView> proposed, std::size_t size_before,
                    std::vector<Objection>& objections) {
    for (std::size_t i = 0; i < proposed.size(); ++i) {
        const auto index = static_cast<FactIndex>(size_before + i);
        const bool objected = std::ranges::find(objections, i, &Objection::event) != objections.end();
        if (objected || !state.fact(index).holds) continue;
        Status status = ask(Question::about_applied(state, proposed[i], index), Rule::Asked::at_the_end);
        if (!status) objections.push_back({i, std::move(status.error())});
    }
}

}  // namespace

Status decide(const CaseState& state, const ProposedView& proposed) {
    const Question question = Question::about(state, proposed);
    FORLOEB_CHECK(ask(question, Rule::Asked::in_turn));
    return ask(question, Rule::Asked::at_the_end);
}

std::vector<Objection> decide_and_apply(CaseState& state, std::span<const ProposedView> proposed, bool imported) {
    const std::size_t size_before = state.size();
    std::vector<Objection> objections;
    for (std::size_t i = 0; i < proposed.size(); ++i) {
        Status status = ask(Question::about(state, proposed[i]), Rule::Asked::in_turn);
        if (!status) {
            objections.push_back({i, std::move(status.error())});
            if (!imported) break;
        }
        state.apply(proposed[i]);
    }
    if (objections.empty() || imported) ask_at_the_end(state, proposed, size_before, objections);
    if (!objections.empty() && !imported) {
        state.undo_to(size_before);
        objections.resize(1);
    }
    return objections;
}

}  // namespace forloeb
