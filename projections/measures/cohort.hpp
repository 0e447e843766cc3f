// Which cases, and what falls within the period (G5; projections/README.md): durations belong to the period of their start event,
// rates clip events and exposure to the period, stocks are taken at the end of a day. Unit, target group and method
// version are those in force at the start event (stocks: at the date). Pure; any thread.
#pragma once

#include <boost/container/static_vector.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "events/vocabulary/result.hpp"
#include "projections/case_facts/case_time.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

struct Cohort {
    LocalDate from = first_day;   // period [from, to)
    LocalDate to = after_last_day;
    LocalDate at = after_last_day;  // the date of stocks; after_last_day = the period's last day, or O
    std::string unit;
    std::string kind;             // of coordinator
    std::string target_group;
    std::string method_version;
    std::string source_system;
    std::string by;               // strata: "", "unit", "kind", "targetGroup", "methodVersion", "month", "quarter"; or "unit+kind" ...

    /// `invalid` for a period that ends before it begins, an unknown `by`, parts of a period without both ends, or more
    /// dimensions than the unit and one other.
    [[nodiscard]] static Result<Cohort> read(answers::Cohort::Reader reader);
    void write(answers::Cohort::Builder out) const;
    /// The options that repeat it: "--from 2026-01-01 --unit x".
    [[nodiscard]] std::string as_options() const;

    /// The dimension it is split by beside the unit; empty if it is split by at most one.
    [[nodiscard]] std::string crossed_with() const { return by.starts_with("unit+") ? by.substr(5) : std::string(); }
    /// Does the kind of coordinator decide anything?
    [[nodiscard]] bool asks_for_kind() const { return !kind.empty() || by.ends_with("kind"); }
    [[nodiscard]] bool by_period() const { return by == "month" || by == "quarter"; }
    /// `coordinator` is the one of the wanted kind, if there was one then.
    [[nodiscard]] bool admits_kind(const facts::Assignment* coordinator) const { return kind.empty() || coordinator != nullptr; }
    [[nodiscard]] bool in_period(LocalDate day) const { return from <= day && day < to; }
    [[nodiscard]] LocalDate stock_date(const Observed& observed) const;
};

/// Strata of two dimensions at once: a unit's, the other dimension's, and the cell of both; names that no value has.
[[nodiscard]] std::string cross_unit(const std::string& unit);
[[nodiscard]] std::string cross_second(const std::string& value);
[[nodiscard]] std::string cross_name(const std::string& unit, const std::string& value);
/// Which of the three it is; "" for a stratum of one dimension.
[[nodiscard]] std::string cross_dimension(const std::string& name);
/// Unit and value of a cell; nothing if it is none.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> cross_cell(const std::string& name);

/// Quoted for a POSIX shell where it must be, so that a receipt's command can be pasted.
[[nodiscard]] std::string shell_word(const std::string& value);

/// The samples that take something: the whole cohort's, and its stratum's, or a unit's, the other dimension's and the cell's.
template <typename Sample>
using Samples = boost::container::static_vector<Sample*, 4>;

/// The sample of the whole cohort and one per stratum. A Sample is whatever a measure gathers.
template <typename Sample>
class Strata {
  public:
    explicit Strata(const Cohort& cohort) : cohort_(cohort) {}

    /// The samples that take something of a case with these attributes: none if the cohort leaves it out. Period and
    /// kind filter are the measure's to check; `kind` only names the stratum.
    [[nodiscard]] Samples<Sample> of(const facts::CaseFacts& facts, const facts::Attributes& attributes,
                                          const std::string& kind = {}) {
        if (!admits(facts, attributes)) return {};
        Samples<Sample> samples = {&whole_};
        if (cohort_.by.empty()) return samples;
        if (const std::string second = cohort_.crossed_with(); !second.empty()) {
            const std::string value = value_of(second, attributes, kind);
            for (const std::string& name : {cross_unit(attributes.unit), cross_second(value), cross_name(attributes.unit, value)}) samples.push_back(&strata_[name]);
        } else {
            samples.push_back(&strata_[value_of(cohort_.by, attributes, kind)]);
        }
        return samples;
    }

    [[nodiscard]] const Sample& whole() const { return whole_; }
    [[nodiscard]] const std::map<std::string, Sample>& strata() const { return strata_; }

  private:
    [[nodiscard]] bool admits(const facts::CaseFacts& facts, const facts::Attributes& attributes) const {
        return (cohort_.unit.empty() || cohort_.unit == attributes.unit) &&
               (cohort_.target_group.empty() || cohort_.target_group == attributes.target_group) &&
               (cohort_.method_version.empty() || cohort_.method_version == attributes.method_version) &&
               (cohort_.source_system.empty() || cohort_.source_system == facts.source_system);
    }
    [[nodiscard]] static std::string value_of(const std::string& dimension, const facts::Attributes& attributes, const std::string& kind) {
        if (dimension == "unit") return attributes.unit;
        if (dimension == "kind") return kind;
        if (dimension == "targetGroup") return attributes.target_group;
        return attributes.method_version;
    }

    const Cohort& cohort_;
    Sample whole_;
    std::map<std::string, Sample> strata_;
};

}  // namespace forloeb
