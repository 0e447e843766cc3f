// The report of an evaluation project: its design from its own stream, and every measure of it in one pass over the cases.
#include <algorithm>
#include <map>

#include "projections/evaluation/limits.hpp"
#include "projections/evaluation/queries.hpp"
#include "projections/measure_facts/stored_cases.hpp"
#include "projections/measures/measure_run.hpp"
#include "projections/measures/statistics/disclosure.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/every_project.hpp"
#include "projections/reading/filling.hpp"

namespace forloeb {
namespace {

using Runs = std::vector<std::unique_ptr<MeasureRun>>;

/// Lessons by phase and problem. What came from cases counts only with enough citizens behind it.
class Lessons {
  public:
    void add_project(const facts::CaseFacts& said) {
        for (const facts::Lesson& lesson : said.lessons) add(lesson, nullptr);
    }
    void add_case(const facts::CaseFacts& facts) {
        for (const facts::Lesson& lesson : facts.lessons) add(lesson, &facts.person());
    }
    void fill(answers::EvaluationReport::Builder out) {
        std::erase_if(rows_, [](const auto& row) { return row.second.shown() == 0; });
        fill_list(rows_, [&](unsigned size) { return out.initLessons(size); }, [](answers::LessonCount::Builder line, const auto& row) {
            line.setPhase(row.first.first);
            line.setProblem(row.first.second);
            line.setCount(row.second.shown());
        });
    }

  private:
    struct Row {
        std::uint32_t of_project = 0;
        std::uint32_t of_cases = 0;
        Persons citizens;
        [[nodiscard]] std::uint32_t shown() const { return of_project + (citizens.size() >= disclosure::persons_min ? of_cases : 0); }
    };

    void add(const facts::Lesson& lesson, const Uuid* citizen) {
        const std::vector<std::string> unnamed = {""};
        for (const std::string& problem : lesson.problems.empty() ? unnamed : lesson.problems) {
            Row& row = rows_[{lesson.phase, problem}];
            ++(citizen != nullptr ? row.of_cases : row.of_project);
            if (citizen != nullptr) row.citizens.insert(*citizen);
        }
    }

    std::map<std::pair<std::string, std::string>, Row> rows_;
};

void fill_project(const facts::ProjectFacts& project, answers::EvaluationProject::Builder out) {
    write_id(out.initId(), project.project_id);
    out.setCode(project.project);
    out.setTitle(project.title);
    out.setDesign(project.design);
    out.setEvaluator(project.evaluator);
    out.setEvaluatorIsPartner(project.evaluator_is_partner);
    set_list(project.units, [&](unsigned size) { return out.initUnits(size); });
    set_list(project.coordinator_kinds, [&](unsigned size) { return out.initCoordinatorKinds(size); });
    set_list(project.target_groups, [&](unsigned size) { return out.initTargetGroups(size); });
    set_list(project.method_versions, [&](unsigned size) { return out.initMethodVersions(size); });
    write_moment(out.initFrom(), project.from);
    write_moment(out.initTo(), project.to);
    if (project.designed) write_moment(out.initDesigned(), project.designed->when);
    out.setPeriodsExpected(static_cast<std::uint32_t>(project.periods.size()));
}

void fill_instrument(const facts::ProjectFacts& project, const facts::Instrument& instrument, answers::EvaluationInstrument::Builder out) {
    out.setInstrument(instrument.instrument);
    out.setVersion(instrument.version);
    out.setLanguage(instrument.language);
    out.setTitle(instrument.title);
    out.setAttribution(instrument.attribution);
    set_list(instrument.groups, [&](unsigned size) { return out.initGroups(size); });
    fill_list(instrument.items, [&](unsigned size) { return out.initItems(size); }, [](answers::EvaluationItem::Builder line, const facts::InstrumentItem& item) {
        line.setItem(item.item);
        line.setWording(item.wording);
        line.setScale(item.scale);
        line.setMinimum(item.minimum);
        line.setMaximum(item.maximum);
        line.setReversed(item.reversed);
    });
    std::vector<std::string> equal;
    for (const facts::EqualVersions& each : project.equal_versions)
        if (each.instrument == instrument.instrument && each.version == instrument.version) equal.push_back(each.equal_to);
    set_list(equal, [&](unsigned size) { return out.initEqualTo(size); });
}

void fill_design(const facts::ProjectFacts& project, answers::EvaluationReport::Builder out) {
    fill_project(project, out.initProject());
    fill_list(project.instruments, [&](unsigned size) { return out.initInstruments(size); },
              [&](auto line, const facts::Instrument& instrument) { fill_instrument(project, instrument, line); });
    fill_list(project.waves, [&](unsigned size) { return out.initWaves(size); }, [](answers::EvaluationWave::Builder line, const facts::Wave& wave) {
        line.setWave(wave.wave);
        line.setInstrument(wave.instrument);
        line.setVersion(wave.version);
        write_moment(line.initOpens(), wave.opens.is_unknown() ? wave.opened.when : wave.opens);
        write_moment(line.initCloses(), wave.closes.is_unknown() && wave.closed ? wave.closed->when : wave.closes);
        set_list(wave.groups, [&](unsigned size) { return line.initGroups(size); });
    });
    fill_list(project.seminars, [&](unsigned size) { return out.initSeminars(size); }, [](answers::EvaluationSeminar::Builder line, const facts::Seminar& seminar) {
        line.setSeminar(seminar.seminar);
        line.setKind(seminar.kind);
        write_moment(line.initHeld(), seminar.at.when);
        line.setParticipants(seminar.participants < static_cast<std::int32_t>(disclosure::persons_min) ? -1 : seminar.participants);
        set_list(seminar.topics, [&](unsigned size) { return line.initTopics(size); });
    });
}

/// The practice around the project, quarter by quarter: its period, and its unit and one more of its limits where it names
/// exactly one (the hierarchy of dimensions, projections/README.md).
Cohort cohort_of(const facts::ProjectFacts& project, const Observed& observed) {
    Cohort cohort;
    const auto day = [](const WhenTold& when, LocalDate otherwise) { return when.is_unknown() ? otherwise : local_date(when); };
    cohort.from = day(project.from, project.designed ? project.designed->date() : observed.date);
    cohort.to = std::max(day(project.to, LocalDate{observed.date.days + 1}), LocalDate{cohort.from.days + 1});
    const auto only = [](const std::vector<std::string>& named) { return named.size() == 1 ? named.front() : std::string(); };
    cohort.unit = only(project.units);
    cohort.method_version = only(project.method_versions);
    if (cohort.method_version.empty()) cohort.kind = only(project.coordinator_kinds);
    if (cohort.method_version.empty() && cohort.kind.empty()) cohort.target_group = only(project.target_groups);
    cohort.by = "quarter";
    return cohort;
}

Result<std::unique_ptr<MeasureRun>> prepare(const MeasureDefinition& definition, const Cohort& cohort, const std::string& project, const Observed& observed) {
    capnp::MallocMessageBuilder message;
    auto query = message.initRoot<answers::MeasureQuery>();
    query.setMeasure(definition.id);
    cohort.write(query.initCohort());
    const bool asks = std::any_of(definition.parameters.begin(), definition.parameters.end(), [](const ParameterDefinition& each) { return each.name == "project"; });
    if (asks) {
        auto parameter = query.initParameters(1)[0];
        parameter.setName("project");
        parameter.setValue(project);
    }
    return MeasureRun::prepare(query.asReader(), observed);
}

bool of_surveys(const MeasureDefinition& definition) { return definition.id.starts_with('E'); }

}  // namespace

Status query_evaluation_report(const Engine& engine, Runner* runner, const AsOf& as_of, answers::EvaluationQuery::Reader query,
                               answers::EvaluationReport::Builder out) {
    const Observed observed = Observed::until(as_of.occurred_by.value_or(engine.now()));
    AsOf bounded = as_of;
    bounded.occurred_by = observed.by;
    FORLOEB_TRY(const facts::ProjectFacts project, find_project(engine, bounded, engine.head().next, query.getProject().cStr()));
    const std::string named = project.project.empty() ? project.project_id.text() : project.project;
    const Cohort cohort = cohort_of(project, observed);

    Runs surveys;
    Runs practice;
    for (const MeasureDefinition& definition : all_measures()) {
        if (definition.imported) continue;
        const bool of_survey = of_surveys(definition);
        FORLOEB_TRY(auto run, prepare(definition, of_survey ? Cohort() : cohort, named, observed));
        (of_survey ? surveys : practice).push_back(std::move(run));
    }
    Recording recording;
    Lessons lessons;
    const auto visit = [&](const facts::CaseFacts& facts, std::span<const Recording::Since> firsts) {
        for (const auto& run : surveys) run->add(facts);
        for (const auto& run : practice) run->add(facts);
        recording.add(firsts);
        lessons.add_case(facts);
    };
    FORLOEB_TRY(const EveryCase all, visit_measured_cases(engine, runner, bounded, FactsWanted::all(), visit));
    FORLOEB_CHECK(visit_every_project(engine, bounded, all.known, [&](const facts::ProjectFacts& facts) {
        for (const auto& run : surveys) run->add_project(facts);
        for (const auto& run : practice) run->add_project(facts);
        if (facts.project_id == project.project_id) lessons.add_project(facts.said);
    }));
    FORLOEB_TRY(const LogPrefix prefix, LogPrefix::of(engine, bounded, all.known));

    write_as_of(out.initAsOf(), engine, bounded, all.known);
    fill_design(project, out);
    cohort.write(out.initCohort());
    const auto write = [&](auto result, const std::unique_ptr<MeasureRun>& run) { run->write(engine, bounded, all, prefix, recording, result); };
    fill_list(surveys, [&](unsigned size) { return out.initSurveys(size); }, write);
    fill_list(practice, [&](unsigned size) { return out.initPractice(size); }, write);
    lessons.fill(out);
    const bool synthetic = engine.format_description().find("demo/") != std::string::npos;
    fill_list(limits_of(project, {synthetic, !project.units.empty() && cohort.unit.empty(), all.unreadable.size()}),
              [&](unsigned size) { return out.initLimits(size); }, [](Label::Builder line, const Words& words) { write_label(line, words); });
    return {};
}

}  // namespace forloeb
