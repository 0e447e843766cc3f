// E1: response.
#include "projections/measures/definitions.hpp"
#include "projections/measures/survey_sample.hpp"

namespace forloeb {
namespace {

class Response : public SurveyMeasure {
  public:
    using SurveyMeasure::SurveyMeasure;

  protected:
    [[nodiscard]] Versions versions() const override { return Versions::together; }

    [[nodiscard]] std::vector<Figure> figures(const SurveySample& sample) const override {
        std::vector<Figure> out;
        for (const std::string& wave : sample.waves) add_wave(out, sample, wave);
        add_pairs(out, sample);
        return out;
    }

  private:
    static void add_wave(std::vector<Figure>& out, const SurveySample& sample, const std::string& wave) {
        std::size_t invited = 0, answered = 0, declined = 0, uninvited = 0;
        for (const WaveResponse* response : sample.responses) {
            if (response->wave != wave) continue;
            const bool has_answered = response->answer != nullptr;
            invited += response->invited ? 1 : 0;
            answered += response->invited && has_answered ? 1 : 0;
            declined += response->invited && !has_answered && response->declined ? 1 : 0;
            uninvited += !response->invited && has_answered ? 1 : 0;
        }
        const std::string rows = wave + ".invited";
        out.push_back(respondents(wave + ".invited", {wave + ": inviteret", wave + ": invited"}, invited, invited));
        out.push_back(respondents(wave + ".answered", {wave + ": besvaret", wave + ": answered"}, answered, invited, DisclosureTest::count, rows));
        out.push_back(respondents(wave + ".declined", {wave + ": afslået", wave + ": declined"}, declined, invited, DisclosureTest::count, rows));
        out.push_back(respondents(wave + ".silent", {wave + ": intet svar", wave + ": no answer"}, invited - answered - declined, invited,
                                  DisclosureTest::count, rows));
        out.push_back(share_of_respondents(wave + ".response", {wave + ": svarprocent", wave + ": response rate"}, answered, invited));
        out.back().hidden_with = rows;
        out.push_back(respondents(wave + ".uninvited", {wave + ": besvaret uden invitation", wave + ": answered without invitation"},
                                  uninvited, uninvited + invited));
    }

    void add_pairs(std::vector<Figure>& out, const SurveySample& sample) const {
        const std::string before = parameters_.text("before");
        const std::string after = parameters_.text("after");
        std::size_t eligible = 0, matched = 0, both = 0, baseline = 0;
        for (const std::string& respondent : sample.respondents()) {
            const WaveResponse* first = sample.find(before, respondent);
            const WaveResponse* second = sample.find(after, respondent);
            const bool answered_first = first != nullptr && first->answer != nullptr;
            const bool answered_both = answered_first && second != nullptr && second->answer != nullptr;
            baseline += answered_first ? 1 : 0;
            both += answered_both ? 1 : 0;
            // Somebody who answered uninvited is a pair, but was not asked to be one.
            const bool invited_both = first != nullptr && second != nullptr && first->invited && second->invited;
            eligible += invited_both ? 1 : 0;
            matched += invited_both && answered_both ? 1 : 0;
        }
        out.push_back(share_of_respondents("matched_pairs", {"par af svar / inviteret begge gange", "matched pairs / invited both times"}, matched, eligible));
        out.push_back(share_of_respondents("retention", {"fastholdelse: begge / førmåling", "retention: both / baseline"}, both, baseline));
    }
};

}  // namespace

MeasureDefinition e1_response() {
    return {"E1",
            1,
            {"Svar", "Response"},
            {"Pr. respondentgruppe, skema og måling: inviterede, besvarede, afslag og svarprocent; hver respondent én gang, uanset "
             "antal sager. Besvaret = mindst ét gyldigt svar inden for målingens vindue; det sidste svar gælder. Par = begge "
             "målinger besvaret / inviteret til begge. Fastholdelse = begge / besvaret førmåling. Grupper lægges aldrig sammen.",
             "Per respondent group, instrument and wave: invited, answered, declined and response rate; each respondent once, "
             "however many cases. Answered = at least one valid item inside the wave's window; the last answer counts. Matched "
             "pairs = answered both / invited to both. Retention = both / answered baseline. Groups are never pooled."},
            SurveyMeasure::wave_parameters(),
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Response>(input); },
            true};
}

}  // namespace forloeb
