#include "engine/rules/case_state.hpp"

#include <algorithm>

#include "engine/read/fold.hpp"
#include "events/codec/id16.hpp"
#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

bool is_amendment(const EventType& type) {
    return type.type_id() == capnp::typeId<EventCorrected>() || type.type_id() == capnp::typeId<EventRetracted>();
}


}  // namespace

CaseState::CaseState(StreamKind kind) : kind_(kind) { (void)intern({}); }

CaseState CaseState::from(StreamKind kind, std::span<const EventView> events, std::span<const Uuid> retracted_imports) {
    CaseState state(kind);
    state.retracted_imports_.assign(retracted_imports.begin(), retracted_imports.end());
    state.facts_.reserve(events.size());
    for (const EventView& event : events) state.apply(ProposedView::of(event));
    return state;
}

CaseState CaseState::from(StreamKind kind, const History& history, std::span<const Uuid> retracted_imports) {
    CaseState state(kind);
    state.retracted_imports_.assign(retracted_imports.begin(), retracted_imports.end());
    state.facts_.reserve(history.stored.size());
    for (const EventView& event : history.stored) state.apply(ProposedView::of(event));
    return state;
}

void CaseState::apply(const ProposedView& event) {
    const auto index = static_cast<FactIndex>(facts_.size());
    Fact& fact = facts_.emplace_back();
    fact.id = event.event_id;
    fact.role = &role_of(*event.type);
    if (fact.role->read != nullptr) {
        const RoleSubject subject = fact.role->read(event.payload);
        (void)intern(subject.reference);
        (void)intern(subject.person);
    }
    fact.content = content_of(event);
    if (!retracted_imports_.empty()) {
        const Uuid batch = read_id(event.envelope.getSource().getBatch());
        fact.imported_away = !batch.is_nil() && std::ranges::find(retracted_imports_, batch) != retracted_imports_.end();
        fact.holds = !fact.imported_away;
    }
    if (is_amendment(*event.type)) {
        amend(index, event);
    } else if (fact.holds) {
        enter_threads(index);
    }
    by_id_.emplace(event.event_id, index);
}

void CaseState::undo_to(std::size_t size) {
    while (facts_.size() > size) {
        const auto index = static_cast<FactIndex>(facts_.size() - 1);
        const Fact fact = facts_.back();
        if (fact.target != no_fact) {
            facts_[fact.target].newest_amendment = fact.previous_amendment;
            refresh(fact.target);
        } else if (!is_amendment(fact.type()) && fact.holds) {
            leave_threads(index);
        }
        const auto found = by_id_.find(fact.id);
        if (found != by_id_.end() && found->second == index) by_id_.erase(found);
        facts_.pop_back();
    }
}

FactIndex CaseState::find(const Uuid& event_id) const {
    const auto found = by_id_.find(event_id);
    return found == by_id_.end() ? no_fact : found->second;
}

const FactThread& CaseState::thread(ThreadKind kind, SubjectNumber subject) const {
    static const FactThread none;
    const auto found = threads_.find({kind, subject});
    return found == threads_.end() ? none : found->second;
}

FactContent CaseState::content_of(const ProposedView& event) const {
    FactContent content;
    content.occurred = Occurrence::of(read_moment(event.envelope.getOccurredAt()));
    const EventRole& role = role_of(*event.type);
    if (role.read != nullptr) {
        const RoleSubject subject = role.read(event.payload);
        content.subject = number_of(subject.reference);
        content.person = number_of(subject.person);
        content.until = subject.until.value_or(FactContent::no_end);
    }
    return content;
}

FactIndex CaseState::retraction_of(FactIndex index) const {
    for (FactIndex a = facts_[index].newest_amendment; a != no_fact; a = facts_[a].previous_amendment) {
        if (facts_[a].holds && facts_[a].type().type_id() == capnp::typeId<EventRetracted>()) return a;
    }
    return no_fact;
}

SubjectNumber CaseState::intern(const std::string& text) {
    return subjects_.emplace(text, static_cast<SubjectNumber>(subjects_.size())).first->second;
}

SubjectNumber CaseState::number_of(const std::string& text) const {
    const auto found = subjects_.find(text);
    return found == subjects_.end() ? no_subject : found->second;
}

// Ties a correction or retraction to its target, if it has one it can change: an earlier event of the stream, and for a
// correction an event of the named type that is no correction or retraction itself.
void CaseState::amend(FactIndex amendment, const ProposedView& event) {
    Fact& fact = facts_[amendment];
    const bool corrects = event.type->type_id() == capnp::typeId<EventCorrected>();
    const auto correction = corrects ? event.payload.getAs<EventCorrected>() : EventCorrected::Reader();
    const FactIndex target =
        find(read_id(corrects ? correction.getTarget() : event.payload.getAs<EventRetracted>().getTarget()));
    if (target == no_fact) return;
    const EventRole& role = *facts_[target].role;
    if (corrects) {
        const auto named = correction.getTargetType();
        if (is_amendment(*role.type) || std::string_view(named.begin(), named.size()) != role.type->name) return;
        fact.content = {.occurred = Occurrence::of(read_moment(correction.getOccurredAt()))};
        if (role.read != nullptr) {
            const RoleSubject subject = role.read(correction.getPayload());
            fact.content.subject = intern(subject.reference);
            fact.content.person = intern(subject.person);
            fact.content.until = subject.until.value_or(FactContent::no_end);
        }
        originals_.emplace(target, facts_[target].content);
    }
    fact.target = target;
    fact.previous_amendment = facts_[target].newest_amendment;
    facts_[target].newest_amendment = amendment;
    refresh(target);
}

// Brings a fact in line with its amendments; a retraction that changes sides takes its own target along.
void CaseState::refresh(FactIndex index) {
    while (index != no_fact) {
        const bool held = facts_[index].holds;
        const bool amends = is_amendment(facts_[index].type());
        if (held && !amends) leave_threads(index);
        Fact& fact = facts_[index];
        fact.holds = !fact.imported_away && retraction_of(index) == no_fact;
        if (!amends) fact.content = content_in_force(index);
        if (fact.holds && !amends) enter_threads(index);
        index = amends && fact.holds != held ? fact.target : no_fact;
    }
}

// The newest correction that holds gives the reference; the newest of them that names a time gives the time.
FactContent CaseState::content_in_force(FactIndex index) const {
    const auto original = originals_.find(index);
    if (original == originals_.end()) return facts_[index].content;
    FactContent content = original->second;
    bool replaced = false;
    bool moved = false;
    for (FactIndex a = facts_[index].newest_amendment; a != no_fact && !(replaced && moved); a = facts_[a].previous_amendment) {
        const Fact& amendment = facts_[a];
        if (!amendment.holds || amendment.type().type_id() != capnp::typeId<EventCorrected>()) continue;
        if (!replaced) {
            content.subject = amendment.content.subject;
            content.person = amendment.content.person;
            content.until = amendment.content.until;
            replaced = true;
        }
        if (!moved && !amendment.content.occurred.at.is_unknown()) {
            content.occurred = amendment.content.occurred;
            moved = true;
        }
    }
    return content;
}

void CaseState::enter_threads(FactIndex index) {
    const Fact& fact = facts_[index];
    const auto earlier = [this](FactIndex a, FactIndex b) {
        const Instant at_a = facts_[a].content.occurred.sort_key();
        const Instant at_b = facts_[b].content.occurred.sort_key();
        return at_a != at_b ? at_a < at_b : a < b;
    };
    const auto use = [&](FactThread& thread) {
        thread.uses.insert(std::ranges::upper_bound(thread.uses, index, earlier), index);
    };
    if (fact.role->part == ThreadPart::use) {
        use(threads_[{fact.role->thread, fact.content.subject}]);
    } else if (fact.role->part != ThreadPart::nothing) {
        auto& steps = threads_[{fact.role->thread, fact.content.subject}].steps;
        steps.push_back(index);
        sort_steps(steps);
    }
    if (fact.role->when == CaseTime::while_open) use(threads_[{ThreadKind::case_, 0}]);
}

void CaseState::leave_threads(FactIndex index) {
    const Fact& fact = facts_[index];
    if (fact.role->part == ThreadPart::use) {
        std::erase(threads_[{fact.role->thread, fact.content.subject}].uses, index);
    } else if (fact.role->part != ThreadPart::nothing) {
        auto& steps = threads_[{fact.role->thread, fact.content.subject}].steps;
        std::erase(steps, index);
        sort_steps(steps);  // a day's order may have hung on this one
    }
    if (fact.role->when == CaseTime::while_open) std::erase(threads_[{ThreadKind::case_, 0}].uses, index);
}

void CaseState::sort_steps(std::vector<FactIndex>& steps) const {
    std::vector<DatedStep> dated;
    dated.reserve(steps.size());
    for (const FactIndex i : steps) dated.push_back({i, facts_[i].content.occurred});
    sort_by_occurrence(dated);
    std::ranges::transform(dated, steps.begin(), &DatedStep::written);
}

}  // namespace forloeb
