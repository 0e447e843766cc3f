// Writes an evaluation's cases as one XES log (IEEE 1849): a trace a case, an event an entry, one lifecycle value each. Keys
// are the standard extensions', and `forloeb:` for what they have no word for:
//
//   forloeb:seq            the entry's number in its case; `event` values refer to it
//   forloeb:side           own_unit, municipality, outside, unknown
//   forloeb:coordinator    who coordinates when it has happened (trace: forloeb:citizen)
//   forloeb:recordedAfter  days until it was written down
//   forloeb:dayZero        of the log: the day that every case's first event is told on
//
// A value stands under its field's name; a list is an XES list. Cases come page by page in any number of pieces, in order.
// Writes to the stream as it goes; memory is that of one event. One thread.
#pragma once

#include <ostream>
#include <string>

#include "projections/schema/evaluation.capnp.h"
#include "tools/export/exported_case.hpp"

namespace forloeb {

class XesLogWriter {
  public:
    explicit XesLogWriter(std::ostream& out) : out_(out) {}
    void begin(const std::string& project);
    /// A case that goes on from the page before (`from` is not 0) goes on in its trace.
    void add(answers::ExportedCase::Reader told);
    /// The counts of what was written.
    ExportCounts end();

  private:
    void close_trace();

    std::ostream& out_;
    bool in_trace_ = false;
    ExportCounts counts_;
};

}  // namespace forloeb
