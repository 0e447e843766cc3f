// What was answered: E1 to E6, a table behind each graphic, every group and instrument version by itself.
#include <capnp/schema.h>

#include <algorithm>
#include <set>

#include "events/schema/evaluation.capnp.h"
#include "tools/render/answer_text.hpp"
#include "tools/render/evaluation_report.hpp"
#include "tools/render/figure_text.hpp"

namespace forloeb {
namespace {

using answers::EvaluationReport;

/// A stratum names its group by the schema's own word.
std::string group_text(Language language, std::string_view code) {
    for (const auto enumerant : capnp::Schema::from<RespondentGroup>().getEnumerants())
        if (code == enumerant.getProto().getName().cStr()) return forloeb::group_text(language, static_cast<RespondentGroup>(enumerant.getOrdinal()));
    return code_text(language, code);
}

/// "project/group/instrument@version", as strata of surveys are named.
struct StratumName {
    std::string group, instrument, version;
    explicit StratumName(std::string_view name) {
        const auto next = [&name] {
            const std::size_t slash = std::min(name.find('/'), name.size());
            const std::string part(name.substr(0, slash));
            name.remove_prefix(std::min(slash + 1, name.size()));
            return part;
        };
        next();  // the project
        group = next();
        const std::string used = next();
        const std::size_t at = std::min(used.find('@'), used.size());
        instrument = used.substr(0, at);
        version = used.substr(std::min(at + 1, used.size()));
    }
};

class SurveyResults {
  public:
    SurveyResults(ReportDocument& document, Language language, EvaluationReport::Reader report) : document_(document), language_(language), report_(report) {
        std::set<std::string> seen;
        for (const auto wave : report.getWaves())
            if (seen.insert(std::string(view(wave.getWave()))).second) waves_.emplace_back(view(wave.getWave()));
    }

    void write() {
        part("E1", [this](auto stratum) { return response(stratum); });
        part("E2", [this](auto stratum) { return change(stratum); });
        part("E3", [this](auto stratum) { return experience(stratum); });
        part("E4", [this](auto stratum) { return experience(stratum); });
        part("E5", [this](auto stratum) { return monitoring(stratum); });
        part("E6", [](auto) { return false; });
    }

  private:
    [[nodiscard]] std::string text(std::string_view da, std::string_view en) const { return std::string(say(language_, da, en)); }

    /// A measure's section. What a stratum has no form of its own for is printed figure by figure.
    template <typename Write>
    void part(std::string_view id, const Write& write) {
        const auto result = find_result(report_.getSurveys(), id);
        if (!result) return;
        document_.section(std::string(pick(language_, result->getTitle())) + " (" + std::string(id) + ")");
        document_.paragraph(pick(language_, result->getDefinition()));
        bool any = false;
        for (const auto stratum : result->getStrata()) {
            if (stratum.getFigures().size() == 0 && !stratum.getHidden()) continue;
            any = true;
            document_.subsection(stratum_title(stratum));
            if (stratum.getHidden())
                document_.paragraph(text("Skjult: for få personer.", "Hidden: too few persons."));
            else if (!write(stratum))
                figures(stratum);
        }
        if (!any) document_.paragraph(text("Der er ingen svar at vise.", "There are no answers to show."));
    }

    std::string stratum_title(answers::Stratum::Reader stratum) const {
        const std::string_view name = view(stratum.getValue());
        if (name.empty()) return text("Alle forløb", "All cases");
        if (name.starts_with("feedback/")) return text("Tilbagemeldinger: ", "Feedback: ") + code_text(language_, name.substr(name.find('/') + 1));
        const StratumName parts(name);
        return group_text(language_, parts.group) + " · " + parts.instrument + (parts.version.empty() ? "" : " " + parts.version);
    }

    answers::EvaluationInstrument::Reader instrument_of(answers::Stratum::Reader stratum) const {
        const StratumName name(view(stratum.getValue()));
        for (const auto instrument : report_.getInstruments())
            if (view(instrument.getInstrument()) == name.instrument && view(instrument.getVersion()) == name.version) return instrument;
        return {};
    }

    /// A reversed item is turned before anything is computed, which its wording does not tell.
    std::string item_text(answers::EvaluationItem::Reader item) const {
        std::string label = item.getWording().size() > 0 ? std::string(view(item.getWording())) : code_text(language_, view(item.getItem()));
        return item.getReversed() ? label + text(" (vendt)", " (turned)") : label;
    }

    /// The items, then the scales they make up: code and what to call it.
    std::vector<std::pair<std::string, std::string>> subjects_of(answers::EvaluationInstrument::Reader instrument) const {
        std::vector<std::pair<std::string, std::string>> subjects;
        std::set<std::string> scales;
        for (const auto item : instrument.getItems()) {
            subjects.emplace_back(view(item.getItem()), item_text(item));
            if (item.getScale().size() > 0) scales.emplace(view(item.getScale()));
        }
        for (const std::string& scale : scales) subjects.emplace_back("scale." + scale, text("Skala: ", "Scale: ") + code_text(language_, scale));
        return subjects;
    }

    bool response(answers::Stratum::Reader stratum) {
        const FiguresByCode figures(stratum);
        ReportTable table{"", {{text("Måling", "Wave")}, {text("Inviteret", "Invited"), true}, {text("Besvaret", "Answered"), true},
                               {text("Afslået", "Declined"), true}, {text("Intet svar", "No answer"), true}, {text("Svarprocent", "Response rate"), true}},
                          {}};
        IntervalChart chart{text("Svarprocent pr. måling", "Response rate by wave"), text("Andel besvarede med 95 %-interval; tallene står i tabellen under.", "Share answered with 95 % interval; the numbers are in the table below."),
                            {0, 1, true, std::nullopt}, {}};
        for (const std::string& wave : waves_) {
            if (figures.find(wave + ".invited") == nullptr) continue;
            table.rows.push_back({code_text(language_, wave), figures.cell(language_, wave + ".invited"), figures.cell(language_, wave + ".answered"),
                                  figures.cell(language_, wave + ".declined"), figures.cell(language_, wave + ".silent"),
                                  figures.cell_with_interval(language_, wave + ".response")});
            chart.rows.push_back(row_of(code_text(language_, wave), figures, wave + ".response"));
        }
        if (table.rows.empty()) return false;
        document_.chart(chart);
        document_.table(table);
        document_.paragraph(text("Par af svar af dem, der blev inviteret begge gange: ", "Matched pairs of those invited both times: ") +
                            figures.cell_with_interval(language_, "matched_pairs") + text(". Fastholdelse (begge målinger af førmålingen): ", ". Retention (both waves of the baseline): ") +
                            figures.cell_with_interval(language_, "retention") + ".");
        return true;
    }

    IntervalChart::Row row_of(const std::string& label, const FiguresByCode& figures, const std::string& code) const {
        IntervalChart::Row row{label, figures.value(code), std::nullopt, std::nullopt, std::nullopt, figures.cell(language_, code)};
        if (const auto* figure = figures.find(code); row.value && figure->getIntervalMethod().size() > 0) {
            row.low = figure->getLow();
            row.high = figure->getHigh();
        }
        return row;
    }

    bool change(answers::Stratum::Reader stratum) {
        const FiguresByCode figures(stratum);
        document_.paragraph(text("Par: ", "Matched pairs: ") + figures.cell(language_, "pairs") + text(" · kun førmåling: ", " · baseline only: ") + figures.cell(language_, "only_before") +
                            text(" · kun eftermåling: ", " · after only: ") + figures.cell(language_, "only_after") + text(" · usammenlignelige versioner: ", " · versions that do not compare: ") +
                            figures.cell(language_, "other_version"));
        ReportTable table{text("Før og efter, par for par; + er bedre", "Before and after, pair by pair; + is better"),
                          {{text("Spørgsmål", "Item")}, {text("Før", "Before"), true}, {text("Efter", "After"), true}, {text("Ændring [95 %]", "Change [95 %]"), true},
                           {text("Bedre", "Improved"), true}, {text("Uændret", "Same"), true}, {text("Dårligere", "Worse"), true}, {text("Fortegnstest p", "Sign test p"), true},
                           {"Wilcoxon p", true}, {"n", true}, {text("mangler", "missing"), true}},
                          {}};
        IntervalChart chart{text("Ændring i point, middel med 95 %-interval", "Change in points, mean with 95 % interval"),
                            text("Til højre for stregen er bedre; tallene står i tabellen under.", "To the right of the line is better; the numbers are in the table below."), {}, {}};
        std::vector<double> seen;
        for (const auto& [code, label] : subjects_of(instrument_of(stratum))) {
            if (figures.find(code + ".change") == nullptr) continue;
            table.rows.push_back({label, figures.cell(language_, code + ".before"), figures.cell(language_, code + ".after"), figures.cell_with_interval(language_, code + ".change"),
                                  figures.cell(language_, code + ".better"), figures.cell(language_, code + ".same"), figures.cell(language_, code + ".worse"),
                                  figures.cell(language_, code + ".sign_p"), figures.cell(language_, code + ".wilcoxon_p"), figures.n(code + ".change"), figures.missing(code + ".change")});
            chart.rows.push_back(row_of(label, figures, code + ".change"));
            for (const auto& value : {chart.rows.back().value, chart.rows.back().low, chart.rows.back().high})
                if (value) seen.push_back(*value);
        }
        if (table.rows.empty()) {
            document_.paragraph(text("Skemaets spørgsmål er ikke defineret, så hverken retning eller ændring kan siges.", "The instrument's items are not defined, so neither direction nor change can be told."));
            return true;
        }
        chart.axis = axis_around(seen, false);
        chart.axis.mark = 0;
        document_.chart(chart);
        document_.table(table);
        document_.paragraph(text("Antal statistiske test: ", "Statistical tests: ") + figures.cell(language_, "tests") + ".");
        return true;
    }

    bool experience(answers::Stratum::Reader stratum) {
        const FiguresByCode figures(stratum);
        const auto instrument = instrument_of(stratum);
        ReportTable table{text("Svarenes fordeling, vendt så mere er bedre", "Distribution of answers, turned so that more is better"),
                          {{text("Spørgsmål", "Item")}, {text("Måling", "Wave")}}, {}};
        std::int32_t low = 1, high = 0;
        for (const auto item : instrument.getItems()) {
            low = high < low ? item.getMinimum() : std::min(low, item.getMinimum());
            high = std::max(high, item.getMaximum());
        }
        for (std::int32_t value = low; value <= high; ++value) table.columns.push_back({std::to_string(value), true});
        for (const auto& title : {text("De to bedste [95 %]", "Two best [95 %]"), std::string("n"), text("mangler", "missing")}) table.columns.push_back({title, true});
        IntervalChart chart{text("Andel i de to bedste svar, første (hul) og sidste måling (fyldt) med 95 %-interval", "Share in the two best answers, first (hollow) and last wave (filled) with 95 % interval"),
                            text("Tallene står i tabellen under.", "The numbers are in the table below."), {0, 1, true, std::nullopt}, {}};
        for (const auto item : instrument.getItems()) {
            const std::string code(view(item.getItem()));
            const std::string label = item_text(item);
            std::vector<IntervalChart::Row> of_item;
            for (const std::string& wave : waves_) {
                const std::string at = wave + "." + code;
                if (figures.find(at + ".top_two") == nullptr) continue;
                std::vector<std::string> row = {label, code_text(language_, wave)};
                for (std::int32_t value = low; value <= high; ++value) row.push_back(figures.cell(language_, at + "." + std::to_string(value)));
                row.insert(row.end(), {figures.cell_with_interval(language_, at + ".top_two"), figures.n(at + ".top_two"), figures.missing(at + ".top_two")});
                table.rows.push_back(std::move(row));
                of_item.push_back(row_of(label, figures, at + ".top_two"));
            }
            if (of_item.empty()) continue;
            if (of_item.size() > 1) of_item.back().before = of_item.front().value;
            chart.rows.push_back(std::move(of_item.back()));
        }
        if (table.rows.empty()) return false;
        document_.chart(chart);
        document_.table(table);
        return true;
    }

    bool monitoring(answers::Stratum::Reader stratum) {
        const FiguresByCode figures(stratum);
        const auto subjects = subjects_of(instrument_of(stratum));
        std::vector<std::string> periods;
        for (const auto figure : stratum.getFigures())
            if (const std::string_view code = view(figure.getCode()); code.ends_with(".expected")) periods.emplace_back(code.substr(0, code.size() - 9));
        ReportTable table{text("Periode for periode", "Period by period"),
                          {{text("Periode", "Period")}, {text("Forventet", "Expected"), true}, {text("Indberettet", "Reported"), true}, {text("Rettidigt", "In time"), true}}, {}};
        for (const auto& [code, label] : subjects)
            if (!code.starts_with("scale.")) table.columns.push_back({label + text(" – middel (n)", " – mean (n)"), true});
        for (const std::string& period : periods) {
            std::vector<std::string> row = {period, figures.cell(language_, period + ".expected"), figures.cell(language_, period + ".reported"), figures.cell(language_, period + ".timely")};
            for (const auto& [code, label] : subjects) {
                if (code.starts_with("scale.")) continue;
                const std::string at = period + "." + code;
                row.push_back(figures.value(at) ? figures.cell(language_, at) + " (" + figures.n(at) + ")" : figures.cell(language_, at));
            }
            table.rows.push_back(std::move(row));
        }
        if (table.rows.empty()) return false;
        document_.table(table);
        return true;
    }

    void figures(answers::Stratum::Reader stratum) {
        ReportTable table{"", {{text("Tal", "Figure")}, {text("Værdi [95 %]", "Value [95 %]"), true}, {text("Enhed", "Unit")}, {"n", true}, {text("mangler", "missing"), true}}, {}};
        const FiguresByCode by_code(stratum);
        for (const auto figure : stratum.getFigures()) {
            const std::string code(view(figure.getCode()));
            table.rows.push_back({std::string(pick(language_, figure.getLabel())), by_code.cell_with_interval(language_, code), unit_text(language_, view(figure.getUnit())), by_code.n(code), by_code.missing(code)});
        }
        document_.table(table);
    }

    ReportDocument& document_;
    const Language language_;
    const EvaluationReport::Reader report_;
    std::vector<std::string> waves_;  // in order of opening, each once
};

}  // namespace

void write_survey_results(ReportDocument& document, Language language, EvaluationReport::Reader report) { SurveyResults(document, language, report).write(); }

}  // namespace forloeb
