// The parts in which the facts of a case are stored for measures, and which of them one measure asks for: what is not asked
// for is not decoded. Parts have numbers in stored rows: add at the end and raise the projection's version.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

struct MeasureDefinition;

enum class FactsPart : std::uint8_t {
    words,      // each said once; the others refer to them by number
    types,      // the event types of `acts` and `firsts`, likewise
    event_ids,  // of each act
    recorded,   // when the engine was told, of each act
    firsts,     // since when each type is recorded (recording.hpp); from here on, lists of facts
    acts,
    episodes,
    attributes,
    phases,
    needs,
    assignments,
    announcements,
    acknowledgements,
    substitutes,
    complexities,
    times,
    parties,
    network_assessments,
    contacts,
    informed,
    involvements,
    citizen_views,
    meetings,
    requests,
    consents,
    goals,
    plans,
    services,
    assessments,
    applications,
    decisions,
    commitments,
    deadlines,
    transitions,
    handovers,
    surveys,
    monitorings,
    feedback,
    source_events,
    lessons,
    onboardings,
    act_by,  // here and below: fields of one list's facts that few measures read (facts_fields.hpp)
    act_details,
    assignment_details,
    party_details,
    contact_parties,
    contact_details,
    meeting_details,
    attendee_details,
    goal_details,
    plan_details,
    decision_details,
};
inline constexpr std::size_t facts_parts = static_cast<std::size_t>(FactsPart::decision_details) + 1;
inline constexpr std::size_t first_part_of_facts = static_cast<std::size_t>(FactsPart::firsts);
static_assert(facts_parts < 64, "FactsWanted has one bit for each");

class FactsWanted {
  public:
    constexpr FactsWanted(std::initializer_list<FactsPart> parts) {
        for (const FactsPart part : parts) add(part);
    }
    constexpr void add(FactsPart part) { bits_ |= bit(part); }
    [[nodiscard]] static constexpr FactsWanted all() {
        FactsWanted wanted{};
        wanted.bits_ = (std::uint64_t{1} << facts_parts) - 1;
        return wanted;
    }
    [[nodiscard]] constexpr bool has(FactsPart part) const { return (bits_ & bit(part)) != 0; }

  private:
    [[nodiscard]] static constexpr std::uint64_t bit(FactsPart part) { return std::uint64_t{1} << static_cast<unsigned>(part); }
    std::uint64_t bits_ = 0;
};

/// What the measure reads of a case: of facts that are not wanted in whole, the fields say nothing. Of a measure that the table does not know: everything.
[[nodiscard]] FactsWanted facts_wanted_by(const MeasureDefinition& measure);

/// Calls `visit(part, list)` for each list of facts that measures read; Facts is CaseFacts, const or not.
template <typename Facts, typename Visit>
void each_facts_list(Facts& facts, const Visit& visit) {
    visit(FactsPart::acts, facts.acts);
    visit(FactsPart::episodes, facts.episodes);
    visit(FactsPart::attributes, facts.attributes);
    visit(FactsPart::phases, facts.phases);
    visit(FactsPart::needs, facts.needs);
    visit(FactsPart::assignments, facts.assignments);
    visit(FactsPart::announcements, facts.announcements);
    visit(FactsPart::acknowledgements, facts.acknowledgements);
    visit(FactsPart::substitutes, facts.substitutes);
    visit(FactsPart::complexities, facts.complexities);
    visit(FactsPart::times, facts.times);
    visit(FactsPart::parties, facts.parties);
    visit(FactsPart::network_assessments, facts.network_assessments);
    visit(FactsPart::contacts, facts.contacts);
    visit(FactsPart::informed, facts.informed);
    visit(FactsPart::involvements, facts.involvements);
    visit(FactsPart::citizen_views, facts.citizen_views);
    visit(FactsPart::meetings, facts.meetings);
    visit(FactsPart::requests, facts.requests);
    visit(FactsPart::consents, facts.consents);
    visit(FactsPart::goals, facts.goals);
    visit(FactsPart::plans, facts.plans);
    visit(FactsPart::services, facts.services);
    visit(FactsPart::assessments, facts.assessments);
    visit(FactsPart::applications, facts.applications);
    visit(FactsPart::decisions, facts.decisions);
    visit(FactsPart::commitments, facts.commitments);
    visit(FactsPart::deadlines, facts.deadlines);
    visit(FactsPart::transitions, facts.transitions);
    visit(FactsPart::handovers, facts.handovers);
    visit(FactsPart::surveys, facts.surveys);
    visit(FactsPart::monitorings, facts.monitorings);
    visit(FactsPart::feedback, facts.feedback);
    visit(FactsPart::source_events, facts.source_events);
    visit(FactsPart::lessons, facts.lessons);
    visit(FactsPart::onboardings, facts.onboardings);
}

}  // namespace forloeb
