#include "tools/render/figure_text.hpp"

#include <algorithm>
#include <cmath>

#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::Figure;
using answers::FigureState;

std::string rounded(Language language, double number, double parts) {
    if (std::isnan(number) || std::isinf(number)) return "-";
    std::string text = std::to_string(std::round(number * parts) / parts);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    if (text == "-0") text = "0";
    if (language == Language::da) std::ranges::replace(text, '.', ',');
    return text;
}

/// Without its unit: an interval says that only once.
std::string bare(Language language, double number, bool share) { return share ? rounded(language, number * 100, 1) : rounded(language, number, 100); }

std::string_view sign(FigureState state) {
    switch (state) {
        case FigureState::SHOWN: break;
        case FigureState::HIDDEN: return "×";
        case FigureState::EMPTY: return "–";
        case FigureState::NOT_REACHED: return ">";
        case FigureState::NOT_RECORDED: return "·";
    }
    return "";
}

std::string state_text(Language language, FigureState state) {
    switch (state) {
        case FigureState::SHOWN: break;
        case FigureState::HIDDEN: return std::string(say(language, "skjult: for få personer", "hidden: too few persons"));
        case FigureState::EMPTY: return std::string(say(language, "intet tal: ingen at tælle", "no figure: nobody to count"));
        case FigureState::NOT_REACHED: return std::string(say(language, "ikke nået", "not reached"));
        case FigureState::NOT_RECORDED: return std::string(say(language, "ikke registreret her", "not recorded here"));
    }
    return "-";
}

}  // namespace

std::string number_text(Language language, double number) { return rounded(language, number, 1000); }

std::string figure_value_text(Language language, Figure::Reader figure) {
    if (figure.getState() == FigureState::NOT_RECORDED && !read_moment(figure.getRecordedSince()).is_unknown())
        return std::string(say(language, "ikke registreret før ", "not recorded before ")) + date_text(language, figure.getRecordedSince());
    if (figure.getState() != FigureState::SHOWN) return state_text(language, figure.getState());
    std::string text(view(figure.getText()));
    if (text.empty()) return number_text(language, figure.getValue());
    if (language == Language::da) std::ranges::replace(text, '.', ',');
    return text;
}

std::string unit_text(Language language, std::string_view unit) {
    if (unit == "days") return std::string(say(language, "dage", "days"));
    if (unit == "working_days") return std::string(say(language, "arbejdsdage", "working days"));
    if (unit == "per_quarter") return std::string(say(language, "pr. kvartal", "per quarter"));
    if (unit == "hours") return std::string(say(language, "timer", "hours"));
    if (unit == "share") return std::string(say(language, "andel", "share"));
    if (unit == "per_year") return std::string(say(language, "pr. år", "per year"));
    if (unit == "count") return std::string(say(language, "antal", "count"));
    if (unit == "points") return std::string(say(language, "point", "points"));
    if (unit == "minutes") return std::string(say(language, "minutter", "minutes"));
    if (unit == "p") return "p";
    if (unit == "index") return std::string(say(language, "indeks", "index"));
    return code_text(language, unit);
}

std::string interval_text(Language language, Figure::Reader figure) {
    if (figure.getIntervalMethod().size() == 0 || figure.getState() != FigureState::SHOWN) return {};
    return number_text(language, figure.getLow()) + " – " + number_text(language, figure.getHigh());
}

std::string ratio_text(Language language, Figure::Reader figure) {
    if (figure.getDenominator() == 0 || figure.getState() != FigureState::SHOWN) return {};
    return number_text(language, figure.getNumerator()) + " / " + number_text(language, figure.getDenominator());
}

std::string figure_cell(Language language, Figure::Reader figure) {
    if (figure.getState() != FigureState::SHOWN) return std::string(sign(figure.getState()));
    const std::string_view unit = view(figure.getUnit());
    if (unit == "share") return bare(language, figure.getValue(), true) + " %";
    if (unit == "p") return figure_value_text(language, figure);
    return bare(language, figure.getValue(), false);
}

std::string figure_cell_with_interval(Language language, Figure::Reader figure) {
    std::string text = figure_cell(language, figure);
    if (figure.getIntervalMethod().size() == 0 || figure.getState() != FigureState::SHOWN) return text;
    const bool share = figure.getUnit() == "share";
    return text + " [" + bare(language, figure.getLow(), share) + "; " + bare(language, figure.getHigh(), share) + "]";
}

std::string figure_signs(Language language) {
    return std::string(say(language,
                           "× skjult, for få personer · – intet tal, ingen at tælle · > ikke nået · · ikke registreret · [ ; ] 95 %-interval",
                           "× hidden, too few persons · – no figure, nobody to count · > not reached · · not recorded · [ ; ] 95 % interval"));
}

}  // namespace forloeb
