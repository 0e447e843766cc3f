// Gathers the events of several cases into appends within the limits of one append, and hands them to the target. One
// thread. The events of one case stay in the order they are added; those that must stand together say so by make_room.
#pragma once

#include "tools/import/report.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

/// Where the next event of a case goes.
struct CaseEnd {
    StreamId stream;
    StreamVersion version;                     // after what was added so far
    std::optional<IdentifierBinding> binding;  // goes with the case's first event, then is gone
};

class AppendWriter {
  public:
    AppendWriter(ImportTarget& target, ImportReport& report, bool dry_run);

    /// Makes sure that `events` more events of `bytes` in all fit into the append that is being gathered.
    [[nodiscard]] Status make_room(std::size_t events, std::size_t bytes);
    /// The id that the next event added will have.
    [[nodiscard]] Uuid next_event_id() const;
    /// Adds one event; make_room was called for it.
    void add(CaseEnd& end, ReadyEvent event, bool synthesised);
    /// Hands over what is gathered.
    [[nodiscard]] Status flush();

  private:
    ImportTarget& target_;
    ImportReport& report_;
    bool dry_run_;
    ImportAppend append_;
    std::size_t events_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace forloeb
