// Coordination itself: whether a coordinator is needed, who it is and who knows it, who else may act in the case, how
// complex it is, and what the work costs in minutes. Plain facts, folded by case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/coordinator.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct CriterionAnswer {
    std::string criterion;
    ::forloeb::CriterionResult::Kind kind = ::forloeb::CriterionResult::Kind::UNKNOWN;
    Answer met = Answer::UNKNOWN;
    std::vector<Uuid> evidence;
};

struct NeedDecision {
    Told at;
    Answer decision = Answer::UNKNOWN;
    Answer advice = Answer::UNKNOWN;
    std::string criteria_set;
    std::vector<CriterionAnswer> results;
    std::string reason;
    Answer considerably_reduced = Answer::UNKNOWN;  // the recorded judgement, never derived
    std::string method;
};

struct Assignment {
    Told at;
    std::optional<Told> released;
    std::string person;
    std::string kind;
    std::string home_unit;
    Uuid identity;
    std::vector<std::string> competence_scope;
    std::string experience_band;
    std::string release_reason;
    std::string successor;
};

/// A party was told of the coordinator, or said that it knows who it is.
struct CoordinatorWord {
    Told at;
    std::string party;
};

struct Substitute {  // acts for the coordinator; never counts as one (G9)
    std::string person;
    std::string instead_of;
    std::string unit;
    std::vector<std::string> competence_scope;
    std::optional<Told> appointed;
    std::optional<Told> ended;
    WhenTold from = untold;
    WhenTold to = untold;
};

struct Representative {
    std::string representative;
    std::string kind;
    std::vector<std::string> scope;
    Uuid identity;
    std::optional<Told> appointed;
    std::optional<Told> ended;
    WhenTold from = untold;
    WhenTold to = untold;
};

struct TeamMember {
    std::string person;
    std::string unit;
    std::string role;
    std::string profession;
    std::string experience_band;
    std::optional<Told> added;
    std::optional<Told> removed;
    WhenTold from = untold;
    WhenTold to = untold;
};

struct ComplexityDimension {
    std::string code;
    std::string grade;
};

struct Complexity {
    Told at;
    std::string model;  // with its version: "model/version"
    std::string grade;
    std::vector<ComplexityDimension> dimensions;
    std::vector<Uuid> evidence;
};

struct TimeRegistration {  // the only source of minutes (G11)
    Told at;
    std::string activity_class;
    std::int32_t minutes = -1;
    std::string period;  // "2026-03"; empty = the day it occurred
    std::string person;  // whose time: the actor's where nobody is named
    std::string unit;
};

struct Onboarding {
    Told at;
    std::string person;
    std::string topic;
    std::int32_t minutes = -1;
    std::string experience_band;
    std::string unit;
};

}  // namespace forloeb::facts
