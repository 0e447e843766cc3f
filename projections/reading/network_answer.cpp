#include "projections/reading/network_answer.hpp"

#include "projections/case_facts/professionals_met.hpp"

namespace forloeb {

void fill_network_strength(const facts::CaseFacts& facts, LocalDate day, answers::NetworkStrength::Builder out) {
    for (const facts::NetworkAssessment& assessment : facts.network_assessments) {
        if (assessment.at.date() > day) continue;
        out.setStrength(assessment.strength);
        write_moment(out.initAssessed(), assessment.at.when);
    }
    out.setProfessionals(static_cast<std::uint32_t>(professionals_met(facts, day).size()));
    for (const facts::CitizenView& told : facts.citizen_views)
        if (told.professionals_met_earlier >= 0 && told.at.date() <= day) out.setProfessionalsEarlier(told.professionals_met_earlier);
}

}  // namespace forloeb
