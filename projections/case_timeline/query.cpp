// The timeline of one case, folded on read (queries.hpp).
#include <capnp/dynamic.h>

#include <algorithm>
#include <unordered_map>

#include "events/schema/case.capnp.h"
#include "events/schema/correction.capnp.h"
#include "projections/case_timeline/rule_objections.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/field_text.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/late_entry.hpp"
#include "projections/reading/personal_text.hpp"

namespace forloeb {
namespace {

/// One line of the timeline: an event in force, or an original that no longer holds.
struct Line {
    EffectiveEvent event;
    bool in_force = true;
    const EventView* retracted_by = nullptr;
};

bool changes_others(const EventView& event) { return event.is<EventCorrected>() || event.is<EventRetracted>(); }

void write_label(Label::Builder out, std::string_view da, std::string_view en) {
    out.setDa(std::string(da));
    out.setEn(std::string(en));
}

void write_reference(answers::Reference::Builder out, const EventView& event) {
    out.setPosition(event.leaf().position.value);
    write_id(out.initEventId(), event.leaf().event_id);
    write_moment(out.initOccurred(), event.occurred());
}

class TimelineAnswer {
  public:
    TimelineAnswer(const Engine& engine, const ReadReceipt& receipt, const CaseReading& reading, const TimelineQuery& query, AudienceView& audience)
        : reading_(reading), query_(query), texts_(engine, receipt, &audience), objections_(rule_objections(reading.history().stored)),
          phases_(phases_of(reading.history())) {}

    void fill(answers::CaseTimeline::Builder out) {
        // What was taken back stands only among the originals.
        const bool internal = query_.audience == Audience::INTERNAL;
        std::vector<Line> lines = internal && (query_.originals || query_.since) ? all_lines() : lines_in_force();
        std::erase_if(lines, [&](const Line& line) { return !wanted(line); });
        out.setTotal(static_cast<std::uint32_t>(lines.size()));
        const std::size_t from = std::min<std::size_t>(query_.skip, lines.size());
        const std::size_t left = lines.size() - from;
        const std::size_t count = query_.limit == 0 ? left : std::min<std::size_t>(query_.limit, left);
        auto entries = out.initEntries(static_cast<unsigned>(count));
        for (unsigned i = 0; i < entries.size(); ++i) fill_entry(entries[i], lines[from + i]);
        fill_gaps(out);
    }

  private:
    [[nodiscard]] bool wanted(const Line& line) const {
        const std::string_view type = line.event.type().name;
        if (!query_.types.empty() && std::find(query_.types.begin(), query_.types.end(), type) == query_.types.end()) return false;
        if (!query_.phase.empty() && phase_of(line.event) != query_.phase) return false;
        if (!query_.since) return true;
        // What is new is told by the event itself: as it now holds, or as what was taken back.
        if (!query_.originals && changes_others(*line.event.original)) return false;
        const auto is_new = [&](const EventView* event) { return event != nullptr && event->leaf().position >= *query_.since; };
        return is_new(line.event.original) || is_new(line.event.correction) || is_new(line.event.personal) || is_new(line.retracted_by);
    }

    /// The phase the case was in, by stream version. Events before the first phase are in none.
    static std::unordered_map<std::uint64_t, std::string> phases_of(const History& history) {
        std::unordered_map<std::uint64_t, std::string> phases;
        std::string phase;
        for (const EffectiveEvent& event : history.effective) {
            if (event.is<PhaseEntered>()) phase = event.as<PhaseEntered>().getPhase().cStr();
            if (!phase.empty()) phases.emplace(event.leaf().version.value, phase);
        }
        return phases;
    }

    [[nodiscard]] std::string phase_of(const EffectiveEvent& event) const {
        const auto found = phases_.find(event.leaf().version.value);
        return found == phases_.end() ? std::string() : found->second;
    }

    /// Why the whole history, whatever was filtered, may not be all there is to tell.
    void fill_gaps(answers::CaseTimeline::Builder out) {
        const auto& events = reading_.history().effective;
        const auto count = [&](const auto& is) { return static_cast<std::uint32_t>(std::count_if(events.begin(), events.end(), is)); };
        std::vector<std::pair<const char*, std::uint32_t>> gaps = {
            {"imported", count([](const EffectiveEvent& event) { return event.envelope().getSource().getSystem().size() > 0; })},
            {"not_opened", reading_.facts().episodes.empty() ? 1U : 0U},
            {"imprecise", count([](const EffectiveEvent& event) { return is_imprecise(event.occurred); })},
            {"withheld", count([&](const EffectiveEvent& event) { return texts_.withheld(event); })},
            {"references", reading_.facts().references_unknown}};
        std::erase_if(gaps, [](const auto& gap) { return gap.second == 0; });
        fill_list(gaps, [&](unsigned size) { return out.initIncomplete(size); }, [](answers::Gap::Builder gap, const auto& found) {
            gap.setCode(found.first);
            gap.setCount(found.second);
        });
    }

    static bool is_imprecise(const WhenTold& when) { return when.precision == Precision::MONTH || when.is_unknown(); }

    [[nodiscard]] std::vector<Line> lines_in_force() const {
        std::vector<Line> lines;
        for (const EffectiveEvent& event : reading_.history().effective) lines.push_back({event, true, nullptr});
        return lines;
    }

    /// Every stored event that has occurred by O as it was first told, corrections and retractions among them.
    [[nodiscard]] std::vector<Line> all_lines() const {
        std::unordered_map<const EventView*, const EffectiveEvent*> in_force;
        for (const EffectiveEvent& event : reading_.history().effective) in_force.emplace(event.original, &event);
        std::vector<Line> lines;
        for (const EventView& stored : reading_.history().stored) {
            const WhenTold occurred = stored.occurred();
            const auto found = in_force.find(&stored);
            const bool holds = found != in_force.end();
            if (!holds && !occurs_by(occurred, reading_.observed().by)) continue;
            EffectiveEvent original;
            original.original = &stored;
            original.occurred = occurred;
            if (holds && query_.originals) original.correction = found->second->correction;
            if (holds && !query_.originals) original = *found->second;
            lines.push_back({original, holds || changes_others(stored), holds ? nullptr : retraction_of(stored)});
        }
        std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return occurs_before(a.event, b.event); });
        return lines;
    }

    [[nodiscard]] const EventView* retraction_of(const EventView& target) const {
        for (auto event = reading_.history().stored.rbegin(); event != reading_.history().stored.rend(); ++event) {
            if (!event->is<EventRetracted>()) continue;
            const auto id = event->as<EventRetracted>().getTarget();
            if (Uuid::from_halves(id.getHigh(), id.getLow()) == target.leaf().event_id) return &*event;
        }
        return nullptr;
    }

    void fill_entry(answers::TimelineEntry::Builder out, const Line& line) {
        const EffectiveEvent& event = line.event;
        const auto envelope = event.envelope();
        out.setPosition(event.leaf().position.value);
        out.setVersion(event.leaf().version.value);
        write_id(out.initEventId(), event.leaf().event_id);
        out.setType(std::string(event.type().name));
        write_label(out.initLabel(), event.type().label("da"), event.type().label("en"));
        write_moment(out.initOccurred(), event.occurred);
        write_moment(out.initRecorded(), in_local_time(event.leaf().recorded_at));
        if (envelope.hasEnteredAt()) out.setEntered(envelope.getEnteredAt());
        fill_people(out, envelope);
        fill_fields(out, event);
        out.setPhase(phase_of(event));
        out.setImprecise(is_imprecise(event.occurred));
        const LateEntry late = late_entry(event, query_.late_days);
        out.setLate(late.late);
        out.setLateDays(late.days);
        if (const auto objection = objections_.find(event.leaf().version.value); objection != objections_.end())
            out.setRuleObjection(objection->second);
        fill_amendments(out, line);
        fill_origin(out, envelope);
    }

    static void fill_people(answers::TimelineEntry::Builder out, Envelope::Reader envelope) {
        out.setActor(envelope.getActor().getPseudonym());
        out.setRole(envelope.getActor().getRole());
        out.setUnit(envelope.getActor().getUnit());
        out.setOnBehalfOf(envelope.getOnBehalfOf().getPseudonym());
    }

    static void fill_amendments(answers::TimelineEntry::Builder out, const Line& line) {
        if (line.event.correction != nullptr) {
            out.setCorrected(true);
            write_reference(out.initCorrectedBy(), *line.event.correction);
        }
        out.setRetracted(!line.in_force);
        if (line.retracted_by != nullptr) write_reference(out.initRetractedBy(), *line.retracted_by);
    }

    static void fill_origin(answers::TimelineEntry::Builder out, Envelope::Reader envelope) {
        out.setSourceSystem(envelope.getSource().getSystem());
        out.setSourcePosition(envelope.getSource().getPosition());
        out.setSynthesised(envelope.getSource().getSynthesised());
        out.setCausation(envelope.getCausation());
        if (envelope.hasLegalBasis()) out.setLegalBasis(envelope.getLegalBasis());
        auto audience = out.initAudience(envelope.getAudience().size());
        for (unsigned i = 0; i < audience.size(); ++i)
            audience.set(i, capnp::Schema::from<Audience>().getEnumerants()[static_cast<unsigned>(envelope.getAudience()[i]) % 4].getProto().getName());
    }

    struct Said {
        capnp::StructSchema::Field field;
        std::string value;
        ValueLabels labels;
        SensitivityClass sensitivity = SensitivityClass::NONE;
        Uuid subject;
    };

    void fill_fields(answers::TimelineEntry::Builder out, const EffectiveEvent& event) {
        std::vector<Said> said = clear_fields(event);
        for (PersonalTexts::Named& named : texts_.all(event))
            said.push_back({event.type().personal->getFieldByName(named.field.c_str()), std::move(named.found.text), {}, named.found.sensitivity, named.found.subject});
        auto fields = out.initFields(static_cast<unsigned>(said.size()));
        for (unsigned i = 0; i < fields.size(); ++i) {
            fields[i].setName(said[i].field.getProto().getName());
            write_label(fields[i].initLabel(), label_of(said[i].field, "da"), label_of(said[i].field, "en"));
            fields[i].setValue(said[i].value);
            write_label(fields[i].initValueLabel(), said[i].labels.da, said[i].labels.en);
            fields[i].setPersonal(said[i].sensitivity != SensitivityClass::NONE);
            fields[i].setSensitivity(said[i].sensitivity);
            write_id(fields[i].initSubject(), said[i].subject);
        }
        out.setPersonalWithheld(texts_.withheld(event));
    }

    /// The clear fields that say something; as corrected, unless originals are asked for.
    [[nodiscard]] std::vector<Said> clear_fields(const EffectiveEvent& event) const {
        const bool as_corrected = event.correction != nullptr && !query_.originals;
        const auto pointer = as_corrected ? event.correction->as<EventCorrected>().getPayload() : event.original->payload();
        const auto payload = pointer.getAs<capnp::DynamicStruct>(event.type().clear);
        std::vector<Said> said;
        for (const auto field : event.type().clear.getFields()) {
            if (field.getType().isAnyPointer()) continue;  // the new content of a correction: shown where it holds
            const auto value = payload.get(field);
            if (std::string text = field_text(value); !text.empty() && payload.has(field)) said.push_back({field, std::move(text), value_labels(value), SensitivityClass::NONE, {}});
        }
        return said;
    }

    const CaseReading& reading_;
    const TimelineQuery& query_;
    PersonalTexts texts_;
    const std::unordered_map<std::uint64_t, std::string> objections_;
    const std::unordered_map<std::uint64_t, std::string> phases_;
};

}  // namespace

Status query_case_timeline(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of,
                           const TimelineQuery& query, answers::CaseTimeline::Builder out) {
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, case_id, as_of, query.audience));
    write_as_of(out.initAsOf(), engine, as_of, reading.history().known);
    write_id(out.initCaseId(), case_id);
    out.setLateThresholdDays(query.late_days);
    out.setVersion(reading.history().stored.back().leaf().version.value);
    out.setAudience(capnp::Schema::from<Audience>().getEnumerants()[static_cast<unsigned>(query.audience) % 4].getProto().getName());
    AudienceView audience(engine, receipt, query.audience, reading.facts().citizen);
    TimelineAnswer(engine, receipt, reading, query, audience).fill(out);
    return {};
}

}  // namespace forloeb
