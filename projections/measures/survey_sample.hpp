// What the measures of an evaluation share (E1-E5): who was asked, who answered what in which wave, and strata of one
// project, one respondent group and one instrument. Groups are never pooled, nor projects. Pure; any thread.
//
// An answer stands on the project's stream or on a citizen's case; then it belongs to the projects that opened the wave it
// names for its instrument and, where they enrol, enrolled the respondent. A respondent counts once however many cases.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "projections/measures/measure.hpp"

namespace forloeb {

/// What a cohort goes by, of a respondent or of somebody who said something. Unit: as enrolled, else of the case that the first
/// of it stands on; the rest is of that case, in force then (G5). What stands on no case has none.
struct CohortValues {
    std::string unit;
    std::string kind;
    std::string target_group;
    std::string method_version;

    [[nodiscard]] static CohortValues of(const facts::CaseFacts& facts, const Told& moment);
    [[nodiscard]] bool are_in(const Cohort& cohort) const;
    [[nodiscard]] const std::string& in(const std::string& dimension) const;
};

/// A stratum, and what it adds up to.
struct SurveyStratum {
    std::string name;
    std::optional<std::string> part_of;
    std::optional<std::string> and_part_of = {};
};
/// Where it counts: in `base`, and in the part of it that the cohort is split by.
[[nodiscard]] std::vector<SurveyStratum> survey_strata(const std::string& base, const CohortValues& values, const Cohort& cohort);

/// One respondent in one wave of one instrument.
struct WaveResponse {
    std::string instrument;
    std::string version;  // answered; else the one invited to
    std::string wave;
    std::string respondent;
    RespondentGroup group = RespondentGroup::UNKNOWN;
    CohortValues values;
    bool invited = false;
    bool declined = false;
    const facts::SurveyStep* answer = nullptr;  // the last one inside the wave's window with at least one valid item
};

/// The responses of one group to one instrument in one project, or a part of them.
struct SurveySample {
    const facts::ProjectFacts* project = nullptr;
    const facts::Instrument* instrument = nullptr;  // nullptr: its definition is not on the stream
    std::vector<std::string> waves;                 // in order of opening
    std::vector<const WaveResponse*> responses;

    [[nodiscard]] const WaveResponse* find(const std::string& wave, const std::string& respondent) const;
    [[nodiscard]] std::vector<std::string> respondents() const;  // each once, in order
};

[[nodiscard]] std::string group_code(RespondentGroup group);
[[nodiscard]] std::string group_code(ParticipantKind kind);

/// The answer to an item as a number, turned so that more is better; nothing if it is missing or not a valid one.
[[nodiscard]] std::optional<double> score(const facts::InstrumentItem& item, const facts::SurveyStep& answer);
[[nodiscard]] std::optional<double> score(const facts::InstrumentItem& item, const std::vector<facts::ItemAnswer>& answers);

/// So many respondents of so many. `answers` says something about what they answered, `count` only whether they did.
[[nodiscard]] Figure respondents(const std::string& code, const Words& label, std::size_t counted, std::size_t among,
                                 DisclosureTest test = DisclosureTest::count, const std::string& partition = {});
/// The same as a share with Wilson's interval; empty if there is nobody.
[[nodiscard]] Figure share_of_respondents(const std::string& code, const Words& label, std::size_t counted, std::size_t among,
                                          DisclosureTest test = DisclosureTest::count);
/// The mean of one value per respondent; empty if there is none.
[[nodiscard]] Figure mean_of_respondents(const std::string& code, const Words& label, const std::vector<double>& values);

/// A measure of surveys. Each says the figures of one sample; gathering and strata are here.
class SurveyMeasure : public Measure {
  public:
    explicit SurveyMeasure(const MeasureInput& input) : cohort_(input.cohort), parameters_(input.parameters) {}

    void add(const facts::CaseFacts& facts) final;
    void add_project(const facts::ProjectFacts& facts) final;
    [[nodiscard]] MeasureOutput finish() const final;

    [[nodiscard]] static std::vector<ParameterDefinition> wave_parameters();

  protected:
    enum class Versions : std::uint8_t {
        together,  // whether somebody answered does not depend on the wording
        apart,
        of_after,  // of the later of two answers: the earlier is compared with it where the design says they are equal
    };
    [[nodiscard]] virtual Versions versions() const = 0;
    [[nodiscard]] virtual bool concerns(RespondentGroup /*group*/) const { return true; }
    [[nodiscard]] virtual std::vector<Figure> figures(const SurveySample& sample) const = 0;
    /// What was said without being asked; `person` is the case's, or the event's own id where no case is named.
    virtual void add_feedback(const Uuid& /*person*/, const CohortValues& /*values*/, const facts::Feedback& /*feedback*/) {}
    virtual void add_own_strata(std::vector<SampleFigures>& /*out*/) const {}

    const Cohort& cohort_;
    const Parameters& parameters_;

  private:
    struct OnCase {
        facts::SurveyStep step;
        CohortValues values;
    };
    struct Heard {
        std::vector<WaveResponse> responses;
        std::vector<std::string> waves;
    };
    [[nodiscard]] Heard hear(const facts::ProjectFacts& project) const;
    void add_strata(const facts::ProjectFacts& project, std::vector<SampleFigures>& out) const;
    [[nodiscard]] std::string version_of(const WaveResponse& response, const std::vector<WaveResponse>& all) const;

    std::vector<facts::ProjectFacts> projects_;
    std::vector<OnCase> on_cases_;
};

}  // namespace forloeb
