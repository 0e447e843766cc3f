// The contract of a rule of advice (beslutningsstøtte): it looks at the facts of one case as of two clocks and says what a
// person should look at, what it rests on, and what it cannot know. START HERE.
//
// Advice is never automatic: nothing is written, refused or sent because of it. "Unknown" is an answer of its own and
// names what is missing; it is never taken for no. A rule reads clear facts only, knows no clock but the one it is
// handed, and prints its thresholds. Pure; any thread.
//
// To add one: see "Advice" in projections/README.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "events/schema/coordinator.capnp.h"
#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/case_time.hpp"
#include "projections/measures/measure.hpp"

namespace forloeb::advice {

enum class State : std::uint8_t { nothing, unknown, advise };

/// One thing to look at.
struct Finding {
    std::string code;  // "nobody_coordinates": stable, for counting
    State state = State::advise;
    Words says;        // a sentence; references and numbers only, never a person's words
    std::vector<Told> evidence;
};

/// One criterion of a rule that weighs several (R1). No weight is invented: they are listed.
struct Criterion {
    std::string code;
    CriterionResult::Kind kind = CriterionResult::Kind::UNKNOWN;
    Answer met = Answer::UNKNOWN;
    Words label;
    Words because;
    std::vector<Told> evidence;
};

/// Of a weights file: an unknown criterion may count or not, so it is a range.
struct Score {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

struct Advice {
    std::vector<Finding> findings;
    std::vector<Criterion> criteria;
    std::optional<Score> score;

    void advise(std::string code, Words says, std::vector<Told> evidence) {
        findings.push_back({std::move(code), State::advise, std::move(says), std::move(evidence)});
    }
    /// `says` names what is missing.
    void unknown(std::string code, Words says, std::vector<Told> evidence = {}) {
        findings.push_back({std::move(code), State::unknown, std::move(says), std::move(evidence)});
    }
    /// The strongest of its findings.
    [[nodiscard]] State state() const;
};

/// How long it took to meet one deadline.
struct DeadlineRun {
    std::string kind;
    std::string unit;
    LocalDate met;
    std::int64_t days = 0;  // from set to met
};

/// What a rule needs beyond the one case; empty for those that do not ask.
struct AcrossCases {
    std::vector<facts::CaseFacts> of_citizen;  // the citizen's other cases
    std::vector<DeadlineRun> deadlines;        // met ones, in every case
};

struct Input {
    const facts::CaseFacts& facts;
    const History& history;  // that the facts were folded from
    const Observed& observed;
    const Parameters& parameters;
    const AcrossCases& across;

    [[nodiscard]] LocalDate today() const { return observed.date; }
    /// Open at the end of today.
    [[nodiscard]] bool is_open() const { return open_days(facts).contains(observed.date); }
};

/// How much must be read to answer.
enum class Reach : std::uint8_t {
    one_case,
    citizen,    // the citizen's other cases too
    all_cases,  // the whole log
};

struct Rule {
    std::string id;
    std::uint32_t version = 1;  // raised when the rule or its reading changes
    Words title;
    Words says;  // the rule in words, printed with its answer
    std::vector<ParameterDefinition> parameters;
    Reach reach = Reach::one_case;
    Advice (*judge)(const Input&) = nullptr;
};

/// Every rule, in the order of its id.
[[nodiscard]] std::span<const Rule> all_rules();
[[nodiscard]] const Rule* find_rule(std::string_view id);

}  // namespace forloeb::advice
