#include "engine/rules/rule_table.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/rules/rule_rows.hpp"

namespace forloeb {
namespace {

struct Book {
    Rules rules;
    std::unordered_map<const EventType*, std::vector<const Rule*>> about;
};

const Book& book() {
    static const Book all = [] {
        Book built;
        add_stream_rules(built.rules);
        add_case_rules(built.rules);
        add_amendment_rules(built.rules);
        add_coordinator_rules(built.rules);
        add_partner_rules(built.rules);
        add_relation_rules(built.rules);
        add_transition_rules(built.rules);
        add_goal_rules(built.rules);
        add_meeting_rules(built.rules);
        add_decision_rules(built.rules);
        add_promise_rules(built.rules);
        add_assessment_and_survey_rules(built.rules);
        add_plan_rules(built.rules);
        add_service_rules(built.rules);
        add_friction_rules(built.rules);
        add_information_rules(built.rules);
        add_project_rules(built.rules);
        add_governance_rules(built.rules);
        for (const EventType& type : all_event_types()) {
            auto& mine = built.about[&type];
            for (const Rule& rule : built.rules) {
                const bool listed = std::ranges::find(rule.types, type.name) != rule.types.end();
                if (listed || (rule.concerns != nullptr && rule.concerns(role_of(type)))) mine.push_back(&rule);
            }
        }
        return built;
    }();
    return all;
}

std::string_view words(CaseTime when) {
    switch (when) {
        case CaseTime::any: return "any time, also before the case is opened";
        case CaseTime::once_opened: return "once the case has been opened, whenever it happened";
        case CaseTime::while_open: return "happened while the case was open";
    }
    return "";
}

}  // namespace

std::span<const Rule> rule_table() { return book().rules; }

std::span<const Rule* const> rules_about(const EventType& type) { return book().about.at(&type); }

const Rule* find_rule(std::string_view id) {
    const auto found = std::ranges::find(book().rules, id, &Rule::id);
    return found == book().rules.end() ? nullptr : &*found;
}

std::string describe_rules() {
    std::string text = "| Rule | About | What must hold | Hvad der skal gælde | Source |\n|---|---|---|---|---|\n";
    for (const Rule& rule : rule_table()) {
        std::string about(rule.about);
        for (const std::string_view type : rule.types) about.append(about.empty() ? "" : ", ").append(type);
        const std::string id = "`" + std::string(rule.id) + "`";
        for (const std::string_view cell : {std::string_view(id), std::string_view(about),
                                            rule.sentence.en, rule.sentence.da, rule.source}) {
            text.append("| ").append(cell).append(" ");
        }
        text.append("|\n");
    }
    text.append("\n| When in the life of a case | Event types |\n|---|---|\n");
    for (const CaseTime when : {CaseTime::any, CaseTime::once_opened, CaseTime::while_open}) {
        std::string types;
        for (const EventType& type : all_event_types()) {
            const bool on_case = std::ranges::find(type.streams, StreamKind::case_) != type.streams.end();
            if (on_case && role_of(type).when == when) types.append(types.empty() ? "" : ", ").append(type.name);
        }
        text.append("| ").append(words(when)).append(" | ").append(types).append(" |\n");
    }
    return text;
}

}  // namespace forloeb
