// Who coordinates at the end of a day, and how many know it: shared by the overview and the partner map.
#pragma once

#include "projections/reading/case_reading.hpp"
#include "projections/reading/personal_text.hpp"

namespace forloeb {

[[nodiscard]] Status fill_coordinator(const Engine& engine, const AsOf& as_of, const CaseReading& reading, const std::string& kind,
                                      LocalDate day, PersonalTexts& texts, answers::Coordinator::Builder out);

}  // namespace forloeb
