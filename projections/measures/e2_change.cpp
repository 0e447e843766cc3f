// E2: change between two waves, on matched pairs only.
#include <map>

#include "projections/measures/definitions.hpp"
#include "projections/measures/statistics/paired_tests.hpp"
#include "projections/measures/survey_sample.hpp"

namespace forloeb {
namespace {

using Kind = ::forloeb::InstrumentDefined::Kind;

/// What is compared: one item, or the mean of a scale's items.
struct Subject {
    std::string code;
    std::vector<const facts::InstrumentItem*> items;
};

std::vector<Subject> subjects_of(const facts::Instrument& instrument) {
    std::vector<Subject> subjects;
    std::map<std::string, Subject> scales;
    for (const facts::InstrumentItem& item : instrument.items) {
        if (item.kind != Kind::RATING) continue;
        subjects.push_back({item.item, {&item}});
        if (item.scale.empty()) continue;
        Subject& scale = scales[item.scale];
        scale.code = "scale." + item.scale;
        scale.items.push_back(&item);
    }
    for (auto& [name, scale] : scales) subjects.push_back(std::move(scale));
    return subjects;
}

/// The mean of the valid items, if at least half of them are.
std::optional<double> value_of(const Subject& subject, const facts::SurveyStep& answer) {
    double sum = 0;
    std::size_t valid = 0;
    for (const facts::InstrumentItem* item : subject.items)
        if (const auto points = score(*item, answer)) {
            sum += *points;
            ++valid;
        }
    if (valid == 0 || 2 * valid < subject.items.size()) return std::nullopt;
    return sum / static_cast<double>(valid);
}

struct Pair {
    const facts::SurveyStep* before;
    const facts::SurveyStep* after;
};

struct Change {
    std::vector<double> before;
    std::vector<double> after;
    std::vector<double> differences;
    std::int64_t missing = 0;  // pairs in which the subject is not answered twice
};

Change change_of(const Subject& subject, const std::vector<Pair>& pairs) {
    Change change;
    for (const Pair& pair : pairs) {
        const auto first = value_of(subject, *pair.before);
        const auto second = value_of(subject, *pair.after);
        if (!first || !second) {
            ++change.missing;
            continue;
        }
        change.before.push_back(*first);
        change.after.push_back(*second);
        change.differences.push_back(*second - *first);
    }
    return change;
}

class SurveyChange : public SurveyMeasure {
  public:
    using SurveyMeasure::SurveyMeasure;

  protected:
    [[nodiscard]] Versions versions() const override { return Versions::of_after; }

    [[nodiscard]] std::vector<Figure> figures(const SurveySample& sample) const override {
        std::vector<Figure> out;
        const std::vector<Pair> pairs = add_matching(out, sample);
        if (sample.instrument == nullptr) return out;  // without the direction of its scales there is no better or worse
        std::size_t tests = 0;
        for (const Subject& subject : subjects_of(*sample.instrument)) add_subject(out, subject, change_of(subject, pairs), tests);
        out.push_back(respondents("tests", {"antal statistiske test i alt", "statistical tests in all"}, tests, tests, DisclosureTest::open));
        return out;
    }

  private:
    /// Who can be compared, and who cannot: shown apart.
    std::vector<Pair> add_matching(std::vector<Figure>& out, const SurveySample& sample) const {
        std::vector<Pair> pairs;
        std::size_t only_before = 0, only_after = 0, other_version = 0;
        for (const std::string& respondent : sample.respondents()) {
            const WaveResponse* first = sample.find(parameters_.text("before"), respondent);
            const WaveResponse* second = sample.find(parameters_.text("after"), respondent);
            const bool answered_first = first != nullptr && first->answer != nullptr;
            const bool answered_second = second != nullptr && second->answer != nullptr;
            if (answered_first && answered_second) {
                if (sample.project->comparable(first->instrument, second->answer->version, first->answer->version))
                    pairs.push_back({first->answer, second->answer});
                else
                    ++other_version;
            } else {
                only_before += answered_first ? 1 : 0;
                only_after += answered_second ? 1 : 0;
            }
        }
        const std::size_t all = pairs.size() + only_before + only_after + other_version;
        const auto add = [&](const char* code, const Words& label, std::size_t count) {
            out.push_back(respondents(code, label, count, all, DisclosureTest::count, "matching"));
        };
        add("pairs", {"par: besvaret begge gange", "matched pairs"}, pairs.size());
        add("only_before", {"kun førmåling", "baseline only"}, only_before);
        add("only_after", {"kun eftermåling", "after only"}, only_after);
        add("other_version", {"begge, men i usammenlignelige versioner", "both, in versions that do not compare"}, other_version);
        return pairs;
    }

    static void add_subject(std::vector<Figure>& out, const Subject& subject, const Change& change, std::size_t& tests) {
        const std::string& code = subject.code;
        const std::size_t n = change.differences.size();
        const SignTest sign = sign_test(change.differences);
        const WilcoxonTest ranks = wilcoxon_signed_rank(change.differences);
        out.push_back(mean_of_respondents(code + ".before", {code + ": før, middel", code + ": before, mean"}, change.before));
        out.push_back(mean_of_respondents(code + ".after", {code + ": efter, middel", code + ": after, mean"}, change.after));
        out.push_back(mean_of_respondents(code + ".change", {code + ": ændring, middel", code + ": change, mean"}, change.differences));
        if (n > 0) {
            const MeanChange mean = mean_change(change.differences);
            if (mean.interval) {
                out.back().interval_method = "paired_t_95";
                out.back().interval = *mean.interval;
            }
        }
        for (std::size_t i = out.size() - 3; i < out.size(); ++i) out[i].missing = change.missing;
        const auto add = [&](const char* name, const Words& label, std::size_t count) {
            out.push_back(respondents(code + name, {code + label.da, code + label.en}, count, n, DisclosureTest::answers, code));
        };
        add(".better", {": bedre", ": improved"}, sign.better);
        add(".same", {": uændret", ": same"}, sign.same);
        add(".worse", {": dårligere", ": worse"}, sign.worse);
        add_p(out, code + ".sign_p", {code + ": fortegnstest, p", code + ": sign test, p"}, sign.p, n, code, tests);
        add_p(out, code + ".wilcoxon_p",
              {code + (ranks.exact ? ": Wilcoxon (eksakt), p" : ": Wilcoxon (normalfordelt), p"),
               code + (ranks.exact ? ": Wilcoxon (exact), p" : ": Wilcoxon (normal), p")},
              ranks.p, n, code, tests);
    }

    /// A sign test's p tells how many were better and worse to who knows their sum: it goes when one of the counts does.
    static void add_p(std::vector<Figure>& out, const std::string& code, const Words& label, const std::optional<double>& p,
                      std::size_t n, const std::string& counts, std::size_t& tests) {
        Figure figure;
        figure.code = code;
        figure.label = label;
        figure.unit = "p";
        figure.test = DisclosureTest::mean;
        figure.n = static_cast<std::int64_t>(n);
        figure.hidden_with = code.ends_with(".sign_p") ? counts : std::string();
        figure.state = p ? FigureState::shown : FigureState::empty;
        figure.value = p.value_or(0);
        tests += p ? 1 : 0;
        out.push_back(std::move(figure));
    }
};

}  // namespace

MeasureDefinition e2_change() {
    return {"E2",
            1,
            {"Ændring fra før- til eftermåling", "Change from baseline to after"},
            {"Kun par: samme respondent, samme eller ligestillet skemaversion. Vendte spørgsmål vendes først; + er bedre; ændring = "
             "efter − før. En skala er gennemsnittet, når mindst halvdelen af dens spørgsmål er besvaret. Middelændring med 95 % "
             "interval (parret t), bedre/uændret/dårligere, eksakt fortegnstest og Wilcoxons test (eksakt til og med 50 par "
             "forskellige fra 0). Antallet af test står ved tallene; de er ikke korrigeret for det.",
             "Matched pairs only: same respondent, same or declared-equal version. Reversed items are turned first; + is better; "
             "change = after − before. A scale is the mean if at least half its items are answered. Mean change with 95 % "
             "interval (paired t), improved/same/worse, exact sign test and Wilcoxon's test (exact up to 50 non-zero pairs). The "
             "number of tests stands beside the figures; they are not corrected for it."},
            SurveyMeasure::wave_parameters(),
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<SurveyChange>(input); },
            true};
}

}  // namespace forloeb
