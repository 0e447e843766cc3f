// The few shapes that case rules have, as pure functions: "at most one of these", "only while it runs", "nothing may hang
// after its end". The rule_rows files combine them into rules.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/rules/case_state.hpp"
#include "engine/rules/rule_text.hpp"

namespace forloeb {

/// The question put to a rule: may this event stand in this state?
struct Question {
    const CaseState& state;
    const ProposedView& event;
    const EventRole& role;
    FactContent content;
    FactIndex self;  // the event's own place: state.size() while it is only proposed

    [[nodiscard]] static Question about(const CaseState& state, const ProposedView& proposed);
    /// About an event that the state already holds.
    [[nodiscard]] static Question about_applied(const CaseState& state, const ProposedView& event, FactIndex index);

    [[nodiscard]] const FactContent& content_at(FactIndex index) const;
    [[nodiscard]] const EventRole& role_at(FactIndex index) const;
    /// The steps of the event's thread in order of occurrence, the event itself among them if it is a step.
    [[nodiscard]] std::vector<FactIndex> steps() const;
};

/// Nothing: no objection. Otherwise the fact it collides with; no_fact if something is missing.
using Verdict = std::optional<FactIndex>;
using Check = std::function<Verdict(const Question&)>;
inline constexpr std::nullopt_t no_objection = std::nullopt;
inline constexpr FactIndex something_missing = no_fact;

/// No other event of these types in the thread, whenever it happened.
[[nodiscard]] Check at_most_one_of(std::vector<std::string_view> types);
/// At least one event of these types in the thread that did not certainly happen later.
[[nodiscard]] Check only_after(std::vector<std::string_view> types);
/// No event of these types in the thread certainly happened earlier / later.
[[nodiscard]] Check never_after(std::vector<std::string_view> types);
[[nodiscard]] Check never_before(std::vector<std::string_view> types);

/// The event names the person (coordinator, appeal, other case) by whom it is told apart.
[[nodiscard]] Verdict names_its_person(const Question& question);
/// The same as at_most_one_of and only_after among the events that name the same person.
[[nodiscard]] Check at_most_one_of_its_person(std::vector<std::string_view> types);
[[nodiscard]] Check only_after_its_person(std::vector<std::string_view> types);
/// The check, unless the event names no reference and need not.
[[nodiscard]] Check if_named(Check check);

/// A start: what it starts does not run already at that time, nor is it started again later without an end between.
[[nodiscard]] Verdict starts_what_does_not_run(const Question& question);
/// A start that must follow an end (a reopening), and is not started again later without an end between.
[[nodiscard]] Verdict starts_after_an_end(const Question& question);
/// An end: what it ends runs at that time, and is not ended again later without a start between.
[[nodiscard]] Verdict ends_what_runs(const Question& question);
/// A use: happens (or may have) while the thing runs; a start that says when it ends by itself runs no longer than that.
[[nodiscard]] Verdict used_while_it_runs(const Question& question);
/// An end: no use certainly later that no other start covers.
[[nodiscard]] Verdict leaves_no_use_behind(const Question& question);
/// The same as used_while_it_runs for the case itself.
[[nodiscard]] Verdict happens_while_case_is_open(const Question& question);
/// Every reference to another thing of the case names one that is written in it; a case with a linked case is believed,
/// since the other one may hold it.
[[nodiscard]] Verdict refers_to_what_is_known(const Question& question);
/// The kind of the first such thing that is not: "a goal", "an event".
[[nodiscard]] RuleText first_unknown_reference(const Question& question);
/// A start of one person in a thread of several: no other person's time certainly overlaps with it.
[[nodiscard]] Verdict alone_in_its_time(const Question& question);

}  // namespace forloeb
