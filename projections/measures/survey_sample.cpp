#include "projections/measures/survey_sample.hpp"

#include <capnp/dynamic.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

namespace forloeb {
namespace {

template <typename Enum>
std::string enumerant(Enum value) {
    const capnp::DynamicEnum word(capnp::Schema::from<Enum>(), static_cast<std::uint16_t>(value));
    KJ_IF_MAYBE (found, word.getEnumerant()) return found->getProto().getName().cStr();
    return "unknown";
}

bool is_valid(const facts::InstrumentItem& item, const facts::ItemAnswer& answer) {
    if (answer.item != item.item || answer.state != ::forloeb::ItemAnswer::State::ANSWERED) return false;
    if (item.kind == ::forloeb::InstrumentDefined::Kind::CHOICE)
        return std::find(item.choices.begin(), item.choices.end(), answer.choice) != item.choices.end();
    return item.minimum <= answer.value && answer.value <= item.maximum;
}

/// At least one item answered as its instrument allows; any item, where the instrument is not told.
bool has_valid_item(const facts::Instrument* instrument, const facts::SurveyStep& step) {
    return std::any_of(step.answers.begin(), step.answers.end(), [&](const facts::ItemAnswer& answer) {
        if (instrument == nullptr) return answer.state == ::forloeb::ItemAnswer::State::ANSWERED;
        const facts::InstrumentItem* item = instrument->find(answer.item);
        return item != nullptr && is_valid(*item, answer);
    });
}

/// A step, and the values of the case it stands on, if it does.
struct HeardStep {
    const facts::SurveyStep* step;
    const CohortValues* values;
};

bool before(const HeardStep& a, const HeardStep& b) {
    return std::tie(a.step->at.when.at, a.step->at.position) < std::tie(b.step->at.when.at, b.step->at.position);
}

const facts::Wave* wave_of(const facts::ProjectFacts& project, const facts::SurveyStep& step) {
    const auto found = std::find_if(project.waves.rbegin(), project.waves.rend(), [&](const facts::Wave& wave) {
        return wave.wave == step.wave && wave.instrument == step.instrument;
    });
    return found == project.waves.rend() ? nullptr : &*found;
}

}  // namespace

CohortValues CohortValues::of(const facts::CaseFacts& facts, const Told& moment) {
    const facts::Attributes attributes = attributes_when(facts, moment);
    const facts::Assignment* coordinator = moment.imprecise() ? nullptr : coordinator_when(facts, moment);
    return {attributes.unit, coordinator != nullptr ? coordinator->kind : std::string(), attributes.target_group, attributes.method_version};
}

bool CohortValues::are_in(const Cohort& cohort) const {
    const auto admits = [](const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; };
    return admits(cohort.unit, unit) && admits(cohort.kind, kind) && admits(cohort.target_group, target_group) && admits(cohort.method_version, method_version);
}

const std::string& CohortValues::in(const std::string& dimension) const {
    if (dimension == "unit") return unit;
    if (dimension == "kind") return kind;
    return dimension == "targetGroup" ? target_group : method_version;
}

std::vector<SurveyStratum> survey_strata(const std::string& base, const CohortValues& values, const Cohort& cohort) {
    std::vector<SurveyStratum> strata = {{base, std::nullopt}};
    const std::string within = base + "/";
    if (const std::string second = cohort.crossed_with(); !second.empty()) {
        const std::string of_unit = within + cross_unit(values.unit);
        const std::string of_second = within + cross_second(values.in(second));
        strata.push_back({of_unit, base});
        strata.push_back({of_second, base});
        strata.push_back({within + cross_name(values.unit, values.in(second)), of_unit, of_second});
    } else if (!cohort.by.empty() && !cohort.by_period()) {
        strata.push_back({within + values.in(cohort.by), base});
    }
    return strata;
}

std::string group_code(RespondentGroup group) { return enumerant(group); }
std::string group_code(ParticipantKind kind) { return enumerant(kind); }

const WaveResponse* SurveySample::find(const std::string& wave, const std::string& respondent) const {
    const auto found = std::find_if(responses.begin(), responses.end(), [&](const WaveResponse* response) {
        return response->wave == wave && response->respondent == respondent;
    });
    return found == responses.end() ? nullptr : *found;
}

std::vector<std::string> SurveySample::respondents() const {
    std::set<std::string> names;
    for (const WaveResponse* response : responses) names.insert(response->respondent);
    return {names.begin(), names.end()};
}

std::optional<double> score(const facts::InstrumentItem& item, const std::vector<facts::ItemAnswer>& answers) {
    for (const facts::ItemAnswer& answer : answers) {
        if (!is_valid(item, answer) || item.kind == ::forloeb::InstrumentDefined::Kind::CHOICE) continue;
        return item.reversed ? static_cast<double>(item.minimum) + item.maximum - answer.value : answer.value;
    }
    return std::nullopt;
}

std::optional<double> score(const facts::InstrumentItem& item, const facts::SurveyStep& answer) { return score(item, answer.answers); }

Figure respondents(const std::string& code, const Words& label, std::size_t counted, std::size_t among, DisclosureTest test,
                   const std::string& partition) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "count";
    figure.value = static_cast<double>(counted);
    figure.n = static_cast<std::int64_t>(among);
    figure.test = test;
    figure.counted = counted;
    figure.among = among;
    figure.partition = partition;
    if (among == 0 && test == DisclosureTest::answers) figure.state = FigureState::empty;
    return figure;
}

Figure share_of_respondents(const std::string& code, const Words& label, std::size_t counted, std::size_t among, DisclosureTest test) {
    Figure figure = respondents(code, label, counted, among, test);
    figure.unit = "share";
    if (among == 0) {
        figure.state = FigureState::empty;
        figure.value = 0;
        return figure;
    }
    figure.numerator = static_cast<double>(counted);
    figure.denominator = static_cast<double>(among);
    figure.value = figure.numerator / figure.denominator;
    figure.interval_method = "wilson_95";
    figure.interval = wilson_95(counted, among);
    return figure;
}

Figure mean_of_respondents(const std::string& code, const Words& label, const std::vector<double>& values) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "points";
    figure.test = DisclosureTest::mean;
    figure.n = static_cast<std::int64_t>(values.size());
    double largest = 0;
    double magnitude = 0;
    for (double value : values) {
        largest = std::max(largest, std::abs(value));
        magnitude += std::abs(value);
    }
    figure.largest_share = magnitude > 0 ? largest / magnitude : 0;
    if (values.empty())
        figure.state = FigureState::empty;
    else
        figure.value = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    return figure;
}

std::vector<ParameterDefinition> SurveyMeasure::wave_parameters() {
    return {{"project", ParameterDefinition::Kind::words, "", "all, each by itself"},
            {"before", ParameterDefinition::Kind::words, "baseline", "K"},
            {"after", ParameterDefinition::Kind::words, "after", "K"}};
}

void SurveyMeasure::add(const facts::CaseFacts& facts) {
    for (const facts::SurveyStep& step : facts.surveys) on_cases_.push_back({step, CohortValues::of(facts, step.at)});
    for (const facts::Feedback& feedback : facts.feedback) add_feedback(facts.person(), CohortValues::of(facts, feedback.at), feedback);
}

void SurveyMeasure::add_project(const facts::ProjectFacts& facts) {
    const std::string& wanted = parameters_.text("project");
    if (!wanted.empty() && wanted != facts.project && wanted != facts.project_id.text()) return;
    projects_.push_back(facts);
    for (const facts::Feedback& feedback : facts.said.feedback) add_feedback(feedback.at.event, {}, feedback);
}

SurveyMeasure::Heard SurveyMeasure::hear(const facts::ProjectFacts& project) const {
    std::vector<HeardStep> steps;
    for (const facts::SurveyStep& step : project.said.surveys) steps.push_back({&step, nullptr});
    for (const auto& [step, values] : on_cases_)
        if (wave_of(project, step) != nullptr && (project.enrolments.empty() || project.find_enrolment(step.respondent) != nullptr))
            steps.push_back({&step, &values});
    std::stable_sort(steps.begin(), steps.end(), before);

    Heard heard;
    for (const facts::Wave& wave : project.waves)
        if (std::find(heard.waves.begin(), heard.waves.end(), wave.wave) == heard.waves.end()) heard.waves.push_back(wave.wave);
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
    std::vector<bool> on_a_case;  // of each response: its values are known
    for (const auto& [step, values] : steps) {
        const auto [place, is_new] = places.try_emplace({step->instrument, step->wave, step->respondent}, heard.responses.size());
        if (is_new) {
            const facts::Enrolment* enrolment = project.find_enrolment(step->respondent);
            heard.responses.push_back({step->instrument, step->version, step->wave, step->respondent,
                                       enrolment != nullptr ? enrolment->group : step->group, CohortValues(), false, false, nullptr});
            if (enrolment != nullptr) heard.responses.back().values.unit = enrolment->unit;
            on_a_case.push_back(false);
            if (std::find(heard.waves.begin(), heard.waves.end(), step->wave) == heard.waves.end()) heard.waves.push_back(step->wave);
        }
        WaveResponse& response = heard.responses[place->second];
        if (values != nullptr && !on_a_case[place->second]) {
            on_a_case[place->second] = true;
            const std::string enrolled_in = std::move(response.values.unit);
            response.values = *values;
            if (!enrolled_in.empty()) response.values.unit = enrolled_in;
        }
        using Kind = facts::SurveyStep::Kind;
        if (step->kind == Kind::invited) response.invited = true;
        if (step->kind == Kind::declined) response.declined = true;
        if (step->kind != Kind::answered) continue;
        const facts::Wave* wave = wave_of(project, *step);
        const LocalDate day = step->at.date();
        if (wave != nullptr && (day < wave->window().from || day >= wave->window().to)) continue;
        if (!has_valid_item(project.find_instrument(step->instrument, step->version), *step)) continue;
        response.answer = step;
        response.version = step->version;
    }
    return heard;
}

std::string SurveyMeasure::version_of(const WaveResponse& response, const std::vector<WaveResponse>& all) const {
    if (versions() == Versions::together) return {};
    if (versions() == Versions::apart) return response.version;
    for (const WaveResponse& other : all)
        if (other.respondent == response.respondent && other.instrument == response.instrument && other.wave == parameters_.text("after") &&
            other.answer != nullptr)
            return other.version;
    return response.version;
}

void SurveyMeasure::add_strata(const facts::ProjectFacts& project, std::vector<SampleFigures>& out) const {
    const Heard heard = hear(project);
    struct Stratum {
        SurveySample sample;
        SurveyStratum place;
    };
    std::map<std::string, Stratum> strata;
    const std::string project_name = project.project.empty() ? project.project_id.text() : project.project;
    for (const WaveResponse& response : heard.responses) {
        if (!concerns(response.group) || !response.values.are_in(cohort_)) continue;
        const std::string version = version_of(response, heard.responses);
        const facts::Instrument* instrument = project.find_instrument(response.instrument, version.empty() ? response.version : version);
        const std::string base = project_name + "/" + group_code(response.group) + "/" + response.instrument + (version.empty() ? "" : "@" + version);
        for (SurveyStratum& place : survey_strata(base, response.values, cohort_)) {
            Stratum& stratum = strata[place.name];
            stratum.place = std::move(place);
            stratum.sample.project = &project;
            stratum.sample.instrument = instrument;
            stratum.sample.waves = heard.waves;
            stratum.sample.responses.push_back(&response);
        }
    }
    for (const auto& [name, stratum] : strata) {
        SampleFigures figures_of_stratum{name, figures(stratum.sample), stratum.sample.respondents().size(), 0};
        figures_of_stratum.part_of = stratum.place.part_of;
        figures_of_stratum.and_part_of = stratum.place.and_part_of;
        out.push_back(std::move(figures_of_stratum));
    }
}

MeasureOutput SurveyMeasure::finish() const {
    MeasureOutput output;
    for (const facts::ProjectFacts& project : projects_) add_strata(project, output.strata);
    add_own_strata(output.strata);
    return output;
}

}  // namespace forloeb
