// Who registers time, and when: what tells a true zero of minutes from a month that is missing (G11; projections/README.md).
// Told case by case and project by project, asked when everybody has been told of. One thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "projections/case_facts/day_spans.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

inline constexpr std::int32_t registered_month_days = 30;

class Registrars {
  public:
    void note(const facts::CaseFacts& facts);
    void note(const facts::ProjectFacts& facts);

    /// Did the person register any time then, whatever the case?
    [[nodiscard]] bool registered_within(const std::string& person, DaySpan days) const;
    /// Enrolled as one who registers time: of whose silence it follows that minutes are missing, whatever others registered.
    [[nodiscard]] bool is_registrar(const std::string& person, LocalDate day) const;

  private:
    std::map<std::string, std::set<LocalDate>> registrations_;  // whose, on which days
    std::map<std::string, std::vector<DaySpan>> registrars_;    // who is expected to register time, and when
};

/// What was registered in one case, day by day: looked at once, asked about many months.
class RegisteredMinutes {
  public:
    /// Only minutes of these classes count; of others it is only seen that time is registered.
    RegisteredMinutes(const facts::CaseFacts& facts, const std::vector<std::string>& classes);
    /// Nothing if nothing at all was registered then.
    [[nodiscard]] std::optional<double> within(DaySpan days) const;

  private:
    std::vector<std::pair<LocalDate, double>> by_day_;
};

}  // namespace forloeb
