// E5: running monitoring, period by period.
#include <algorithm>
#include <map>
#include <set>

#include "projections/measures/definitions.hpp"
#include "projections/measures/survey_sample.hpp"

namespace forloeb {
namespace {

using Kind = ::forloeb::InstrumentDefined::Kind;

/// One period of one group: who was to report, and the last report of each who did.
struct Period {
    const facts::ExpectedPeriod* expected = nullptr;
    std::vector<std::string> enrolled;
    std::map<std::string, const facts::MonitoringAnswer*> reports;  // of the enrolled
    std::size_t timely = 0;
    std::size_t unexpected = 0;  // reports by others
};

class Monitoring : public Measure {
  public:
    explicit Monitoring(const MeasureInput& input) : cohort_(input.cohort), parameters_(input.parameters) {}

    void add(const facts::CaseFacts& facts) override {
        on_cases_.insert(on_cases_.end(), facts.monitorings.begin(), facts.monitorings.end());
    }
    void add_project(const facts::ProjectFacts& facts) override {
        const std::string& wanted = parameters_.text("project");
        if (wanted.empty() || wanted == facts.project || wanted == facts.project_id.text()) projects_.push_back(facts);
    }

    [[nodiscard]] MeasureOutput finish() const override {
        MeasureOutput output;
        if (!cohort_.kind.empty() || !cohort_.target_group.empty() || !cohort_.method_version.empty()) return output;  // nobody is enrolled in one
        for (const facts::ProjectFacts& project : projects_) add_project_strata(project, output.strata);
        return output;
    }

  private:
    void add_project_strata(const facts::ProjectFacts& project, std::vector<SampleFigures>& out) const {
        std::map<std::string, SampleFigures> strata;
        std::map<std::string, std::set<std::string>> persons;
        for (const facts::ExpectedPeriod& expected : project.periods) {
            for (const RespondentGroup group : groups_of(project, expected)) {
                const Period period = gather(project, expected, group);
                if (period.enrolled.empty() && period.unexpected == 0) continue;
                const std::string name = (project.project.empty() ? project.project_id.text() : project.project) + "/" + group_code(group) +
                                         "/" + expected.instrument + "@" + expected.version;
                SampleFigures& sample = strata[name];
                sample.stratum = name;
                sample.part_of = std::nullopt;
                persons[name].insert(period.enrolled.begin(), period.enrolled.end());
                add_period(sample.figures, project, period);
            }
        }
        for (auto& [name, sample] : strata) {
            sample.persons = persons[name].size();
            out.push_back(std::move(sample));
        }
    }

    /// The groups that are enrolled, or those the period names.
    static std::vector<RespondentGroup> groups_of(const facts::ProjectFacts& project, const facts::ExpectedPeriod& expected) {
        std::set<RespondentGroup> groups(expected.groups.begin(), expected.groups.end());
        if (groups.empty())
            for (const facts::Enrolment& enrolment : project.enrolments) groups.insert(enrolment.group);
        return {groups.begin(), groups.end()};
    }

    [[nodiscard]] Period gather(const facts::ProjectFacts& project, const facts::ExpectedPeriod& expected, RespondentGroup group) const {
        Period period;
        period.expected = &expected;
        const LocalDate last_day = local_date(expected.last_day);
        for (const facts::Enrolment& enrolment : project.enrolments)
            if (enrolment.group == group && enrolment.holds_on(last_day) &&
                (cohort_.unit.empty() || cohort_.unit == enrolment.unit) &&
                std::find(period.enrolled.begin(), period.enrolled.end(), enrolment.respondent) == period.enrolled.end())
                period.enrolled.push_back(enrolment.respondent);
        std::vector<const facts::MonitoringAnswer*> reports;
        for (const facts::MonitoringAnswer& report : project.said.monitorings) reports.push_back(&report);
        for (const facts::MonitoringAnswer& report : on_cases_) reports.push_back(&report);
        std::stable_sort(reports.begin(), reports.end(), [](const auto* a, const auto* b) { return a->at.position < b->at.position; });
        std::set<std::string> timely;
        const Instant in_time = end_of_day(LocalDate{last_day.days + static_cast<std::int32_t>(parameters_.number("timely_days"))});
        for (const facts::MonitoringAnswer* report : reports) {
            if (report->period != expected.period || report->instrument != expected.instrument || report->version != expected.version) continue;
            const bool is_expected = std::find(period.enrolled.begin(), period.enrolled.end(), report->respondent) != period.enrolled.end();
            if (!is_expected) {
                period.unexpected += report->group == group ? 1 : 0;
                continue;
            }
            period.reports[report->respondent] = report;
            if (report->at.recorded <= in_time) timely.insert(report->respondent);
        }
        period.timely = timely.size();
        return period;
    }

    static void add_period(std::vector<Figure>& out, const facts::ProjectFacts& project, const Period& period) {
        const std::string& name = period.expected->period;
        const std::size_t expected = period.enrolled.size();
        out.push_back(respondents(name + ".expected", {name + ": forventet", name + ": expected"}, expected, expected));
        out.push_back(respondents(name + ".reported", {name + ": indberettet", name + ": reported"}, period.reports.size(), expected));
        out.push_back(respondents(name + ".timely", {name + ": rettidigt", name + ": in time"}, period.timely, expected));
        out.push_back(respondents(name + ".unexpected", {name + ": indberettet uden at være tilmeldt", name + ": reported, not enrolled"},
                                  period.unexpected, period.unexpected + expected));
        const facts::Instrument* instrument = project.find_instrument(period.expected->instrument, period.expected->version);
        if (instrument == nullptr) return;
        for (const facts::InstrumentItem& item : instrument->items) add_item(out, name + "." + item.item, item, period);
    }

    static void add_item(std::vector<Figure>& out, const std::string& code, const facts::InstrumentItem& item, const Period& period) {
        if (item.kind == Kind::CHOICE) return add_choices(out, code, item, period);
        std::vector<double> values;
        for (const auto& [respondent, report] : period.reports)
            if (const auto value = score(item, report->answers)) values.push_back(*value);
        out.push_back(mean_of_respondents(code, {code + ": middel", code + ": mean"}, values));
        out.back().unit = item.kind == Kind::RATING ? "points" : "count";
        out.back().missing = static_cast<std::int64_t>(period.enrolled.size() - values.size());
    }

    static void add_choices(std::vector<Figure>& out, const std::string& code, const facts::InstrumentItem& item, const Period& period) {
        std::map<std::string, std::size_t> counts;
        std::size_t valid = 0;
        for (const auto& [respondent, report] : period.reports)
            for (const facts::ItemAnswer& answer : report->answers) {
                if (answer.item != item.item || answer.state != ::forloeb::ItemAnswer::State::ANSWERED) continue;
                if (std::find(item.choices.begin(), item.choices.end(), answer.choice) == item.choices.end()) continue;
                ++counts[answer.choice];
                ++valid;
            }
        for (const std::string& choice : item.choices) {
            const std::string each = code + "." + choice;
            out.push_back(respondents(each, {each, each}, counts[choice], valid, DisclosureTest::answers, code));
            out.back().missing = static_cast<std::int64_t>(period.enrolled.size() - valid);
        }
    }

    const Cohort& cohort_;
    const Parameters& parameters_;
    std::vector<facts::ProjectFacts> projects_;
    std::vector<facts::MonitoringAnswer> on_cases_;
};

}  // namespace

MeasureDefinition e5_monitoring() {
    return {"E5",
            1,
            {"Løbende monitorering", "Running monitoring"},
            {"Pr. periode, gruppe og skema: hvor mange der skulle indberette (tilmeldt på periodens sidste dag), hvor mange der gjorde, "
             "og hvor mange rettidigt (gemt senest 14 dage efter periodens slutning); pr. spørgsmål middel eller fordeling. Perioden "
             "er den, indberetningen nævner, ikke dens dato; af flere gælder den sidste.",
             "Per period, group and instrument: how many were expected (enrolled on the period's last day), how many reported, and how "
             "many in time (recorded at most 14 days after the period's end); per item the mean or distribution. The period is the "
             "one the report names, not its date; of several the last counts."},
            {{"project", ParameterDefinition::Kind::words, "", "all, each by itself"},
             {"timely_days", ParameterDefinition::Kind::number, "14", "ours"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Monitoring>(input); },
            true};
}

}  // namespace forloeb
