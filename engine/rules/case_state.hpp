// What the case rules need to know about one stream: a compact, pure fold of its clear fields. One Fact per event (about
// a hundred bytes with its index entry), kept in order of version, and threads of facts in order of occurrence (all steps
// of one goal, one handover, the case's own openings and closings, ...).
//
// Corrections and retractions are applied in place by the rules of engine/read/fold.hpp, so a state never has to be
// refolded from stored bytes, and every apply can be undone. A late event goes into the middle of its thread: O(log n) to
// find the place. No disk, no clock. One thread at a time; copies are independent.
//
// What it does not do: judge (see rules.hpp), or hold any text but codes and references.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/read/fold.hpp"
#include "events/catalogue/catalogue.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// An event as the rules see it, proposed or stored: clear fields only. Readers must outlive the call, not the state.
struct ProposedView {
    const EventType* type = nullptr;
    Envelope::Reader envelope;
    capnp::AnyPointer::Reader payload;
    Uuid event_id;

    [[nodiscard]] static ProposedView of(const EventView& event) {
        return {&event.type(), event.envelope(), event.payload(), event.leaf().event_id};
    }
};

/// What a thread of facts is about. `case_` has one thread; the others one per reference.
enum class ThreadKind : std::uint8_t {
    none,
    case_,        // opened, closed, reopened
    casework,     // everything that may only be done while the case is open
    intake,
    coordinator,  // all coordinators of the case together
    partner,
    handover,
    goal,
    meeting,
    application,
    decision,
    commitment,
    deadline,
    assessment,
    survey,
    transition,
};

/// The place of an event among the facts of its stream: its stream version minus one.
using FactIndex = std::uint32_t;
inline constexpr FactIndex no_fact = 0xffffffff;

/// What an event says to the rules: when, and about which thing.
struct FactContent {
    WhenTold occurred;
    LocalDate date;             // local_date(occurred), kept because it is asked often
    std::uint32_t subject = 0;  // the reference, as an index into CaseState::text
    std::uint32_t person = 0;   // coordinators: who
};

struct Fact {
    Uuid id;
    const EventType* type = nullptr;
    FactContent content;              // in force: moved and replaced by corrections
    FactIndex target = no_fact;       // corrections and retractions: which fact
    FactIndex latest_amendment = no_fact;    // the newest correction or retraction of this fact
    FactIndex previous_amendment = no_fact;  // corrections and retractions: the next older one of the same target
    bool holds = true;                // not retracted, not of a retracted import
    bool of_retracted_import = false;
};

class CaseState {
  public:
    explicit CaseState(StreamKind kind = StreamKind::case_);

    /// The state after `events` (a whole stream, in version order). `retracted_imports` is kept: later events of those
    /// batches do not hold either. When an import is retracted, drop the state and build it anew.
    [[nodiscard]] static CaseState from(StreamKind kind, std::span<const EventView> events,
                                        std::span<const Uuid> retracted_imports);
    /// The same from a history (of everything known; `occurred_by` does not matter).
    [[nodiscard]] static CaseState from(StreamKind kind, const History& history, std::span<const Uuid> retracted_imports);

    /// Adds the stream's next event, whether the rules like it or not (imported history may break them).
    void apply(const ProposedView& event);
    /// Takes back the newest events until `size` are left: undo_to(n) after n = size() and some applies is the identity.
    void undo_to(std::size_t size);

    /// The number of events applied, that is the stream version.
    [[nodiscard]] std::size_t size() const { return facts_.size(); }
    [[nodiscard]] StreamKind kind() const { return kind_; }

  private:
    friend class RuleView;

    StreamKind kind_;
    std::vector<Fact> facts_;
};

}  // namespace forloeb
