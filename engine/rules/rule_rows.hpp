// The rows of the table of rules, by subject. Only rule_table.cpp includes this; the order there is the order of asking.
#pragma once

#include <vector>

#include "engine/rules/rule_table.hpp"

namespace forloeb {

using Rules = std::vector<Rule>;

// rule_rows_case.cpp
void add_stream_rules(Rules& rules);
void add_case_rules(Rules& rules);
void add_amendment_rules(Rules& rules);
// rule_rows_people.cpp
void add_coordinator_rules(Rules& rules);
void add_partner_rules(Rules& rules);
void add_relation_rules(Rules& rules);
void add_transition_rules(Rules& rules);
// rule_rows_work.cpp
void add_goal_rules(Rules& rules);
void add_meeting_rules(Rules& rules);
void add_decision_rules(Rules& rules);
void add_promise_rules(Rules& rules);
void add_assessment_and_survey_rules(Rules& rules);
// rule_rows_plan.cpp
void add_plan_rules(Rules& rules);
void add_service_rules(Rules& rules);
void add_friction_rules(Rules& rules);
// rule_rows_information.cpp
void add_information_rules(Rules& rules);
// rule_rows_evaluation.cpp
void add_project_rules(Rules& rules);
void add_governance_rules(Rules& rules);

}  // namespace forloeb
