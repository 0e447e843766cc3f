#include "tools/render/evaluation_report.hpp"

#include "events/catalogue/catalogue.hpp"
#include "tools/render/answer_text.hpp"
#include "tools/render/figure_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::EvaluationReport;

class Report {
  public:
    Report(ReportDocument& document, Language language, EvaluationReport::Reader report) : document_(document), language_(language), report_(report) {}

    void write() {
        const auto project = report_.getProject();
        const std::string_view title = project.getTitle().size() > 0 ? view(project.getTitle()) : view(project.getCode());
        document_.title(std::string(text("Evalueringsrapport: ", "Evaluation report: ")).append(title), below_title());
        limits();
        design();
        document_.paragraph(std::string(text("Tegn i tabellerne: ", "Signs in the tables: ")) + figure_signs(language_));
        write_survey_results(document_, language_, report_);
        write_practice(document_, language_, report_);
        learning();
        suppressed();
        instruments();
        receipts();
        document_.end();
    }

  private:
    [[nodiscard]] std::string_view text(std::string_view da, std::string_view en) const { return say(language_, da, en); }

    std::string below_title() const {
        const auto as_of = report_.getAsOf();
        std::string said = std::string(text("Opgjort pr. ", "As of ")) + moment_text(language_, as_of.getAsOfOccurred());
        const WhenTold known = read_moment(as_of.getAsKnownAt());
        said += known.is_unknown() ? std::string(text(", som det vides nu", ", as it is known now"))
                                   : std::string(text(", som det vidstes ", ", as it was known ")) + moment_text(language_, known);
        return said + std::string(text(". Bygger på loggens første ", ". Rests on the first ")) + std::to_string(as_of.getKnown()) +
               std::string(text(" hændelser.", " events of the log."));
    }

    void limits() {
        document_.section(text("Læs dette først", "Read this first"));
        for (const auto limit : report_.getLimits()) document_.item(pick(language_, limit));
    }

    template <typename Codes>
    std::string codes(const Codes& list) const {
        std::vector<std::string> words;
        for (const auto code : list) words.push_back(code_text(language_, view(code)));
        return join_words(language_, words);
    }
    std::string groups(capnp::List<RespondentGroup>::Reader list) const {
        std::vector<std::string> words;
        for (const auto group : list) words.push_back(group_text(language_, group));
        return join_words(language_, words);
    }
    std::string period(Moment::Reader from, Moment::Reader to) const {
        const auto day = [&](Moment::Reader moment) { return read_moment(moment).is_unknown() ? std::string("…") : date_text(language_, moment); };
        return day(from) + " – " + day(to);
    }

    void design() {
        const auto project = report_.getProject();
        document_.section(text("Design", "Design"));
        ReportTable table{"", {{std::string(text("Hvad", "What"))}, {std::string(text("Oplyst", "Told"))}}, {}};
        const auto row = [&](std::string_view da, std::string_view en, std::string value) {
            if (!value.empty()) table.rows.push_back({std::string(text(da, en)), std::move(value)});
        };
        row("Projekt", "Project", std::string(view(project.getCode())));
        row("Design", "Design", code_text(language_, view(project.getDesign())));
        row("Periode (slutdato ikke med)", "Period (end date not included)", period(project.getFrom(), project.getTo()));
        row("Evaluator", "Evaluator", std::string(view(project.getEvaluator())));
        row("Evaluator er partner i projektet", "The evaluator is a partner in the project", answer_text(language_, project.getEvaluatorIsPartner()));
        row("Enheder", "Units", codes(project.getUnits()));
        row("Koordinatortyper", "Kinds of coordinator", codes(project.getCoordinatorKinds()));
        row("Målgrupper", "Target groups", codes(project.getTargetGroups()));
        row("Metodeversioner", "Method versions", codes(project.getMethodVersions()));
        row("Perioder med løbende indberetning", "Periods of running monitoring", std::to_string(project.getPeriodsExpected()));
        document_.table(table);

        ReportTable waves{std::string(text("Målinger", "Waves")),
                          {{std::string(text("Måling", "Wave"))}, {std::string(text("Skema", "Instrument"))}, {std::string(text("Version", "Version"))},
                           {std::string(text("Fra – til og med", "From – to, inclusive"))}, {std::string(text("Respondenter", "Respondents"))}},
                          {}};
        for (const auto wave : report_.getWaves())
            waves.rows.push_back({code_text(language_, view(wave.getWave())), std::string(view(wave.getInstrument())), std::string(view(wave.getVersion())),
                                  period(wave.getOpens(), wave.getCloses()), groups(wave.getGroups())});
        if (!waves.rows.empty()) document_.table(waves);
    }

    void learning() {
        document_.section(text("Seminarer og erfaringer", "Seminars and lessons"));
        ReportTable seminars{std::string(text("Seminarer", "Seminars")),
                             {{std::string(text("Seminar", "Seminar"))}, {std::string(text("Slags", "Kind"))}, {std::string(text("Afholdt", "Held"))},
                              {std::string(text("Deltagere", "Participants")), true}, {std::string(text("Emner", "Topics"))}},
                             {}};
        for (const auto seminar : report_.getSeminars())
            seminars.rows.push_back({std::string(view(seminar.getSeminar())), code_text(language_, view(seminar.getKind())), date_text(language_, seminar.getHeld()),
                                     seminar.getParticipants() < 0 ? "–" : std::to_string(seminar.getParticipants()), codes(seminar.getTopics())});
        if (seminars.rows.empty())
            document_.paragraph(text("Der er ikke registreret seminarer.", "No seminars are recorded."));
        else
            document_.table(seminars);
        ReportTable lessons{std::string(text("Erfaringer efter fase og problem", "Lessons by phase and problem")),
                            {{std::string(text("Fase", "Phase"))}, {std::string(text("Problem", "Problem"))}, {std::string(text("Antal", "Count")), true}},
                            {}};
        for (const auto lesson : report_.getLessons())
            lessons.rows.push_back({code_text(language_, view(lesson.getPhase())), code_text(language_, view(lesson.getProblem())), std::to_string(lesson.getCount())});
        if (!lessons.rows.empty()) document_.table(lessons);
    }

    void suppressed() {
        const auto result = find_result(report_.getSurveys(), "E7");
        if (!result || result->getStrata().size() == 0) return;
        document_.section(text("Skjulte tal (E7)", "Suppressed figures (E7)"));
        document_.paragraph(pick(language_, result->getDefinition()));
        ReportTable table{"", {{std::string(text("Tal", "Figures"))}, {std::string(text("Skjult", "Hidden")), true}, {std::string(text("Af", "Of")), true}}, {}};
        for (const auto figure : result->getStrata()[0].getFigures())
            table.rows.push_back({std::string(pick(language_, figure.getLabel())), figure_cell(language_, figure), number_text(language_, figure.getDenominator())});
        document_.table(table);
    }

    void instruments() {
        if (report_.getInstruments().size() == 0) return;
        document_.section(text("Skemaerne", "The instruments"));
        for (const auto instrument : report_.getInstruments()) {
            document_.subsection(std::string(view(instrument.getInstrument())) + " " + std::string(view(instrument.getVersion())));
            document_.paragraph(join_facts({std::string(view(instrument.getTitle())), std::string(view(instrument.getAttribution())), groups(instrument.getGroups())}));
            ReportTable table{"", {{std::string(text("Spørgsmål", "Item"))}, {std::string(text("Ordlyd", "Wording"))}, {std::string(text("Skala", "Scale"))}, {std::string(text("Værdier", "Values"))}}, {}};
            for (const auto item : instrument.getItems())
                table.rows.push_back({std::string(view(item.getItem())), std::string(view(item.getWording())), std::string(view(item.getScale())),
                                      std::to_string(item.getMinimum()) + "–" + std::to_string(item.getMaximum()) +
                                          std::string(item.getReversed() ? text(", vendt", ", reversed") : "")});
            document_.table(table);
        }
    }

    void receipts() {
        document_.section(text("Sådan kan tallene gentages", "How to repeat these figures"));
        if (report_.getSurveys().size() > 0) {
            const auto receipt = report_.getSurveys()[0].getReceipt();
            document_.paragraph(std::string(text("Loggens rod over de hændelser, rapporten bygger på: ", "Root of the log over the events the report rests on: ")) + std::string(view(receipt.getRoot())) +
                                std::string(text(". Tidszonedata: ", ". Time zone data: ")) + std::string(view(receipt.getTzdata())) + ".");
        }
        for (const auto results : {report_.getSurveys(), report_.getPractice()})
            for (const auto result : results) document_.command(view(result.getReceipt().getCommand()));
    }

    ReportDocument& document_;
    const Language language_;
    const EvaluationReport::Reader report_;
};

std::string count_text_of(std::int32_t count) { return count < 0 ? "<5" : std::to_string(count); }

}  // namespace

FiguresByCode::FiguresByCode(answers::Stratum::Reader stratum) {
    for (const auto figure : stratum.getFigures()) figures_.emplace_back(view(figure.getCode()), figure);
}

const answers::Figure::Reader* FiguresByCode::find(const std::string& code) const {
    for (const auto& [name, figure] : figures_)
        if (name == code) return &figure;
    return nullptr;
}

std::string FiguresByCode::cell(Language language, const std::string& code) const {
    const auto* figure = find(code);
    return figure != nullptr ? figure_cell(language, *figure) : std::string();
}

std::string FiguresByCode::cell_with_interval(Language language, const std::string& code) const {
    const auto* figure = find(code);
    return figure != nullptr ? figure_cell_with_interval(language, *figure) : std::string();
}

std::string FiguresByCode::n(const std::string& code) const {
    const auto* figure = find(code);
    return figure != nullptr ? count_text_of(figure->getN()) : std::string();
}

std::string FiguresByCode::missing(const std::string& code) const {
    const auto* figure = find(code);
    return figure != nullptr ? count_text_of(figure->getMissing()) : std::string();
}

std::optional<double> FiguresByCode::value(const std::string& code) const {
    const auto* figure = find(code);
    if (figure == nullptr || figure->getState() != answers::FigureState::SHOWN) return std::nullopt;
    return figure->getValue();
}

std::string group_text(Language language, RespondentGroup group) {
    for (const auto enumerant : capnp::Schema::from<RespondentGroup>().getEnumerants())
        if (enumerant.getOrdinal() == static_cast<std::uint16_t>(group)) return std::string(label_of(enumerant, language == Language::da ? "da" : "en"));
    return {};
}

std::optional<answers::MeasureResult::Reader> find_result(capnp::List<answers::MeasureResult>::Reader results, std::string_view id) {
    for (const auto result : results)
        if (view(result.getReceipt().getMeasure()) == id) return result;
    return std::nullopt;
}

void write_evaluation_report(ReportDocument& document, Language language, answers::EvaluationReport::Reader report) {
    Report(document, language, report).write();
}

}  // namespace forloeb
