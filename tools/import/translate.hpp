// From a source's trace and events to proposals of ours, by the mapping. Every attribute of the source
// ends up somewhere: in the envelope where it says exactly the same there, in a clear field where the mapping lists it,
// else sealed. Pure: the same input gives the same proposal. One thread.
//
// Does not know what is stored already and asks nobody: digests and pseudonyms are handed in.
#pragma once

#include <set>

#include "tools/import/attributes.hpp"
#include "tools/import/mapping.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

/// One source event on its way.
struct SourceEvent {
    std::uint64_t line = 0;
    std::uint32_t position = 0;  // 1-based within its case in the source
    std::vector<xes::Attribute> attributes;
    std::uint64_t digest = 0;
    std::string pseudonym;  // of its resource; a filler word stands for itself; empty = nobody is named
    Zone::Placed time;
};

class Translator {
  public:
    /// Both must outlive this.
    Translator(const Mapping& mapping, const xes::Header& header, const Uuid& batch);

    // ---- what a source element says ----

    /// Empty if the trace has no id.
    [[nodiscard]] std::string case_id(const std::vector<xes::Attribute>& trace) const;
    /// When the trace says the case was opened.
    [[nodiscard]] std::optional<WhenTold> opened(const std::vector<xes::Attribute>& trace) const;
    enum class Time : std::uint8_t { told, missing, illegal };
    [[nodiscard]] Time time(const std::vector<xes::Attribute>& event, Zone::Placed& out) const;
    /// Is there an entered-at that the mapping's format does not read?
    [[nodiscard]] bool entered_is_illegal(const std::vector<xes::Attribute>& event) const;
    [[nodiscard]] std::string activity(const std::vector<xes::Attribute>& event) const;
    /// The name that needs a pseudonym; empty if there is none, or a filler word.
    [[nodiscard]] std::string named_resource(const std::vector<xes::Attribute>& event) const;
    /// What the actor's field holds without asking for a pseudonym: a filler word, or the name if it is not to be hidden.
    [[nodiscard]] std::string plain_resource(const std::vector<xes::Attribute>& event) const;

    // ---- proposals ----

    [[nodiscard]] Result<ReadyEvent> opening(const std::string& case_id, const std::vector<xes::Attribute>& trace,
                                             const WhenTold& occurred, std::uint64_t digest) const;
    /// Nothing if the trace has no such attribute, or no date in it.
    [[nodiscard]] Result<std::optional<ReadyEvent>> deadline(const DeadlineMapping& mapping,
                                                             const std::vector<xes::Attribute>& trace,
                                                             const WhenTold& occurred, std::uint64_t digest) const;
    struct Translated {
        ReadyEvent event;
        bool mapped = false;
        std::vector<const xes::Attribute*> left_over;  // a mapped type has no place for them: see beside()
        std::vector<const xes::Attribute*> misfits;    // those of them that a field was to take, and could not
    };
    [[nodiscard]] Result<Translated> event(const SourceEvent& source) const;
    /// The synthesised external.recorded that keeps what is left over of a mapped event.
    [[nodiscard]] Result<ReadyEvent> beside(const SourceEvent& source,
                                            const std::vector<const xes::Attribute*>& left_over,
                                            const Uuid& mapped_event) const;

    /// The attributes of the trace that mapped deadlines stand in, in the mapping's order; nullptr where there is none.
    [[nodiscard]] const xes::Attribute* deadline_attribute(const DeadlineMapping& mapping,
                                                           const std::vector<xes::Attribute>& trace) const;

  private:
    /// The mapping's keys as this file writes them.
    struct Keys {
        std::string case_id, case_unit, time, state, resource, group, role, event_id, entered;
        std::vector<std::string> opened, activity;
        KeySet clear_trace, clear_event;
    };
    using Told = std::set<const xes::Attribute*>;

    [[nodiscard]] std::optional<xes::DateTime> entered_of(const xes::Attribute& attribute) const;
    void write_source(Source::Builder out, std::uint64_t digest) const;
    void write_envelope(const SourceEvent& source, Envelope::Builder out, Told& told) const;
    void write_entered(const SourceEvent& source, Envelope::Builder out, Told& told) const;
    void write_external(const SourceEvent& source, const std::vector<const xes::Attribute*>& attributes, Told* told,
                        ProposedEvent::Builder out) const;
    void write_mapped(const SourceEvent& source, const TypeMapping& type, Told& told,
                      std::vector<const xes::Attribute*>& misfits, ProposedEvent::Builder out) const;
    [[nodiscard]] bool may_be_clear(const KeySet& clear, const xes::Attribute& attribute) const;

    const Mapping& mapping_;
    Uuid batch_;
    Keys keys_;
    AttributeWriter writer_;
};

}  // namespace forloeb
