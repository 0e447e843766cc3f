// Counts what a source is like while it goes by: ties, inversions, duplicates, promised attributes that are missing, values
// that are not of their type. Only counts, never judges a case; sees every event once, stored already or not. One thread.
#pragma once

#include <optional>
#include <unordered_set>

#include "tools/import/report.hpp"
#include "tools/import/translate.hpp"

namespace forloeb {

/// What is kept about one case while its events go by.
struct InspectedCase {
    std::optional<Instant> newest;  // time of the event before
    std::unordered_set<std::uint64_t> rows;
};

class Inspector {
  public:
    Inspector(const Mapping& mapping, const xes::Header& header, const Translator& translator, ImportReport& report);

    void trace(const std::vector<xes::Attribute>& attributes);
    /// Fills event.time; false if the event has no usable time and was reported as rejected.
    [[nodiscard]] bool event(InspectedCase& inspected, SourceEvent& event);

  private:
    struct Promised {
        std::string key;
        std::string name;  // in the report: "trace deadline"
    };
    void missing(const std::vector<Promised>& promised, const std::vector<xes::Attribute>& attributes);
    void illegal(const std::vector<xes::Attribute>& attributes);
    void time_of(InspectedCase& inspected, const SourceEvent& event);

    const Mapping& mapping_;
    const Translator& translator_;
    ImportReport& report_;
    std::vector<Promised> of_trace_;
    std::vector<Promised> of_event_;
};

}  // namespace forloeb
