// What the case rules need to know about one stream: a compact, pure fold of its clear fields. One Fact per event (about
// 150 bytes with its index entry), and threads of facts in order of occurrence: all steps of one goal, of one handover,
// the case's own openings and closings, ...
//
// Corrections and retractions are applied in place, by the rules of engine/read/fold.hpp, so a state never has to be
// refolded from stored bytes, and every apply can be undone. A late event goes into the middle of its thread: O(log n) to
// find the place. No disk, no clock. One thread at a time; copies are independent.
//
// What it does not do: judge (rules.hpp), or keep any text but references. Streams that are no case have a state too;
// only the rules about targets and kinds of stream bite there.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/rules/event_roles.hpp"
#include "engine/rules/occurrence.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

struct History;

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

/// The place of an event among the facts of its stream: its stream version minus one.
using FactIndex = std::uint32_t;
inline constexpr FactIndex no_fact = 0xffffffff;
/// A reference or person as a number; no_subject = never named in this stream.
using SubjectNumber = std::uint32_t;
inline constexpr SubjectNumber no_subject = 0xffffffff;

/// What an event says to the rules: when, and about which thing and person.
struct FactContent {
    Occurrence occurred;
    SubjectNumber subject = 0;
    SubjectNumber person = 0;
    LocalDate until = no_end;  // of a start that says when it ends by itself: exclusive, but that day itself is not held against it

    static constexpr LocalDate no_end{0x7fffffff};
};

struct Fact {
    Uuid id;
    const EventRole* role = nullptr;
    FactContent content;                     // in force: as moved and replaced by corrections
    FactIndex target = no_fact;              // corrections and retractions: of which fact (no_fact = without effect)
    FactIndex newest_amendment = no_fact;    // the newest correction or retraction of this fact
    FactIndex previous_amendment = no_fact;  // corrections and retractions: the next older one of the same target
    bool imported_away = false;              // of a retracted import
    bool holds = true;                       // neither that nor retracted

    [[nodiscard]] const EventType& type() const { return *role->type; }
};

/// The facts of one thread that hold.
struct FactThread {
    std::vector<FactIndex> steps;  // starts, ends and steps, in order of occurrence
    std::vector<FactIndex> uses;   // by (sort key, version)
};

class CaseState {
  public:
    explicit CaseState(StreamKind kind = StreamKind::case_);

    /// The state after a whole stream, in version order. `retracted_imports` is kept: later events of those batches do
    /// not hold either. When an import is retracted or restored, drop the state and build it anew.
    [[nodiscard]] static CaseState from(StreamKind kind, std::span<const EventView> events,
                                        std::span<const Uuid> retracted_imports);
    /// The same from everything a history knows.
    [[nodiscard]] static CaseState from(StreamKind kind, const History& history, std::span<const Uuid> retracted_imports);

    /// Adds the stream's next event, whether the rules like it or not (imported history may break them).
    void apply(const ProposedView& event);
    /// Takes back the newest events until `size` are left.
    void undo_to(std::size_t size);

    /// The number of events applied, that is the stream version.
    [[nodiscard]] std::size_t size() const { return facts_.size(); }
    [[nodiscard]] StreamKind kind() const { return kind_; }

    // ---- what the rules ask ----

    [[nodiscard]] const Fact& fact(FactIndex index) const { return facts_[index]; }
    [[nodiscard]] FactIndex find(const Uuid& event_id) const;
    /// The number of a reference or person; no_subject if the stream never named it.
    [[nodiscard]] SubjectNumber number_of(const std::string& text) const;
    /// An empty thread if there is none.
    [[nodiscard]] const FactThread& thread(ThreadKind kind, SubjectNumber subject) const;
    /// What a proposed event would say, without adding it.
    [[nodiscard]] FactContent content_of(const ProposedView& event) const;
    /// The retraction that keeps this fact from holding; no_fact if none does.
    [[nodiscard]] FactIndex retraction_of(FactIndex index) const;

  private:
    [[nodiscard]] SubjectNumber intern(const std::string& text);
    void amend(FactIndex amendment, const ProposedView& event);
    void refresh(FactIndex index);
    [[nodiscard]] FactContent content_in_force(FactIndex index) const;
    void enter_threads(FactIndex index);
    void leave_threads(FactIndex index);
    void sort_steps(std::vector<FactIndex>& steps) const;

    StreamKind kind_;
    std::vector<Uuid> retracted_imports_;
    std::vector<Fact> facts_;
    std::unordered_map<Uuid, FactIndex> by_id_;
    std::unordered_map<std::string, SubjectNumber> subjects_;
    std::map<std::pair<ThreadKind, SubjectNumber>, FactThread> threads_;
    std::unordered_map<FactIndex, FactContent> originals_;  // of corrected facts, as first written
};

}  // namespace forloeb
