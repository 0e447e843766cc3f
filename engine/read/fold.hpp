// As of two clocks, as one pure function (decisions A11, measures.md G1):
//
//   take the events known at K (a prefix of the log), apply the corrections and retractions known by then (a correction
//   carries the full replacement payload and may move occurredAt; retracting a correction restores what was before),
//   keep those that occurred by O, and order them by (occurredAt, version).
//
// No disk, no clock. Every per-case answer is a fold over this list.
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
    WhenTold occurred;

    [[nodiscard]] const EventType& type() const { return original->type(); }
    template <typename Payload>
    [[nodiscard]] bool is() const { return original->is<Payload>(); }
    /// The payload in force.
    template <typename Payload>
    [[nodiscard]] typename Payload::Reader as() const;
    [[nodiscard]] Envelope::Reader envelope() const { return original->envelope(); }
    [[nodiscard]] const LeafRecord& leaf() const { return original->leaf(); }
    /// The event whose sealed parts are to be shown: the correction's if it has any, else the original's.
    [[nodiscard]] const EventView& personal_source() const;
};

/// A stream as of two clocks. Owns its events; movable.
struct History {
    std::vector<std::unique_ptr<EventView>> stored;  // everything known at K, in version order, also what was retracted
    std::vector<EffectiveEvent> effective;           // what holds, in order of (occurred, version)
    std::size_t retracted = 0;                       // events left out because they were retracted
    std::size_t corrected = 0;                       // events shown with a correction
    Position known{0};                               // P(K): how much of the log was considered
};

/// `known_events`: the stream's events below P(K), in version order. `retracted_imports`: batches retracted below P(K).
/// Corrections and retractions themselves do not appear in `effective`.
[[nodiscard]] History fold_as_of(std::vector<std::unique_ptr<EventView>> known_events,
                                 std::span<const Uuid> retracted_imports,
                                 std::optional<Instant> occurred_by);

/// Is `occurred` by `bound`? Day- and month-precise moments count by the last instant of their day or month... of their
/// first day: a moment without a time occurs at the start of its (first) day.
[[nodiscard]] bool occurs_by(const WhenTold& occurred, Instant bound);

/// Order of occurrence: instants, day- and month-precise moments at the start of their day; ties by version.
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
