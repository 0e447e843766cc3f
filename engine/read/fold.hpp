// As of two clocks, as one pure function:
//
//   take the events known at K (a prefix of the log), apply the corrections and retractions known by then, keep those
//   that occurred by O, and order them by (occurredAt, version).
//
// How corrections and retractions work together:
//   - A correction replaces its target's payload whole, and moves the event if it names a time. Several corrections of
//     one event: the last wins, for the payload, the personal parts and the time each (a later correction that names no
//     time leaves the event where an earlier one put it).
//   - A retraction takes away what it names. Of an event: it never happened. Of a correction: what was before holds
//     again. Of a retraction: its target holds again, unless another retraction still stands.
//   - Retracting an import takes away all events of the batch, also its corrections and retractions.
//   - A correction of a correction or of a retraction has no effect: correct the event again, or retract the correction.
//     Nor has one whose target is not an earlier event of this stream, or is not of the type it names. They are counted
//     in `without_effect`, and the case rules refuse to write them.
//
// No disk, no clock; O(n log n). Every per-case answer is a fold over this list.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "events/codec/view.hpp"

namespace forloeb {

enum class Clock : std::uint8_t {
    recorded,  // known when the engine recorded it
    source,    // known when the source system says it was entered (imports): claimed, not proven
};

/// Both bounds are inclusive and optional; none = now.
struct AsOf {
    std::optional<Instant> occurred_by;
    std::optional<Instant> known_at;
    Clock clock = Clock::recorded;
};

/// One event as it is to be read: the original, and the correction in force if there is one.
struct EffectiveEvent {
    const EventView* original = nullptr;
    const EventView* correction = nullptr;  // the event.corrected whose payload replaces the original's
    const EventView* personal = nullptr;    // the event.corrected whose personal parts replace the original's
    WhenTold occurred;

    [[nodiscard]] const EventType& type() const { return original->type(); }
    template <typename Payload>
    [[nodiscard]] bool is() const { return original->is<Payload>(); }
    /// The payload in force.
    template <typename Payload>
    [[nodiscard]] typename Payload::Reader as() const;
    [[nodiscard]] Envelope::Reader envelope() const { return original->envelope(); }
    [[nodiscard]] const LeafRecord& leaf() const { return original->leaf(); }
    /// The event whose sealed parts are to be shown: the newest correction that has any, else the original.
    [[nodiscard]] const EventView& personal_source() const;
};

/// A stream as of two clocks. Owns its events; movable, but leave `stored` as it is: `effective` points into it.
struct History {
    std::vector<EventView> stored;          // everything known at K, in version order, also what was retracted
    std::vector<EffectiveEvent> effective;  // what holds, in order of (occurred, version)
    std::size_t retracted = 0;              // events left out because they were retracted
    std::size_t corrected = 0;              // events in `effective` shown with a correction
    std::size_t without_effect = 0;         // corrections and retractions that change nothing, see above
    Position known{0};                      // P(K): how much of the log was considered
};

/// `known_events`: the stream's events below P(K), in version order. `retracted_imports`: batches retracted below P(K).
/// Corrections and retractions themselves do not appear in `effective`.
[[nodiscard]] History fold_as_of(std::vector<EventView> known_events, std::span<const Uuid> retracted_imports,
                                 std::optional<Instant> occurred_by);

/// Is `occurred` by `bound` (inclusive)? A moment without a time of day occurs at the start of its (first) day. An unknown
/// moment always has: nobody can say that it came later.
[[nodiscard]] bool occurs_by(const WhenTold& occurred, Instant bound);

/// Order of occurrence: instants, day- and month-precise moments at the start of their (first) day, unknown ones before
/// all others; ties by version.
[[nodiscard]] bool occurs_before(const EffectiveEvent& a, const EffectiveEvent& b);

}  // namespace forloeb

#include "events/schema/correction.capnp.h"

namespace forloeb {

template <typename Payload>
typename Payload::Reader EffectiveEvent::as() const {
    if (correction != nullptr) return correction->as<EventCorrected>().getPayload().template getAs<Payload>();
    return original->as<Payload>();
}

}  // namespace forloeb
