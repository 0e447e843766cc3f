// What the practice looked like: effort since assignment, phases, and the other measures quarter by quarter.
#include <algorithm>

#include "tools/render/answer_text.hpp"
#include "tools/render/evaluation_report.hpp"
#include "tools/render/figure_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::EvaluationReport;

/// "2025-K3" -> "25K3": narrow enough under a point.
std::string short_period(std::string_view period) { return period.size() == 7 && period[4] == '-' ? std::string(period.substr(2, 2)) + std::string(period.substr(5)) : std::string(period); }

class PracticeByQuarter {
  public:
    PracticeByQuarter(ReportDocument& document, Language language, EvaluationReport::Reader report) : document_(document), language_(language), report_(report) {}

    void write() {
        effort();
        document_.section(text("Forløbene, kvartal for kvartal", "The cases, quarter by quarter"));
        document_.paragraph(period() + text(" Hvert tal har sin egen definition; bag kurven står tabellen.", " Each figure has its own definition; behind the curve stands its table."));
        for (const auto result : report_.getPractice())
            if (view(result.getReceipt().getMeasure()) != "M20") quarters(result);
    }

  private:
    [[nodiscard]] std::string text(std::string_view da, std::string_view en) const { return std::string(say(language_, da, en)); }

    std::string period() const {
        const auto cohort = report_.getCohort();
        std::string said = text("Periode: ", "Period: ") + date_text(language_, cohort.getFrom()) + " – " + date_text(language_, cohort.getTo()) + text(" (slutdato ikke med).", " (end date not included).");
        for (const auto& limit : {cohort.getUnit(), cohort.getKind(), cohort.getMethodVersion(), cohort.getTargetGroup()})
            if (limit.size() > 0) said += text(" Kun ", " Only ") + code_text(language_, view(limit)) + ".";
        return said;
    }

    void effort() {
        const auto result = find_result(report_.getPractice(), "M20");
        if (!result || result->getStrata().size() == 0) return;
        document_.section(text("Indsats: koordineringsminutter pr. måned siden udpegningen (M20)", "Effort: coordination minutes per month since assignment (M20)"));
        document_.paragraph(pick(language_, result->getDefinition()));
        const FiguresByCode figures(result->getStrata()[0]);
        LineChart chart{text("Middel af minutter pr. forløb", "Mean minutes per case"), text("Måned for måned siden koordinatoren blev udpeget; tallene står i tabellen under.", "Month by month since the coordinator was assigned; the numbers are in the table below."), {}, {}};
        ReportTable table{"", {{text("Måned siden udpegning", "Month since assignment"), true}, {text("Minutter, middel", "Minutes, mean"), true}, {"n", true}, {text("mangler", "missing"), true}}, {}};
        std::vector<double> seen;
        for (std::size_t month = 0; figures.find("month_" + std::to_string(month)) != nullptr; ++month) {
            const std::string code = "month_" + std::to_string(month);
            chart.points.push_back({std::to_string(month), figures.value(code), std::nullopt, std::nullopt, figures.cell(language_, code)});
            if (chart.points.back().value) seen.push_back(*chart.points.back().value);
            table.rows.push_back({std::to_string(month), figures.cell(language_, code), figures.n(code), figures.missing(code)});
        }
        if (table.rows.empty()) {
            document_.paragraph(text("Der er for få med tidsregistrering til en kurve.", "There are too few with registered time for a curve."));
            return;
        }
        chart.axis = axis_around(seen, false);
        document_.chart(chart);
        document_.table(table);
    }

    /// The first figure that is more than a count: what the measure is about.
    static std::string lead_figure(answers::Stratum::Reader whole) {
        for (const auto figure : whole.getFigures())
            if (figure.getUnit() != "count" && figure.getState() == answers::FigureState::SHOWN) return std::string(view(figure.getCode()));
        return {};
    }

    void quarters(answers::MeasureResult::Reader result) {
        const auto strata = result.getStrata();
        if (strata.size() == 0) return;
        document_.subsection(std::string(view(result.getReceipt().getMeasure())) + " " + std::string(pick(language_, result.getTitle())));
        document_.paragraph(pick(language_, result.getDefinition()));
        if (const std::string lead = lead_figure(strata[0]); !lead.empty()) curve(strata, lead);
        ReportTable table{"", {{text("Tal", "Figure")}, {text("Enhed", "Unit")}, {text("I alt [95 %]", "All [95 %]"), true}, {"n", true}}, {}};
        std::vector<FiguresByCode> parts;
        for (unsigned i = 1; i < strata.size(); ++i) {
            parts.emplace_back(strata[i]);
            table.columns.push_back({short_period(view(strata[i].getValue())), true});
        }
        const FiguresByCode whole(strata[0]);
        for (const auto figure : strata[0].getFigures()) {
            const std::string code(view(figure.getCode()));
            std::vector<std::string> row = {std::string(pick(language_, figure.getLabel())), unit_text(language_, view(figure.getUnit())), whole.cell_with_interval(language_, code), whole.n(code)};
            for (unsigned i = 1; i < strata.size(); ++i) row.push_back(strata[i].getHidden() ? "×" : parts[i - 1].cell(language_, code));
            table.rows.push_back(std::move(row));
        }
        document_.table(table);
    }

    void curve(capnp::List<answers::Stratum>::Reader strata, const std::string& code) {
        const FiguresByCode whole(strata[0]);
        const auto* figure = whole.find(code);
        const bool percent = figure->getUnit() == "share";
        LineChart chart{std::string(pick(language_, figure->getLabel())) + ", " + unit_text(language_, view(figure->getUnit())), text("Kvartal for kvartal; tallene står i tabellen under.", "Quarter by quarter; the numbers are in the table below."), {}, {}};
        std::vector<double> seen;
        for (unsigned i = 1; i < strata.size(); ++i) {
            const FiguresByCode figures(strata[i]);
            LineChart::Point point{short_period(view(strata[i].getValue())), figures.value(code), std::nullopt, std::nullopt, strata[i].getHidden() ? "×" : figures.cell(language_, code)};
            if (const auto* part = figures.find(code); point.value && part->getIntervalMethod().size() > 0) {
                point.low = part->getLow();
                point.high = part->getHigh();
            }
            for (const auto& value : {point.value, point.low, point.high})
                if (value) seen.push_back(*value);
            chart.points.push_back(std::move(point));
        }
        if (seen.empty()) return;
        chart.axis = axis_around(seen, percent);
        document_.chart(chart);
    }

    ReportDocument& document_;
    const Language language_;
    const EvaluationReport::Reader report_;
};

}  // namespace

void write_practice(ReportDocument& document, Language language, EvaluationReport::Reader report) { PracticeByQuarter(document, language, report).write(); }

}  // namespace forloeb
