#include "engine/rules/rules.hpp"

#include <algorithm>

#include "engine/rules/rule_table.hpp"

namespace forloeb {
namespace {

std::string quoted_label(const EventType& type) { return "»" + std::string(type.label("da")) + "«"; }

std::string collision_in_danish(const Rule& rule, const Question& question, FactIndex collides_with) {
    std::string text = quoted_label(*question.role.type);
    if (collides_with != something_missing) {
        const Fact& fact = question.state.fact(collides_with);
        return text.append(" støder sammen med ").append(quoted_label(fact.type())).append(", hændelse nr. ").append(std::to_string(collides_with + 1)).append(".");
    }
    const RuleText missing = rule.missing == nullptr ? RuleText() : rule.missing(question);
    if (missing.da.empty()) return text.append(" har ikke noget at bygge på her.");
    return text.append(" henviser til noget, der ikke findes her: ").append(missing.da).append(".");
}

std::string collision(const Rule& rule, const Question& question, FactIndex collides_with) {
    std::string text(question.role.type->name);
    if (collides_with != something_missing) {
        const Fact& fact = question.state.fact(collides_with);
        text.append(" collides with ").append(fact.type().name).append(", event ").append(std::to_string(collides_with + 1));
        return text.append(" of the stream (").append(fact.id.text()).append(").");
    }
    const RuleText missing = rule.missing == nullptr ? RuleText() : rule.missing(question);
    if (missing.en.empty()) return text.append(" has nothing here that it could rest on.");
    return text.append(" refers to something that is not here: ").append(missing.en).append(".");
}

// A sentence a caseworker can act on: the rule, what it collides with, what would be accepted. No personal data.
Error objection(const Rule& rule, const Question& question, FactIndex collides_with) {
    Error error{ErrorKind::refused, {}, {}, std::string(rule.id)};
    error.message.append("Rule ").append(rule.id).append(": ").append(rule.sentence.en).append(" ").append(collision(rule, question, collides_with));
    error.message.append(" Accepted would be: ").append(rule.accepted.en).append(".");
    error.danish.append(rule.sentence.da).append(" ").append(collision_in_danish(rule, question, collides_with));
    error.danish.append(" Godtages kan: ").append(rule.accepted.da).append(".");
    return error;
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
