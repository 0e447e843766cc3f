// Assessments, applications, offers and decisions with their discussion, hearing and appeal. Plain facts, folded by
// case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/assessment.capnp.h"
#include "events/schema/decision.capnp.h"
#include "projections/case_facts/goal_facts.hpp"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct ThemeScore {
    Told at;
    std::string theme;
    FunctionLevel level = FunctionLevel::NOT_ASSESSED;
};

struct Assessment {
    std::string assessment;
    std::optional<Told> started;
    std::string method;
    std::string method_version;
    std::string purpose;
    std::string application;
    Answer level_excludes_support = Answer::UNKNOWN;
    std::vector<ThemeScore> themes;
    std::optional<Told> completed;
    ::forloeb::AssessmentCompleted::SupportNeed support_need = ::forloeb::AssessmentCompleted::SupportNeed::NOT_ASSESSED;
    std::vector<std::string> target_groups;
};

struct Application {
    std::string application;
    Told received;
    std::vector<ServiceTerms> services;
    std::string unit;
    ParticipantKind by = ParticipantKind::UNKNOWN;
    std::optional<Told> decided;
};

struct DeclinedOffer {
    Told at;
    std::string type;
    std::string service;
    ParticipantKind declined_by = ParticipantKind::UNKNOWN;
    LegalBasis legal_basis;
};

struct Discussant {
    std::string party;
    std::string unit;
    std::string profession;
    Answer specialist = Answer::UNKNOWN;
};

struct Discussion {
    Told at;
    std::vector<Discussant> with;
    Answer dissent = Answer::UNKNOWN;
    std::string result;
};

struct Hearing {  // partshøring
    Told at;
    std::string exemption;  // why the citizen was not heard; empty = was heard
    WhenTold response_due = untold;
    Answer responded = Answer::UNKNOWN;
};

struct AppealAnswer {  // one body's; each body answers once
    Told at;
    AppealBody body = AppealBody::UNKNOWN;
    AppealResult result = AppealResult::UNKNOWN;
    Answer partial = Answer::UNKNOWN;
};

struct Appeal {
    std::string appeal;
    std::optional<Told> appealed;
    AppealBody body = AppealBody::UNKNOWN;
    ParticipantKind by = ParticipantKind::UNKNOWN;
    std::vector<AppealAnswer> answers;
};

struct Decision {
    std::string decision;
    Told first;  // drafted, discussed or issued, whichever came first
    std::optional<Told> drafted;  // first
    std::vector<ServiceTerms> drafted_services;
    std::vector<Discussion> discussions;
    std::vector<Hearing> hearings;
    std::optional<Told> issued;
    std::vector<std::string> applications;
    std::vector<ServiceTerms> services;
    std::string outcome;
    std::string unit;
    Answer reasons_given = Answer::UNKNOWN;
    WhenTold appeal_until = untold;
    AppealBody appeal_body = AppealBody::UNKNOWN;
    std::string hearing_exemption;
    std::vector<Appeal> appeals;
};

}  // namespace forloeb::facts
