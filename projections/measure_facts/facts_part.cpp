#include "projections/measure_facts/facts_part.hpp"

#include <string_view>
#include <unordered_map>

#include "projections/measures/measure.hpp"

namespace forloeb {
namespace {

using Part = FactsPart;
using WantedByMeasure = std::unordered_map<std::string_view, FactsWanted>;

/// Beside these every measure has what cohorts, periods and coordination are told by (below).
const WantedByMeasure& wanted_by_measure() {
    static const WantedByMeasure table = {
        {"M1", {Part::needs}},
        {"M2", {}},
        {"M3", {Part::parties, Part::announcements, Part::acknowledgements}},
        {"M4", {Part::goals, Part::parties}},
        {"M5", {Part::goals, Part::meetings, Part::services}},
        {"M6", {Part::assessments, Part::plans}},
        {"M7", {Part::meetings}},
        {"M8", {Part::acts, Part::event_ids, Part::meetings}},
        {"M9", {Part::meetings}},
        {"M10", {Part::meetings}},
        {"M11", {Part::contacts}},
        {"M12", {Part::event_ids, Part::involvements, Part::goals, Part::plans, Part::decisions, Part::meetings, Part::handovers}},
        {"M13", {Part::informed}},
        {"M14", {Part::decisions}},
        {"M15", {Part::requests}},
        {"M16", {Part::requests}},
        {"M17", {Part::commitments, Part::parties}},
        {"M18", {Part::deadlines, Part::times}},
        {"M19", {Part::acts, Part::times}},
        {"M20", {Part::times}},
        {"M21", {Part::transitions, Part::handovers, Part::contacts, Part::commitments, Part::deadlines, Part::goals, Part::decisions, Part::applications, Part::parties}},
        {"M22", {Part::parties, Part::services, Part::contacts, Part::meetings, Part::citizen_views}},
        {"M23", {Part::needs, Part::complexities}},
        {"M24", {Part::services}},
        {"M25", {Part::needs, Part::informed, Part::network_assessments, Part::goals, Part::meetings, Part::plans}},
        {"M26", {Part::acts}},
        {"M27", {Part::network_assessments, Part::meetings, Part::consents, Part::plans}},
        {"M28", {Part::decisions}},
        {"F1", {Part::phases}},
        {"F2", {Part::onboardings}},
        {"E1", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E2", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E3", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E4", {Part::surveys, Part::feedback, Part::event_ids}},
        {"E5", {Part::monitorings, Part::recorded}},
        {"E6", {Part::assessments, Part::goals}},
    };
    return table;
}

constexpr Part always[] = {Part::words, Part::types, Part::firsts, Part::episodes, Part::attributes, Part::assignments, Part::substitutes};

}  // namespace

FactsWanted facts_wanted_by(const MeasureDefinition& measure) {
    const auto found = wanted_by_measure().find(measure.id);
    if (found == wanted_by_measure().end()) return FactsWanted::all();
    FactsWanted wanted = found->second;
    for (const Part part : always) wanted.add(part);
    return wanted;
}

}  // namespace forloeb
