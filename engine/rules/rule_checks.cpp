#include "engine/rules/rule_checks.hpp"

#include <algorithm>
#include <chrono>

#include "engine/rules/event_references.hpp"

namespace forloeb {
namespace {

// From a start to its end (no_fact: runs on).
struct Span {
    FactIndex start;
    FactIndex end = no_fact;
};

bool is_one_of(const std::vector<std::string_view>& types, std::string_view name) {
    return std::ranges::find(types, name) != types.end();
}

const FactThread& thread_of(const Question& question) {
    return question.state.thread(question.role.thread, question.content.subject);
}

bool earlier(const Question& question, FactIndex a, FactIndex b) {
    return certainly_before(question.content_at(a).occurred, question.content_at(b).occurred);
}

// Pairs starts with ends, per person. A start of what runs and an end of what does not are breaches that an import or a
// correction brought in; they are passed over.
std::vector<Span> spans_of(const Question& question, const std::vector<FactIndex>& steps) {
    std::vector<Span> spans;
    std::vector<std::size_t> running;  // one per person at most, so few
    for (const FactIndex step : steps) {
        const auto mine = std::ranges::find_if(running, [&](std::size_t span) {
            return question.content_at(spans[span].start).person == question.content_at(step).person;
        });
        const ThreadPart part = question.role_at(step).part;
        if (part == ThreadPart::start && mine == running.end()) {
            running.push_back(spans.size());
            spans.push_back({step});
        } else if (part == ThreadPart::end && mine != running.end()) {
            spans[*mine].end = step;
            running.erase(mine);
        }
    }
    return spans;
}

// What a start said of its own end; that day itself is still in time.
bool ran_out(const FactContent& start, const Occurrence& at) { return at.is_ordered() && start.until < at.date; }

bool may_be_within(const Question& question, const Span& span, const Occurrence& at) {
    if (certainly_before(at, question.content_at(span.start).occurred)) return false;
    if (ran_out(question.content_at(span.start), at)) return false;
    return span.end == no_fact || !certainly_before(question.content_at(span.end).occurred, at);
}

// What stands in the way of an event that is in no span: the end before it, else the start after it.
Verdict within_one_of(const Question& question, const std::vector<Span>& spans, const Occurrence& at) {
    FactIndex before = no_fact;
    FactIndex after = no_fact;
    for (const Span& span : spans) {
        if (may_be_within(question, span, at)) return no_objection;
        if (ran_out(question.content_at(span.start), at)) before = span.start;
        if (span.end != no_fact && certainly_before(question.content_at(span.end).occurred, at)) before = span.end;
        if (after == no_fact && certainly_before(at, question.content_at(span.start).occurred)) after = span.start;
    }
    return before != no_fact ? before : after;
}

struct Neighbours {
    FactIndex before = no_fact;
    FactIndex after = no_fact;
};

// The starts and ends of the same person next to the event in order of occurrence. An event that takes part in no order
// is taken to be the last: if the thing can begin or end at all, it can then.
Neighbours neighbours_of(const Question& question) {
    std::vector<FactIndex> others;
    std::size_t place = 0;
    for (const FactIndex step : question.steps()) {
        if (step == question.self) place = others.size();
        const ThreadPart part = question.role_at(step).part;
        if (step == question.self || (part != ThreadPart::start && part != ThreadPart::end)) continue;
        if (question.content_at(step).person == question.content.person) others.push_back(step);
    }
    if (!question.content.occurred.is_ordered()) place = others.size();
    return {place > 0 ? others[place - 1] : no_fact, place < others.size() ? others[place] : no_fact};
}

}  // namespace

Question Question::about(const CaseState& state, const ProposedView& proposed) {
    return {state, proposed, role_of(*proposed.type), state.content_of(proposed), static_cast<FactIndex>(state.size())};
}

Question Question::about_applied(const CaseState& state, const ProposedView& event, FactIndex index) {
    return {state, event, *state.fact(index).role, state.fact(index).content, index};
}

const FactContent& Question::content_at(FactIndex index) const {
    return index == self ? content : state.fact(index).content;
}

const EventRole& Question::role_at(FactIndex index) const { return index == self ? role : *state.fact(index).role; }

std::vector<FactIndex> Question::steps() const {
    std::vector<FactIndex> steps = thread_of(*this).steps;
    const bool proposed_step = self == state.size() && role.part != ThreadPart::nothing && role.part != ThreadPart::use;
    if (!proposed_step) return steps;
    std::vector<DatedStep> dated;
    for (const FactIndex i : steps) dated.push_back({i, state.fact(i).content.occurred});
    dated.push_back({self, content.occurred});
    sort_by_occurrence(dated);
    steps.resize(dated.size());
    std::ranges::transform(dated, steps.begin(), &DatedStep::written);
    return steps;
}

Check at_most_one_of(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        for (const FactIndex step : thread_of(question).steps) {
            if (step != question.self && is_one_of(types, question.role_at(step).type->name)) return step;
        }
        return no_objection;
    };
}

Check only_after(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        FactIndex later = something_missing;
        for (const FactIndex step : thread_of(question).steps) {
            if (step == question.self || !is_one_of(types, question.role_at(step).type->name)) continue;
            if (!earlier(question, question.self, step)) return no_objection;
            later = step;
        }
        return later;
    };
}

Check never_after(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        for (const FactIndex step : thread_of(question).steps) {
            if (!is_one_of(types, question.role_at(step).type->name)) continue;
            if (earlier(question, step, question.self)) return step;
        }
        return no_objection;
    };
}

Check never_before(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        for (const FactIndex step : thread_of(question).steps) {
            if (!is_one_of(types, question.role_at(step).type->name)) continue;
            if (earlier(question, question.self, step)) return step;
        }
        return no_objection;
    };
}

Verdict names_its_person(const Question& question) {
    const bool named = question.content.person != 0;  // number 0 is the empty reference
    return named ? no_objection : Verdict(something_missing);
}

Check at_most_one_of_its_person(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        for (const FactIndex step : thread_of(question).steps) {
            const bool same = question.content_at(step).person == question.content.person;
            if (same && step != question.self && is_one_of(types, question.role_at(step).type->name)) return step;
        }
        return no_objection;
    };
}

Check only_after_its_person(std::vector<std::string_view> types) {
    return [types = std::move(types)](const Question& question) -> Verdict {
        FactIndex later = something_missing;
        for (const FactIndex step : thread_of(question).steps) {
            const bool same = question.content_at(step).person == question.content.person;
            if (!same || !is_one_of(types, question.role_at(step).type->name)) continue;
            if (!earlier(question, question.self, step)) return no_objection;
            later = step;
        }
        return later;
    };
}

Check if_named(Check check) {
    return [check = std::move(check)](const Question& question) -> Verdict {
        return question.content.subject == 0 ? no_objection : check(question);
    };
}

Verdict starts_what_does_not_run(const Question& question) {
    const auto [before, after] = neighbours_of(question);
    const auto runs_at = [&](FactIndex start, FactIndex at) {
        return question.role_at(start).part == ThreadPart::start &&
               !ran_out(question.content_at(start), question.content_at(at).occurred);
    };
    if (before != no_fact && runs_at(before, question.self)) return before;
    const bool starts_again = after != no_fact && question.role_at(after).part == ThreadPart::start;
    if (starts_again && runs_at(question.self, after)) return after;
    return no_objection;
}

Verdict starts_after_an_end(const Question& question) {
    const auto [before, after] = neighbours_of(question);
    if (before == no_fact) return after;  // something_missing if there is nothing later either
    if (question.role_at(before).part == ThreadPart::start) return before;
    if (after != no_fact && question.role_at(after).part == ThreadPart::start) return after;
    return no_objection;
}

Verdict ends_what_runs(const Question& question) {
    const auto [before, after] = neighbours_of(question);
    if (before == no_fact) return after;  // as above
    if (question.role_at(before).part == ThreadPart::end) return before;
    if (after != no_fact && question.role_at(after).part == ThreadPart::end) return after;
    return no_objection;
}

Verdict used_while_it_runs(const Question& question) {
    return within_one_of(question, spans_of(question, thread_of(question).steps), question.content.occurred);
}

Verdict leaves_no_use_behind(const Question& question) {
    if (!question.content.occurred.is_ordered()) return no_objection;  // nothing is certainly later
    const auto steps = question.steps();
    const auto spans = spans_of(question, steps);
    const auto self = std::ranges::find(steps, question.self);
    const auto next = std::find_if(self, steps.end(), [&](FactIndex step) {
        return question.role_at(step).part == ThreadPart::start;
    });
    // Begin a day early: a day that was written with another offset starts on another instant than ours.
    const auto& uses = thread_of(question).uses;
    constexpr auto day = std::chrono::microseconds(std::chrono::days(1)).count();
    const Instant from{question.content.occurred.at.at.micros - day};
    const auto first = std::ranges::lower_bound(
        uses, from, {}, [&](FactIndex use) { return question.content_at(use).occurred.sort_key(); });
    for (auto use = first; use != uses.end(); ++use) {
        if (next != steps.end() && !earlier(question, *use, *next)) {
            if (earlier(question, *next, *use)) break;  // from here on it is the next start's business
            continue;
        }
        if (earlier(question, question.self, *use) &&
            within_one_of(question, spans, question.content_at(*use).occurred).has_value()) {
            return *use;
        }
    }
    return no_objection;
}

Verdict happens_while_case_is_open(const Question& question) {
    const auto& steps = question.state.thread(ThreadKind::case_, 0).steps;
    return within_one_of(question, spans_of(question, steps), question.content.occurred);
}

RuleText first_unknown_reference(const Question& question) {
    const References references = references_of(*question.role.type, question.event.payload);
    for (const ThingReference& thing : references.things)
        if (question.state.thread(thing.kind, question.state.number_of(thing.reference)).steps.empty())
            return words_for(thing.kind);
    for (const Uuid& id : references.events)
        if (question.state.find(id) == no_fact) return {"en hændelse", "an event"};
    return {};
}

Verdict refers_to_what_is_known(const Question& question) {
    const bool has_linked_case = !question.state.thread(ThreadKind::link, 0).steps.empty();
    return has_linked_case || first_unknown_reference(question).en.empty() ? no_objection : Verdict(something_missing);
}

Verdict alone_in_its_time(const Question& question) {
    const auto spans = spans_of(question, question.steps());
    const auto own = std::ranges::find(spans, question.self, &Span::start);
    if (own == spans.end()) return no_objection;  // the same person twice: another rule
    for (const Span& other : spans) {
        if (other.start == own->start) continue;
        const bool starts_before_other_ends = other.end == no_fact || earlier(question, own->start, other.end);
        const bool other_starts_before_it_ends = own->end == no_fact || earlier(question, other.start, own->end);
        if (starts_before_other_ends && other_starts_before_it_ends) return other.start;
    }
    return no_objection;
}

}  // namespace forloeb
