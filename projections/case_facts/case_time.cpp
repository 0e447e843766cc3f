#include "projections/case_facts/case_time.hpp"

#include <algorithm>

namespace forloeb {
namespace {

const facts::Attributes nothing_told{};

bool active_when(const facts::Assignment& assignment, const Told& moment) {
    return in_order(assignment.at, moment) && (!assignment.released || in_order(moment, *assignment.released));
}

/// The days a substitute was appointed for; what happened on the day of the appointment or the end is told by G2's order.
bool appointed_for(const facts::Substitute& substitute, LocalDate day) {
    const LocalDate from = substitute.from.is_unknown() ? first_day : local_date(substitute.from);
    const LocalDate to = substitute.to.is_unknown() ? after_last_day : local_date(substitute.to);
    return from <= day && day < to;
}

bool stands_in_when(const facts::Substitute& substitute, const Told& moment) {
    if (!appointed_for(substitute, moment.date())) return false;
    // Appointed in writing for days that had begun: the days named count.
    const bool begun = !substitute.from.is_unknown() || (substitute.appointed && in_order(*substitute.appointed, moment));
    return begun && !(substitute.ended && !in_order(moment, *substitute.ended));
}

bool stands_in_at_end_of(const facts::Substitute& substitute, LocalDate day) {
    if (!appointed_for(substitute, day)) return false;
    const bool begun = !substitute.from.is_unknown() || (substitute.appointed && substitute.appointed->date() <= day);
    return begun && !(substitute.ended && substitute.ended->date() <= day);
}

bool active_at_end_of(const facts::Assignment& assignment, LocalDate day) {
    return assignment.at.date() <= day && (!assignment.released || assignment.released->date() > day);
}

}  // namespace

Observed Observed::until(Instant by) {
    const LocalDate date = local_date(by);
    const bool ended = end_of_day(date) <= by;
    return {by, date, LocalDate{date.days + (ended ? 1 : 0)}};
}

DaySet open_days(const facts::CaseFacts& facts) {
    std::vector<DaySpan> spans;
    for (const facts::Episode& episode : facts.episodes)
        spans.push_back({episode.opened.date(), episode.closed ? episode.closed->date() : after_last_day});
    return DaySet(std::move(spans));
}

bool any_imprecise_episode(const facts::CaseFacts& facts) {
    return std::any_of(facts.episodes.begin(), facts.episodes.end(), [](const facts::Episode& episode) {
        return episode.opened.imprecise() || (episode.closed && episode.closed->imprecise());
    });
}

std::optional<Told> closed_at(const facts::CaseFacts& facts) {
    if (facts.episodes.empty()) return std::nullopt;
    return facts.episodes.back().closed;
}

const facts::Assignment* coordinator_when(const facts::CaseFacts& facts, const Told& moment) {
    const auto found = std::find_if(facts.assignments.rbegin(), facts.assignments.rend(), [&](const facts::Assignment& each) { return active_when(each, moment); });
    return found == facts.assignments.rend() ? nullptr : &*found;
}

Coordination::Coordination(const facts::CaseFacts& facts, const std::string& kind) {
    for (const facts::Assignment& assignment : facts.assignments)
        if (kind.empty() || assignment.kind == kind) assignments_.push_back(&assignment);
}

bool Coordination::imprecise() const {
    return std::any_of(assignments_.begin(), assignments_.end(), [](const facts::Assignment* assignment) {
        return assignment->at.imprecise() || (assignment->released && assignment->released->imprecise());
    });
}

const facts::Assignment* Coordination::at_end_of(LocalDate day) const {
    for (auto assignment = assignments_.rbegin(); assignment != assignments_.rend(); ++assignment)
        if (active_at_end_of(**assignment, day)) return *assignment;
    return nullptr;
}

const facts::Assignment* Coordination::when(const Told& moment) const {
    for (auto assignment = assignments_.rbegin(); assignment != assignments_.rend(); ++assignment)
        if (active_when(**assignment, moment)) return *assignment;
    return nullptr;
}

std::size_t Coordination::count_at_end_of(LocalDate day) const {
    return static_cast<std::size_t>(std::count_if(assignments_.begin(), assignments_.end(), [&](const auto* assignment) {
        return active_at_end_of(*assignment, day);
    }));
}

DaySet Coordination::covered_days() const {
    std::vector<DaySpan> spans;
    for (const facts::Assignment* assignment : assignments_)
        spans.push_back({assignment->at.date(), assignment->released ? assignment->released->date() : after_last_day});
    return DaySet(std::move(spans));
}

std::vector<Coordination::Change> Coordination::changes() const {
    // Assignments and releases in order of occurrence; after each, the coordinator is the latest assigned who is left.
    std::vector<std::pair<Told, std::size_t>> turns;
    for (std::size_t i = 0; i < assignments_.size(); ++i) {
        turns.emplace_back(assignments_[i]->at, i);
        if (assignments_[i]->released) turns.emplace_back(*assignments_[i]->released, i);
    }
    std::stable_sort(turns.begin(), turns.end(), [](const auto& a, const auto& b) {
        if (a.first.when.at != b.first.when.at) return a.first.when.at < b.first.when.at;
        return a.first.version < b.first.version;
    });
    std::vector<Change> changes;
    std::vector<bool> active(assignments_.size(), false);
    const facts::Assignment* previous = nullptr;
    for (const auto& [at, index] : turns) {
        active[index] = !active[index];
        const facts::Assignment* now = nullptr;
        for (std::size_t i = 0; i < active.size(); ++i)
            if (active[i]) now = assignments_[i];
        if (now == nullptr) continue;  // a gap
        if (previous != nullptr && previous->person != now->person) changes.push_back({at, now});
        previous = now;
    }
    return changes;
}

bool acts_as_coordinator(const facts::CaseFacts& facts, const std::string& person, const Told& moment) {
    if (person.empty() || moment.imprecise()) return false;
    const facts::Assignment* coordinator = coordinator_when(facts, moment);
    if (coordinator != nullptr && coordinator->person == person) return true;
    return std::any_of(facts.substitutes.begin(), facts.substitutes.end(), [&](const facts::Substitute& substitute) {
        const bool of_another = coordinator != nullptr && substitute.instead_of != coordinator->person;
        return substitute.person == person && !of_another && stands_in_when(substitute, moment);
    });
}

const std::string& acting_at_end_of(const facts::CaseFacts& facts, const facts::Assignment& coordinator, LocalDate day) {
    for (const facts::Substitute& substitute : facts.substitutes)
        if (substitute.instead_of == coordinator.person && stands_in_at_end_of(substitute, day)) return substitute.person;
    return coordinator.person;
}

const facts::Attributes& attributes_when(const facts::CaseFacts& facts, const Told& moment) {
    const facts::Attributes* in_force = &nothing_told;
    for (const facts::AttributesSince& entry : facts.attributes) {
        const bool instants = entry.since.when.precision == Precision::INSTANT && moment.when.precision == Precision::INSTANT;
        const bool by_then = instants ? entry.since.when.at <= moment.when.at : entry.since.date() <= moment.date();
        if (by_then || entry.since.position == moment.position) in_force = &entry.attributes;
    }
    return *in_force;
}

const facts::Attributes& attributes_at_end_of(const facts::CaseFacts& facts, LocalDate day) {
    const facts::Attributes* in_force = &nothing_told;
    for (const facts::AttributesSince& entry : facts.attributes)
        if (entry.since.date() <= day) in_force = &entry.attributes;
    return *in_force;
}

}  // namespace forloeb
