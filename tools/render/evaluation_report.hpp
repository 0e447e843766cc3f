// The evaluation report as a document: what it must say first, the design, what was answered, what the practice looked
// like quarter by quarter, and how every figure is had again. One thread.
#pragma once

#include "projections/schema/evaluation.capnp.h"
#include "tools/render/report_document.hpp"

namespace forloeb {

void write_evaluation_report(ReportDocument& document, Language language, answers::EvaluationReport::Reader report);

// ---- its parts, one file each ----

/// E1 to E6.
void write_survey_results(ReportDocument& document, Language language, answers::EvaluationReport::Reader report);
/// Effort, phases, and every other measure by quarter.
void write_practice(ReportDocument& document, Language language, answers::EvaluationReport::Reader report);

/// The result of one measure among several; none if it is not there.
[[nodiscard]] std::optional<answers::MeasureResult::Reader> find_result(capnp::List<answers::MeasureResult>::Reader results, std::string_view id);

/// "borger", "kommunal sagsbehandler"; the group's own label.
[[nodiscard]] std::string group_text(Language language, RespondentGroup group);

/// The figures of a stratum by code.
class FiguresByCode {
  public:
    explicit FiguresByCode(answers::Stratum::Reader stratum);
    [[nodiscard]] const answers::Figure::Reader* find(const std::string& code) const;
    /// As in narrow tables; empty if there is no such figure.
    [[nodiscard]] std::string cell(Language language, const std::string& code) const;
    [[nodiscard]] std::string cell_with_interval(Language language, const std::string& code) const;
    /// How many it is about, and how many are missing; "<5" where that is not told.
    [[nodiscard]] std::string n(const std::string& code) const;
    [[nodiscard]] std::string missing(const std::string& code) const;
    /// The value, if it is shown.
    [[nodiscard]] std::optional<double> value(const std::string& code) const;

  private:
    std::vector<std::pair<std::string, answers::Figure::Reader>> figures_;
};

}  // namespace forloeb
