// What an evaluation's own stream says, in typed form: its design, instruments, waves with their windows, who was enrolled
// and until when, which periods are reported on, seminars, and what was answered there. Answers may as well stand on a
// citizen's case (case_facts); the measures bring the two together.
//
// Only clear fields. Nothing is judged here that the definition of a measure judges. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/schema/instrument.capnp.h"
#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/day_spans.hpp"

namespace forloeb::facts {

struct InstrumentItem {
    std::string item;
    std::string wording;
    ::forloeb::InstrumentDefined::Kind kind = ::forloeb::InstrumentDefined::Kind::UNKNOWN;
    std::string scale;  // empty = stands alone
    std::int32_t minimum = 0;
    std::int32_t maximum = 0;
    bool reversed = false;
    std::vector<std::string> choices;
};

struct Instrument {
    Told at;
    std::string instrument;
    std::string version;
    std::string language;
    std::string title;
    std::string attribution;
    std::vector<RespondentGroup> groups;
    std::vector<InstrumentItem> items;

    [[nodiscard]] const InstrumentItem* find(std::string_view item) const;
};

struct Wave {
    Told opened;
    std::string wave;
    std::string instrument;
    std::string version;
    WhenTold opens;   // as announced; unknown if it is not said
    WhenTold closes;
    std::optional<Told> closed;
    std::vector<RespondentGroup> groups;

    /// The days on which answers count: as announced, else from the wave's opening to its closing.
    [[nodiscard]] DaySpan window() const;
};

struct Enrolment {
    Told at;
    std::string respondent;
    RespondentGroup group = RespondentGroup::UNKNOWN;
    std::string unit;
    std::string experience_band;
    WhenTold from;
    WhenTold to;  // exclusive
    std::optional<Told> left;

    [[nodiscard]] bool holds_on(LocalDate day) const;
};

struct ExpectedPeriod {
    Told at;
    std::string period;
    std::string instrument;
    std::string version;
    WhenTold first_day;
    WhenTold last_day;
    std::vector<RespondentGroup> groups;  // empty = every group
    std::vector<std::string> registrars;  // who registers time
};

struct Seminar {
    Told at;
    std::string seminar;
    std::string kind;
    std::int32_t participants = -1;
    std::vector<std::string> topics;
};

struct EqualVersions {
    std::string instrument;
    std::string version;
    std::string equal_to;
};

struct ProjectFacts {
    Uuid project_id;
    std::string project;  // its code; empty if it was never designed
    std::string title;
    std::string design;
    std::string evaluator;
    Answer evaluator_is_partner = Answer::UNKNOWN;
    std::vector<std::string> units;
    std::vector<std::string> coordinator_kinds;
    std::vector<std::string> target_groups;
    std::vector<std::string> method_versions;
    WhenTold from;
    WhenTold to;  // exclusive
    std::optional<Told> designed;
    std::vector<EqualVersions> equal_versions;

    std::vector<Instrument> instruments;  // the newest definition of each version
    std::vector<Wave> waves;              // in order of opening
    std::vector<Enrolment> enrolments;
    std::vector<ExpectedPeriod> periods;
    std::vector<Seminar> seminars;
    CaseFacts said;  // surveys, monitoring, feedback, lessons, time: folded as on a case

    [[nodiscard]] const Instrument* find_instrument(std::string_view instrument, std::string_view version) const;
    [[nodiscard]] bool comparable(std::string_view instrument, std::string_view version, std::string_view other) const;
    /// The enrolment in force last, ended or not; nullptr if the respondent never was enrolled.
    [[nodiscard]] const Enrolment* find_enrolment(std::string_view respondent) const;
};

/// `damaged` if a payload cannot be read.
[[nodiscard]] Result<ProjectFacts> project_facts_of(const Uuid& project_id, const History& history);

}  // namespace forloeb::facts
