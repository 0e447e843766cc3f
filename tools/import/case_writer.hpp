// Writes the cases of a window: asks the store once what it has of them, then appends what is missing, in order. One
// thread. Everything it is handed has been inspected; it reads no file.
#pragma once

#include <memory>
#include <unordered_map>

#include "tools/import/append_writer.hpp"
#include "tools/import/inspector.hpp"

namespace forloeb {

/// One case from the beginning of its trace until it is written.
struct CaseInProgress {
    std::string id;
    std::uint64_t line = 0;
    std::vector<xes::Attribute> attributes;  // of the trace
    std::vector<SourceEvent> events;         // not yet written
    std::uint32_t positions = 0;             // source events seen, rejected ones too
    bool complete = false;                   // the end of its trace has been seen
    bool seen_before = false;                // an earlier trace of this run had the same id
    InspectedCase inspected;

    // Known once the store has been asked.
    bool started = false;
    RecordedCase recorded;
    CaseEnd end;
    std::optional<WhenTold> opened;
    bool opening_done = false;
    std::uint64_t digest = 0;                     // of the trace's attributes
    std::vector<std::uint64_t> deadline_digests;  // in the mapping's order
};

class CaseWriter {
  public:
    CaseWriter(const Mapping& mapping, const Translator& translator, ImportTarget& target, ImportReport& report,
               bool dry_run);

    /// Writes the events of these cases that are not stored yet, and forgets them; of complete cases also the deadlines.
    [[nodiscard]] Status write(const std::vector<std::shared_ptr<CaseInProgress>>& cases);
    /// Hands over what is gathered.
    [[nodiscard]] Status flush() { return appends_.flush(); }

  private:
    using Cases = std::vector<std::shared_ptr<CaseInProgress>>;
    [[nodiscard]] Status start(const Cases& cases);
    [[nodiscard]] Status ask_digests(const Cases& cases);
    [[nodiscard]] Status ask_pseudonyms(const Cases& cases);
    [[nodiscard]] Status write_case(CaseInProgress& one);
    [[nodiscard]] Status write_opening(CaseInProgress& one);
    [[nodiscard]] Status write_event(CaseInProgress& one, const SourceEvent& event);
    [[nodiscard]] Status reject(const SourceEvent& event, const Error& reason);
    [[nodiscard]] Status write_deadlines(CaseInProgress& one);
    [[nodiscard]] Status write_synthesised(CaseInProgress& one, Result<ReadyEvent> event);

    const Mapping& mapping_;
    const Translator& translator_;
    ImportTarget& target_;
    ImportReport& report_;
    AppendWriter appends_;
    std::string scope_;  // of identifiers and pseudonyms
    std::unordered_map<std::string, std::string> pseudonyms_;
};

}  // namespace forloeb
