// Who registers time, and when: what tells a true zero of minutes from a month that is missing (G11; projections/README.md).
// Told case by case and project by project, asked when everybody has been told of. One thread.
#pragma once

#include <boost/container/flat_set.hpp>

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "projections/case_facts/day_spans.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

inline constexpr std::int32_t registered_month_days = 30;

/// What is known of one person. Of nobody, nothing.
struct Registrar {
    boost::container::flat_set<LocalDate> registered;  // any time, on these days
    std::vector<DaySpan> enrolled;                     // expected to register time
};

class Registrars {
  public:
    void note(const facts::CaseFacts& facts);
    void note(const facts::ProjectFacts& facts);

    /// The same one from now on, whatever is still noted: for who asks later, and often.
    [[nodiscard]] const Registrar& of(const std::string& person) { return person.empty() ? nobody_ : by_person_[person]; }

  private:
    std::unordered_map<std::string, Registrar> by_person_;
    const Registrar nobody_;
};

/// Did the person register any time then, whatever the case?
[[nodiscard]] bool registered_within(const Registrar& person, DaySpan days);
/// Enrolled as one who registers time: of whose silence it follows that minutes are missing, whatever others registered.
[[nodiscard]] bool is_registrar(const Registrar& person, LocalDate day);

/// What was registered in one case, day by day: looked at once, asked about many months.
class RegisteredMinutes {
  public:
    /// Only minutes of these classes count; of others it is only seen that time is registered.
    RegisteredMinutes(const facts::CaseFacts& facts, const std::vector<std::string>& classes);
    /// Nothing if nothing at all was registered then.
    [[nodiscard]] std::optional<double> within(DaySpan days) const;

  private:
    std::vector<std::pair<LocalDate, std::int64_t>> by_day_;  // in the days' order
};

}  // namespace forloeb
