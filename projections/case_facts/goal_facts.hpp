// Goals, plans and services. Plain facts, folded by case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "events/schema/goal.capnp.h"
#include "events/schema/terms.capnp.h"
#include "projections/case_facts/network_facts.hpp"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct Endorsement {
    Told at;
    std::string party;
    std::string organisation;
    std::string unit;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    Sector sector = Sector::UNKNOWN;
    Answer endorses = Answer::UNKNOWN;
};

struct GoalRating {
    Told at;
    FunctionLevel level = FunctionLevel::NOT_ASSESSED;
    ::forloeb::GoalProgressRated::Progress progress = ::forloeb::GoalProgressRated::Progress::UNKNOWN;
    ParticipantKind rated_by = ParticipantKind::UNKNOWN;
};

struct GoalProposal {  // proposed; agreed or not
    Told at;
    std::string goal;
    std::string theme;
    ::forloeb::GoalAgreed::Type type = ::forloeb::GoalAgreed::Type::UNKNOWN;
    ParticipantKind proposed_by = ParticipantKind::UNKNOWN;
    std::string party;
    WhenTold due = untold;
};

struct Goal {
    std::string goal;
    Told agreed;
    std::string theme;
    ::forloeb::GoalAgreed::Type type = ::forloeb::GoalAgreed::Type::UNKNOWN;
    FunctionLevel expected_level = FunctionLevel::NOT_ASSESSED;
    WhenTold due = untold;
    Answer shared = Answer::UNKNOWN;
    Answer citizen_endorses = Answer::UNKNOWN;  // as agreed
    std::vector<Endorsement> endorsements;
    std::vector<GoalRating> ratings;
    std::optional<Told> closed;
    ::forloeb::GoalClosed::Result result = ::forloeb::GoalClosed::Result::UNKNOWN;
    FunctionLevel closing_level = FunctionLevel::NOT_ASSESSED;

    [[nodiscard]] const GoalRating* latest_rating() const { return ratings.empty() ? nullptr : &ratings.back(); }
};

struct PlanAction {
    std::string action;
    std::string kind;
    std::string responsible;
    std::string goal;
    WhenTold due = untold;
};

struct Plan {  // as it stands after the newest revision
    std::string plan;
    std::string kind;
    std::optional<Told> offered;
    std::optional<Told> created;  // first
    std::vector<Told> revised;
    std::optional<Told> declined;
    std::string assessment;
    LegalBasis legal_basis;
    std::vector<std::string> goals;
    std::vector<std::string> services;
    std::vector<PlanAction> actions;
    WhenTold valid_from = untold;
    WhenTold valid_to = untold;  // exclusive
    WhenTold next_follow_up = untold;
    std::string responsible;
    std::string unit;
    Answer citizen_endorsed_creation = Answer::UNKNOWN;  // what is said of a revision is about the revision
    Answer whole_person = Answer::UNKNOWN;
};

struct WeeklyTime {
    Weekday weekday = Weekday::UNKNOWN;
    std::uint16_t from_minute = 0;  // of the day, local time
    std::uint16_t to_minute = 0;    // exclusive
};

/// One service as applied for, proposed, granted or running.
struct ServiceTerms {
    std::string service;
    std::string type;
    LegalBasis legal_basis;
    std::string service_level;
    std::int32_t minutes_per_week = -1;
    std::vector<WeeklyTime> weekly_times;
    WhenTold from = untold;
    WhenTold to = untold;  // exclusive
    std::string unit;
    std::vector<std::string> goals;
    std::string outcome;
    std::vector<std::string> themes;  // the needs it serves
    std::string provider;
    std::vector<std::string> guidelines;  // what others expect of it
};

struct Service {
    std::string service;
    Told started;
    std::vector<std::pair<Told, ServiceTerms>> terms;  // the first at `started`; each whole, as it stands from then on
    std::vector<std::string> change_reasons;           // one per later entry of `terms`
    std::string decision;
    std::string plan;
    std::optional<Told> ended;
    std::string end_reason;

    [[nodiscard]] const ServiceTerms& latest() const { return terms.back().second; }
};

}  // namespace forloeb::facts
