// Cohorts within one another (G12): a figure of a narrowed cohort is shown only if the table it is a cell of would show it.
//
//   asked for                       cell of
//   --unit a                        units
//   --kind k                        kinds
//   --unit a --kind k, or
//   --unit a --by kind, or ...      units x kinds, with both totals
//
// Whoever asks one cell after the other therefore gets exactly the table, secondary suppression included, and can subtract
// nothing that the table does not give. This is why a cohort is narrowed by the unit and at most one more dimension
// (Cohort::read). The table is made in the same pass; without a limit there is none to make. By month or quarter each part
// has its own. The other guard is of dates: of stocks at several dates those are hidden that differ from a shown one by fewer
// than five persons.
//
// What it does not see: another run over another period, or when the log has grown. One thread.
#pragma once

#include <memory>
#include <vector>

#include "projections/measures/disclosed_output.hpp"

namespace forloeb {

class NestedCohorts {
  public:
    /// What `input` refers to must outlive it.
    NestedCohorts(const MeasureDefinition& definition, const MeasureInput& input);

    void add(const facts::CaseFacts& facts);
    void add_project(const facts::ProjectFacts& facts);
    /// After disclose(): hides what the tables do not show. Once. Returns how many figures it hid.
    std::size_t hide(MeasureOutput& output) const;

  private:
    struct Table {
        std::string part;  // of the period; "" = all of it
        Cohort cohort;
        std::unique_ptr<Measure> measure;
    };

    std::size_t hide_by(const Table& table, MeasureOutput& output) const;

    const Cohort& cohort_;
    std::string second_;        // the dimension beside the unit; "" = none
    std::string second_value_;  // of the cohort; "" = it is what the cohort is split by
    std::vector<std::unique_ptr<Table>> tables_;
};

/// Of stocks at several dates (the whole first, then the parts, oldest first): hides those that differ by one to four persons
/// from one that is shown. Returns how many figures it hid.
std::size_t hide_close_dates(MeasureOutput& output);

}  // namespace forloeb
