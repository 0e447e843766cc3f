#include "projections/measures/disclosed_result.hpp"

#include <cstdio>

namespace forloeb {
namespace {

void write_words(Label::Builder out, const Words& words) {
    out.setDa(words.da);
    out.setEn(words.en);
}

WhenTold when_of(LocalDate date) { return parse_when(format_date(date)).value_or(untold); }

void fill_stratum(answers::Stratum::Builder out, const std::string& by, const SampleFigures& sample) {
    out.setBy(by);
    out.setValue(sample.stratum);
    auto figures = out.initFigures(static_cast<unsigned>(sample.figures.size()));
    for (unsigned i = 0; i < figures.size(); ++i) fill_figure(figures[i], sample.figures[i]);
}

static_assert(static_cast<int>(FigureState::not_recorded) == static_cast<int>(answers::FigureState::NOT_RECORDED));
static_assert(static_cast<int>(FigureState::hidden) == static_cast<int>(answers::FigureState::HIDDEN));

}  // namespace

std::string figure_words(const Figure& figure) {
    switch (figure.state) {
        case FigureState::shown:
            // A small p is not 0.
            return figure.unit == "p" && figure.value < 0.0001 ? "< 0.0001" : value_text(figure.value);
        case FigureState::hidden: return "hidden";
        case FigureState::empty: return "empty";
        case FigureState::not_reached: return "not reached";
        case FigureState::not_recorded: break;
    }
    return figure.recorded_since ? "not recorded before " + format_date(*figure.recorded_since) : "not recorded";
}

void fill_figure(answers::Figure::Builder out, const Figure& figure) {
    out.setCode(figure.code);
    write_words(out.initLabel(), figure.label);
    out.setUnit(figure.unit);
    out.setState(static_cast<answers::FigureState>(figure.state));
    out.setText(figure_words(figure));
    out.setN(static_cast<std::int32_t>(figure.n));
    out.setMissing(static_cast<std::int32_t>(figure.missing));
    out.setImprecise(static_cast<std::int32_t>(figure.imprecise));
    out.setCensored(static_cast<std::int32_t>(figure.censored));
    out.setQuantile(figure.quantile);
    if (figure.recorded_since) write_moment(out.initRecordedSince(), when_of(*figure.recorded_since));
    if (figure.state != FigureState::shown) return;
    out.setValue(figure.value);
    out.setIntervalMethod(figure.interval_method);
    out.setLow(figure.interval.low);
    out.setHigh(figure.interval.high);
    out.setNumerator(figure.numerator);
    out.setDenominator(figure.denominator);
}

void fill_strata(const MeasureOutput& output, const std::string& by, answers::MeasureResult::Builder out) {
    auto strata = out.initStrata(static_cast<unsigned>(1 + output.strata.size()));
    fill_stratum(strata[0], "", output.whole);
    strata[0].setHidden(output.whole.hidden);
    for (unsigned i = 0; i < output.strata.size(); ++i) {
        // The strata of an evaluation are its groups, which no one sums.
        fill_stratum(strata[i + 1], output.strata[i].part_of ? by : "group", output.strata[i]);
        strata[i + 1].setHidden(output.strata[i].hidden);
    }
}

void count_cases(MeasureOutput& output) {
    for (Figure& figure : output.whole.figures) figure.n = static_cast<std::int64_t>(output.whole.cases);
    for (SampleFigures& stratum : output.strata)
        for (Figure& figure : stratum.figures) figure.n = static_cast<std::int64_t>(stratum.cases);
}

std::string value_text(double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%.4f", value);
    std::string text = buffer;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

}  // namespace forloeb
