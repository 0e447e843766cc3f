#include "projections/standard_projections.hpp"

#include "projections/case_overview/case_overview.hpp"
#include "projections/caseload/caseload.hpp"
#include "projections/derived_handovers/derived_handovers.hpp"
#include "projections/lessons/lessons.hpp"
#include "projections/measure_facts/measure_facts.hpp"
#include "projections/partner_map/partner_map.hpp"

namespace forloeb {

std::vector<std::unique_ptr<Projection>> standard_projections() {
    std::vector<std::unique_ptr<Projection>> all;
    all.push_back(std::make_unique<CaseOverviewProjection>());
    all.push_back(std::make_unique<PartnerMapProjection>());
    all.push_back(std::make_unique<DerivedHandoversProjection>());
    all.push_back(std::make_unique<CaseloadProjection>());
    all.push_back(std::make_unique<LessonsProjection>());
    all.push_back(std::make_unique<MeasureFactsProjection>());
    return all;
}

}  // namespace forloeb
