// One case as evaluators may see it: which of its events, on which day counted from the first, by whom under which pseudonym,
// and what passes of each (pseudonymised_fields.hpp). What a replay shows and what an export writes, so that no door shows
// more than another. Answers to surveys are no part of it. One thread; the reading must outlive it.
#pragma once

#include <vector>

#include "projections/evaluation/project_cases.hpp"
#include "projections/evaluation/pseudonymised_fields.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {

struct ReplayedEvent {
    const EffectiveEvent* event = nullptr;
    const facts::Act* act = nullptr;  // nullptr = nobody is known to have acted
    bool has_day = false;
    std::int32_t day = 0;
    std::int32_t recorded_after = -1;  // days; -1 = unknown
    std::string actor;                 // pseudonym in the project
    std::string side;                  // "own_unit", "municipality", "outside", "unknown"; empty without an actor
};

class ReplayedCase {
  public:
    ReplayedCase(const Engine& engine, const facts::ProjectFacts& project, const CaseReading& reading);

    /// In order of occurrence.
    [[nodiscard]] const std::vector<const EffectiveEvent*>& shown() const { return shown_; }
    [[nodiscard]] ReplayedEvent tell(const EffectiveEvent& event) const;
    [[nodiscard]] std::vector<ReplayedField> fields(const EffectiveEvent& event);
    [[nodiscard]] std::vector<PseudonymisedValue> values(const EffectiveEvent& event);
    /// Who coordinates when the event has happened; empty = nobody, or the event's time is not known.
    [[nodiscard]] std::string coordinator(const ReplayedEvent& event) const;
    /// The citizen in this project, whatever the case; empty if none is named.
    [[nodiscard]] std::string citizen() const;
    /// Fields of the events told so far that are not for evaluators.
    [[nodiscard]] std::uint32_t left_out() const { return fields_.left_out(); }
    /// Events that are answers to surveys.
    [[nodiscard]] std::uint32_t answers_left_out() const { return answers_left_out_; }

  private:
    const Engine& engine_;
    const facts::ProjectFacts& project_;
    const facts::CaseFacts& facts_;
    const LocalDate first_day_;
    PseudonymisedFields fields_;
    std::unordered_map<Uuid, const facts::Act*> acts_;
    std::vector<const EffectiveEvent*> shown_;
    std::uint32_t answers_left_out_ = 0;
};

/// Evaluators see what has occurred: by now, where nothing else is asked for.
[[nodiscard]] AsOf occurred_by_now(const Engine& engine, const AsOf& as_of);

}  // namespace forloeb
