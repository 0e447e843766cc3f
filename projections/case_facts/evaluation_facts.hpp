// What a case says about the method itself: answers to surveys and monitoring, feedback, lessons, tools and advice.
// Respondents are pseudonyms of their own and are never tied to actors. Plain facts, folded by case_facts.hpp. Pure; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/evaluation.capnp.h"
#include "events/schema/terms.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct ItemAnswer {
    std::string item;
    ::forloeb::ItemAnswer::State state = ::forloeb::ItemAnswer::State::UNANSWERED;
    std::int32_t value = 0;
    std::string choice;
};

struct SurveyStep {
    enum class Kind : std::uint8_t { invited, answered, declined };
    Told at;
    Kind kind = Kind::invited;
    std::string survey;
    std::string instrument;
    std::string version;
    std::string wave;
    std::string respondent;
    RespondentGroup group = RespondentGroup::UNKNOWN;
    WhenTold due = untold;
    std::vector<ItemAnswer> answers;
};

struct MonitoringAnswer {
    Told at;
    std::string instrument;
    std::string version;
    std::string period;  // the period reported on
    std::string respondent;
    RespondentGroup group = RespondentGroup::UNKNOWN;
    std::vector<ItemAnswer> answers;
};

struct Feedback {
    Told at;
    ParticipantKind speaker = ParticipantKind::UNKNOWN;
    std::string told_to;
    Answer second_hand = Answer::UNKNOWN;
    std::vector<std::string> themes;
    Uuid about_event;
};

struct Lesson {
    Told at;
    std::string lesson;
    std::string source;
    std::string phase;
    std::vector<std::string> problems;
    Answer worked = Answer::UNKNOWN;
    std::vector<Uuid> events;
};

struct HighlightedPractice {
    Told at;
    std::vector<Uuid> events;
    std::string phase;
    std::vector<std::string> themes;
};

struct ToolUse {
    Told at;
    std::string tool;
    std::string version;
    std::string phase;
    Answer eases_work = Answer::UNKNOWN;
};

struct AdviceStep {
    enum class Kind : std::uint8_t { shown, followed, overridden };
    Told at;
    Kind kind = Kind::shown;
    std::string advice;
    std::string rule;
    std::string rule_version;
    std::string result;  // shown
    std::vector<Uuid> evidence;
    std::string reason;  // overridden
    Uuid action;         // followed: the event that did
};

}  // namespace forloeb::facts
