#include "engine/read/fold.hpp"

#include "events/codec/id16.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace forloeb {
namespace {

// One stored event on its way through the fold.
struct Entry {
    explicit Entry(const EventView& stored) : event(&stored) {
        const std::uint64_t type = stored.type().type_id();
        corrects = type == capnp::typeId<EventCorrected>();
        retracts = type == capnp::typeId<EventRetracted>();
    }

    const EventView* event = nullptr;
    bool corrects = false;
    bool retracts = false;
    std::size_t target = none;   // corrections and retractions: the entry they change
    bool retracted = false;
    const EventView* correction = nullptr;  // the newest that holds
    const EventView* personal = nullptr;    // the newest that holds and has personal parts
    std::optional<WhenTold> moved = {};     // by the newest that holds and names a time

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    [[nodiscard]] bool changes_another() const { return corrects || retracts; }
};


Uuid target_id(const Entry& entry) {
    return read_id(entry.corrects ? entry.event->as<EventCorrected>().getTarget()
                                  : entry.event->as<EventRetracted>().getTarget());
}

bool can_change(const Entry& amendment, const Entry& target) {
    if (amendment.retracts) return true;
    const auto named = amendment.event->as<EventCorrected>().getTargetType();
    return !target.changes_another() &&
           std::string_view(named.begin(), named.size()) == target.event->type().name;
}

// Finds each correction's and retraction's target among the events *before* it. Returns how many have none.
std::size_t find_targets(std::vector<Entry>& entries) {
    if (std::ranges::none_of(entries, &Entry::changes_another)) return 0;  // most streams
    std::unordered_map<Uuid, std::size_t> by_id;
    by_id.reserve(entries.size());
    std::size_t without_effect = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        Entry& entry = entries[i];
        if (entry.changes_another()) {
            const auto found = by_id.find(target_id(entry));
            if (found != by_id.end() && can_change(entry, entries[found->second])) entry.target = found->second;
            if (entry.target == Entry::none) ++without_effect;
        }
        by_id.emplace(entry.event->leaf().event_id, i);
    }
    return without_effect;
}

// Newest first: when an entry's turn comes, everything that could retract it has been judged.
void retract(std::vector<Entry>& entries, std::span<const Uuid> retracted_imports) {
    std::unordered_set<Uuid> imports(retracted_imports.begin(), retracted_imports.end());
    imports.erase(Uuid{});  // the batch of what no import brought
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (!imports.empty() && imports.contains(read_id(entry->event->envelope().getSource().getBatch()))) entry->retracted = true;
        if (!entry->retracted && entry->retracts && entry->target != Entry::none) entries[entry->target].retracted = true;
    }
}

// Oldest first: the last one wins, for the content, the personal parts and the time each.
void correct(std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
        if (entry.retracted || !entry.corrects || entry.target == Entry::none) continue;
        Entry& target = entries[entry.target];
        target.correction = entry.event;
        if (entry.event->leaf().segment_count > 0) target.personal = entry.event;
        const WhenTold moved = read_moment(entry.event->as<EventCorrected>().getOccurredAt());
        if (!moved.is_unknown()) target.moved = moved;
    }
}

Instant start_of(const WhenTold& occurred) {
    return occurred.is_unknown() ? Instant{std::numeric_limits<std::int64_t>::min()} : occurred.at;
}

}  // namespace

History fold_as_of(std::vector<EventView> known_events, std::span<const Uuid> retracted_imports,
                   std::optional<Instant> occurred_by) {
    std::vector<Entry> entries;
    entries.reserve(known_events.size());
    for (const EventView& event : known_events) entries.emplace_back(event);

    History history;
    history.without_effect = find_targets(entries);
    retract(entries, retracted_imports);
    correct(entries);

    history.effective.reserve(entries.size());
    for (const Entry& entry : entries) {
        if (entry.changes_another()) continue;
        if (entry.retracted) {
            ++history.retracted;
            continue;
        }
        const WhenTold occurred = entry.moved.value_or(entry.event->occurred());
        if (occurred_by && !occurs_by(occurred, *occurred_by)) continue;
        if (entry.correction != nullptr) ++history.corrected;
        history.effective.push_back({entry.event, entry.correction, entry.personal, occurred});
    }
    std::ranges::sort(history.effective, occurs_before);
    history.stored = std::move(known_events);
    return history;
}

bool occurs_by(const WhenTold& occurred, Instant bound) { return start_of(occurred) <= bound; }

bool occurs_before(const EffectiveEvent& a, const EffectiveEvent& b) {
    const Instant at_a = start_of(a.occurred);
    const Instant at_b = start_of(b.occurred);
    return at_a != at_b ? at_a < at_b : a.leaf().version < b.leaf().version;
}

const EventView& EffectiveEvent::personal_source() const { return personal != nullptr ? *personal : *original; }

}  // namespace forloeb
