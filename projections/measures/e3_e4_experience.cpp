// E3 and E4: what citizens and staff answered, in full.
#include <algorithm>
#include <map>
#include <set>

#include "projections/measures/definitions.hpp"
#include "projections/measures/survey_sample.hpp"

namespace forloeb {
namespace {

using Kind = ::forloeb::InstrumentDefined::Kind;

struct Voices {
    std::set<RespondentGroup> groups;     // asked
    std::set<ParticipantKind> speakers;   // heard without being asked
};

class Experience : public SurveyMeasure {
  public:
    Experience(const MeasureInput& input, Voices voices) : SurveyMeasure(input), voices_(std::move(voices)) {}

  protected:
    [[nodiscard]] Versions versions() const override { return Versions::apart; }
    [[nodiscard]] bool concerns(RespondentGroup group) const override { return voices_.groups.contains(group); }

    [[nodiscard]] std::vector<Figure> figures(const SurveySample& sample) const override {
        std::vector<Figure> out;
        for (const std::string& wave : sample.waves) {
            std::vector<const facts::SurveyStep*> answers;
            for (const WaveResponse* response : sample.responses)
                if (response->wave == wave && response->answer != nullptr) answers.push_back(response->answer);
            if (answers.empty()) continue;
            out.push_back(respondents(wave + ".answered", {wave + ": besvaret", wave + ": answered"}, answers.size(), answers.size()));
            if (sample.instrument == nullptr) continue;
            for (const facts::InstrumentItem& item : sample.instrument->items) add_item(out, wave, item, answers);
        }
        return out;
    }

    void add_feedback(const Uuid& person, const CohortValues& values, const facts::Feedback& feedback) override;
    void add_own_strata(std::vector<SampleFigures>& out) const override;

  private:
    /// Every value of the item's scale, turned so that more is better, and the two best of them together.
    static void add_item(std::vector<Figure>& out, const std::string& wave, const facts::InstrumentItem& item,
                         const std::vector<const facts::SurveyStep*>& answers) {
        if (item.kind != Kind::RATING || item.maximum <= item.minimum) return;
        std::map<std::int32_t, std::size_t> counts;
        for (std::int32_t value = item.minimum; value <= item.maximum; ++value) counts[value] = 0;
        std::size_t valid = 0;
        for (const facts::SurveyStep* answer : answers)
            if (const auto points = score(item, *answer)) {
                ++counts[static_cast<std::int32_t>(*points)];
                ++valid;
            }
        const std::string code = wave + "." + item.item;
        const auto missing = static_cast<std::int64_t>(answers.size() - valid);
        for (const auto& [value, count] : counts) {
            const std::string of = ": " + std::to_string(value) + "/" + std::to_string(item.maximum);
            out.push_back(respondents(code + "." + std::to_string(value), {code + of, code + of}, count, valid, DisclosureTest::answers, code));
            out.back().missing = missing;
        }
        const std::size_t top = counts[item.maximum] + counts[item.maximum - 1];
        out.push_back(share_of_respondents(code + ".top_two", {code + ": de to bedste svar", code + ": the two best answers"}, top, valid,
                                           DisclosureTest::answers));
        out.back().missing = missing;
        out.back().hidden_with = code;
    }

    const Voices voices_;
    struct Speakers {
        SurveyStratum place;
        Persons persons;
        std::map<std::string, Persons> themes;
    };
    std::map<std::string, Speakers> speakers_;  // by stratum
};

void Experience::add_feedback(const Uuid& person, const CohortValues& values, const facts::Feedback& feedback) {
    if (!voices_.speakers.contains(feedback.speaker) || !cohort_.in_period(feedback.at.date()) || !values.are_in(cohort_)) return;
    const std::string base = "feedback/" + group_code(feedback.speaker) + (feedback.second_hand == Answer::YES ? "/secondHand" : "");
    for (SurveyStratum& place : survey_strata(base, values, cohort_)) {
        Speakers& speakers = speakers_[place.name];
        speakers.place = std::move(place);
        speakers.persons.insert(person);
        for (const std::string& theme : feedback.themes) speakers.themes[theme].insert(person);
    }
}

void Experience::add_own_strata(std::vector<SampleFigures>& out) const {
    for (const auto& [name, speakers] : speakers_) {
        SampleFigures sample{name, {}, speakers.persons.size(), 0};
        sample.part_of = speakers.place.part_of;
        sample.and_part_of = speakers.place.and_part_of;
        for (const auto& [theme, spoke] : speakers.themes)
            sample.figures.push_back(respondents("theme." + theme, {"tema " + theme, "theme " + theme}, spoke.size(), speakers.persons.size(),
                                                 DisclosureTest::answers));
        out.push_back(std::move(sample));
    }
}

const Voices citizens_side = {{RespondentGroup::CITIZEN, RespondentGroup::RELATIVE, RespondentGroup::SECOND_HAND},
                              {ParticipantKind::CITIZEN, ParticipantKind::REPRESENTATIVE, ParticipantKind::RELATIVE}};
const Voices staff = {{RespondentGroup::MUNICIPAL_CASEWORKER, RespondentGroup::REGIONAL_CASEWORKER, RespondentGroup::LEADER},
                      {ParticipantKind::PROFESSIONAL}};

constexpr const char* how_da =
    " Hver gruppe, skemaversion og måling for sig: hele fordelingen af gyldige svar, vendt så mere er bedre, og andelen i de to "
    "bedste. Tilbagemeldinger tælles efter tema, aldrig med point. Uden svar, ved ikke og ikke relevant tælles som manglende.";
constexpr const char* how_en =
    " Each group, instrument version and wave by itself: the full distribution of valid answers, turned so that more is better, "
    "and the share in the two best. Feedback is counted by theme, never scored. No answer, does not know and not relevant are counted as missing.";

/// The definition: whose answers, and then what both measures do with them.
Words of_voices(std::string da, std::string en) { return {da.append(how_da), en.append(how_en)}; }

}  // namespace

MeasureDefinition e3_citizen_experience() {
    return {"E3",
            1,
            {"Borgeres og pårørendes oplevelse", "Experience of citizens and relatives"},
            of_voices("Borgere, pårørende og borgere gennem sagsbehandler (andenhånds).",
                      "Citizens, relatives, and citizens second-hand through their caseworker."),
            SurveyMeasure::wave_parameters(),
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Experience>(input, citizens_side); },
            true};
}

MeasureDefinition e4_staff_experience() {
    return {"E4",
            1,
            {"Medarbejderes oplevelse", "Experience of staff"},
            of_voices("Kommunale og regionale sagsbehandlere og ledere.", "Municipal and regional caseworkers, and leaders."),
            SurveyMeasure::wave_parameters(),
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Experience>(input, staff); },
            true};
}

}  // namespace forloeb
