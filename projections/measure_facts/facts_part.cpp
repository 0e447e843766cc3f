#include "projections/measure_facts/facts_part.hpp"

#include <string_view>
#include <unordered_map>

#include "projections/measures/measure.hpp"

namespace forloeb {
namespace {

using Part = FactsPart;
using WantedByMeasure = std::unordered_map<std::string_view, FactsWanted>;

/// Beside these every measure has what cohorts, periods and coordination are told by (below). One whose figures say since when
/// they are recorded (Figure::recorded_by) has `firsts`.
const WantedByMeasure& wanted_by_measure() {
    static const WantedByMeasure table = {
        {"M1", {Part::needs}},
        {"M2", {}},
        {"M3", {Part::firsts, Part::types, Part::parties, Part::party_details, Part::assignment_details, Part::announcements, Part::acknowledgements}},
        {"M4", {Part::firsts, Part::types, Part::goals, Part::goal_details, Part::parties, Part::assignment_details}},
        {"M5", {Part::firsts, Part::types, Part::goals, Part::goal_details, Part::meetings, Part::meeting_details, Part::services}},
        {"M6", {Part::firsts, Part::types, Part::assessments, Part::plans, Part::plan_details}},
        {"M7", {Part::firsts, Part::types, Part::meetings, Part::meeting_details, Part::attendee_details}},
        {"M8", {Part::firsts, Part::types, Part::acts, Part::event_ids, Part::meetings, Part::meeting_details}},
        {"M9", {Part::firsts, Part::types, Part::meetings, Part::meeting_details}},
        {"M10", {Part::firsts, Part::types, Part::meetings, Part::meeting_details}},
        {"M11", {Part::firsts, Part::types, Part::contacts}},
        {"M12", {Part::firsts, Part::types, Part::event_ids, Part::involvements, Part::goals, Part::plans, Part::decisions, Part::meetings, Part::handovers}},
        {"M13", {Part::firsts, Part::types, Part::informed}},
        {"M14", {Part::firsts, Part::types, Part::decisions, Part::decision_details}},
        {"M15", {Part::firsts, Part::types, Part::requests}},
        {"M16", {Part::firsts, Part::types, Part::requests}},
        {"M17", {Part::firsts, Part::types, Part::commitments, Part::parties}},
        {"M18", {Part::firsts, Part::types, Part::deadlines, Part::times}},
        {"M19", {Part::types, Part::acts, Part::times}},
        {"M20", {Part::times}},
        {"M21", {Part::transitions, Part::handovers, Part::contacts, Part::contact_parties, Part::commitments, Part::deadlines, Part::goals, Part::goal_details, Part::decisions, Part::applications, Part::parties}},
        {"M22", {Part::parties, Part::services, Part::contacts, Part::contact_parties, Part::meetings, Part::attendee_details, Part::citizen_views}},
        {"M23", {Part::needs, Part::complexities}},
        {"M24", {Part::services}},
        {"M25", {Part::needs, Part::informed, Part::network_assessments, Part::goals, Part::meetings, Part::plans}},
        {"M26", {Part::types, Part::acts, Part::act_by}},
        {"M27", {Part::network_assessments, Part::meetings, Part::meeting_details, Part::consents, Part::plans}},
        {"M28", {Part::decisions, Part::decision_details}},
        {"F1", {Part::firsts, Part::types, Part::phases}},
        {"F2", {Part::onboardings}},
        {"E1", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E2", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E3", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E4", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E5", {Part::monitorings, Part::recorded}},
        {"E6", {Part::assessments, Part::goals, Part::goal_details}},
        {"E7", {Part::surveys, Part::feedback, Part::event_ids, Part::monitorings, Part::recorded, Part::assessments, Part::goals, Part::goal_details}},
        {"L1", {Part::source_events}},
        {"L2", {Part::source_events}},
        {"L3", {Part::source_events}},
        {"L4", {Part::source_events}},
        {"L5", {Part::source_events, Part::deadlines}},
    };
    return table;
}

constexpr Part always[] = {Part::words, Part::episodes, Part::attributes, Part::assignments, Part::substitutes};

}  // namespace

FactsWanted facts_wanted_by(const MeasureDefinition& measure) {
    const auto found = wanted_by_measure().find(measure.id);
    if (found == wanted_by_measure().end()) return FactsWanted::all();
    FactsWanted wanted = found->second;
    for (const Part part : always) wanted.add(part);
    return wanted;
}

}  // namespace forloeb
