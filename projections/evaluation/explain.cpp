// Why a figure counts what it counts (queries.hpp): the measure itself is run on the one case, then again without each of
// its events in turn. What changes a figure counts; nothing here knows what any measure looks for, so it cannot say anything
// else than the measure does.
#include <algorithm>
#include <map>

#include "projections/evaluation/queries.hpp"
#include "projections/evaluation/rule_words.hpp"
#include "projections/measures/disclosed_result.hpp"
#include "projections/measures/measure_run.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/every_project.hpp"
#include "projections/reading/filling.hpp"

namespace forloeb {
namespace {

constexpr std::size_t events_tried_max = 2000;

/// Figures by stratum and code.
using Figures = std::map<std::pair<std::string, std::string>, Figure>;

bool same(const Figure& a, const Figure& b) {
    return a.state == b.state && a.value == b.value && a.numerator == b.numerator && a.denominator == b.denominator && a.n == b.n &&
           a.missing == b.missing && a.imprecise == b.imprecise && a.censored == b.censored && a.counted == b.counted && a.among == b.among;
}

/// Where two runs differ: the figure in each, nullptr where it is not there.
struct Difference {
    const Figure* in_first = nullptr;
    const Figure* in_second = nullptr;
    [[nodiscard]] const Figure& any() const { return in_first != nullptr ? *in_first : *in_second; }
};

std::vector<Difference> differences(const Figures& first, const Figures& second) {
    std::vector<Difference> all;
    for (const auto& [name, figure] : first) {
        const auto other = second.find(name);
        if (other == second.end())
            all.push_back({&figure, nullptr});
        else if (!same(figure, other->second))
            all.push_back({&figure, &other->second});
    }
    for (const auto& [name, figure] : second)
        if (!first.contains(name)) all.push_back({nullptr, &figure});
    return all;
}

/// The measure as it was asked for, to be run again and again on one case, all of it or a part.
class Trial {
  public:
    Trial(const Observed& observed, const Uuid& case_id, std::vector<facts::ProjectFacts> projects)
        : observed_(observed), case_id_(case_id), projects_(std::move(projects)) {}

    /// `history` none: what the projects alone come to.
    [[nodiscard]] Result<Figures> run(answers::MeasureQuery::Reader query, const History* history) const {
        FORLOEB_TRY(const auto run, MeasureRun::prepare(query, observed_));
        if (history != nullptr) {
            FORLOEB_TRY(const facts::CaseFacts facts, facts::facts_of(case_id_, *history));
            run->add(facts);
        }
        for (const facts::ProjectFacts& project : projects_) run->add_project(project);
        MeasureOutput output = run->finish();
        Figures figures;
        const auto take = [&](SampleFigures& sample) {
            for (Figure& figure : sample.figures) figures.insert_or_assign({sample.stratum, figure.code}, std::move(figure));
        };
        take(output.whole);
        for (SampleFigures& stratum : output.strata) take(stratum);
        return figures;
    }

    /// Which figures the case changes.
    [[nodiscard]] Result<bool> counts(answers::MeasureQuery::Reader query, const History& history) const {
        FORLOEB_TRY(const Figures with, run(query, &history));
        FORLOEB_TRY(const Figures without, run(query, nullptr));
        return !differences(with, without).empty();
    }

  private:
    const Observed observed_;
    const Uuid case_id_;
    const std::vector<facts::ProjectFacts> projects_;
};

/// The question for one case: no parts, and some of its limits lifted.
class Question {
  public:
    explicit Question(answers::MeasureQuery::Reader asked) {
        message_.setRoot(asked);
        cohort().setBy("");
    }
    [[nodiscard]] answers::MeasureQuery::Reader read() { return message_.getRoot<answers::MeasureQuery>().asReader(); }
    [[nodiscard]] answers::Cohort::Builder cohort() { return message_.getRoot<answers::MeasureQuery>().getCohort(); }
    void lift_all() { message_.getRoot<answers::MeasureQuery>().initCohort(); }

  private:
    capnp::MallocMessageBuilder message_;
};

struct Limit {
    Words says;
    bool (*given)(answers::Cohort::Reader);
    void (*lift)(answers::Cohort::Builder);
};

const std::vector<Limit>& limits() {
    static const std::vector<Limit> all = {
        {{"Det, måltallet spørger til, ligger uden for perioden.", "What the measure asks about lies outside the period."},
         [](auto cohort) { return !read_moment(cohort.getFrom()).is_unknown() || !read_moment(cohort.getTo()).is_unknown() || !read_moment(cohort.getAt()).is_unknown(); },
         [](auto cohort) { cohort.initFrom(); cohort.initTo(); cohort.initAt(); }},
        {{"Forløbet hørte til en anden enhed.", "The case belonged to another unit."}, [](auto cohort) { return cohort.getUnit().size() > 0; }, [](auto cohort) { cohort.setUnit(""); }},
        {{"Koordinatoren var af en anden slags, eller der var ingen.", "The coordinator was of another kind, or there was none."},
         [](auto cohort) { return cohort.getKind().size() > 0; }, [](auto cohort) { cohort.setKind(""); }},
        {{"Forløbet hørte til en anden målgruppe.", "The case belonged to another target group."}, [](auto cohort) { return cohort.getTargetGroup().size() > 0; },
         [](auto cohort) { cohort.setTargetGroup(""); }},
        {{"Forløbet fulgte en anden metodeversion.", "The case followed another method version."}, [](auto cohort) { return cohort.getMethodVersion().size() > 0; },
         [](auto cohort) { cohort.setMethodVersion(""); }},
        {{"Forløbet kommer fra en anden kilde.", "The case comes from another source."}, [](auto cohort) { return cohort.getSourceSystem().size() > 0; },
         [](auto cohort) { cohort.setSourceSystem(""); }}};
    return all;
}

/// Which limits, each lifted by itself, would let the case in; else what is not recorded in it.
Result<std::vector<Words>> why_left_out(const Trial& trial, answers::MeasureQuery::Reader asked, const History& history, const Figures& rules) {
    std::vector<Words> reasons;
    for (const Limit& limit : limits()) {
        if (!limit.given(asked.getCohort())) continue;
        Question question(asked);
        limit.lift(question.cohort());
        FORLOEB_TRY(const bool counts, trial.counts(question.read(), history));
        if (counts) reasons.push_back(limit.says);
    }
    if (!reasons.empty()) return reasons;
    Question question(asked);
    question.lift_all();
    FORLOEB_TRY(const bool counts, trial.counts(question.read(), history));
    if (counts) return std::vector<Words>{{"Flere af udvalgets grænser lukker det ude tilsammen.", "Several limits of the cohort keep it out together."}};
    for (const auto& [name, figure] : rules)
        for (const std::string_view type : figure.recorded_by) {
            const bool there = std::any_of(history.effective.begin(), history.effective.end(), [&](const EffectiveEvent& event) { return event.type().name == type; });
            const EventType* event_type = find_event_type(type);
            if (there || event_type == nullptr) continue;
            Words words = {"Der er ingen hændelse: " + std::string(event_type->label("da")) + " (" + std::string(type) + ").",
                           "There is no event: " + std::string(event_type->label("en")) + " (" + std::string(type) + ")."};
            if (std::none_of(reasons.begin(), reasons.end(), [&](const Words& each) { return each.en == words.en; })) reasons.push_back(std::move(words));
        }
    if (reasons.empty()) reasons.push_back({"Måltallet finder intet at tælle i forløbet.", "The measure finds nothing to count in the case."});
    return reasons;
}

void write_change(answers::FigureChange::Builder out, const Difference& difference, bool withheld) {
    out.setCode(difference.any().code);
    write_label(out.initLabel(), difference.any().label);
    if (withheld) return;
    out.setWith(difference.in_first != nullptr ? figure_words(*difference.in_first) : "");
    out.setWithout(difference.in_second != nullptr ? figure_words(*difference.in_second) : "");
}

class Explanation {
  public:
    Explanation(const Trial& trial, answers::MeasureQuery::Reader asked, History& history, bool withheld)
        : trial_(trial), question_(asked), history_(history), withheld_(withheld) {
        everything_.lift_all();
    }

    Status write(const Figures& rules, answers::MeasureExplanation::Builder out) {
        FORLOEB_TRY(const Figures with, trial_.run(question_.read(), &history_));
        FORLOEB_TRY(const Figures without, trial_.run(question_.read(), nullptr));
        const auto contributed = differences(with, without);
        out.setStanding(contributed.empty() ? answers::CaseStanding::LEFT_OUT : answers::CaseStanding::COUNTS);
        if (contributed.empty()) {
            FORLOEB_TRY(const auto reasons, why_left_out(trial_, question_.read(), history_, rules));
            fill_list(reasons, [&](unsigned size) { return out.initReasons(size); }, [](Label::Builder line, const Words& words) { write_label(line, words); });
        }
        fill_list(contributed, [&](unsigned size) { return out.initFigures(size); }, [&](answers::ExplainedFigure::Builder line, const Difference& difference) {
            Figure figure = difference.any();
            line.setValuesWithheld(withheld_);
            if (withheld_) hide(figure);
            fill_figure(line.initFigure(), figure);
        });
        out.setTooMany(history_.effective.size() > events_tried_max);
        if (out.getTooMany()) return {};
        FORLOEB_TRY(const Figures anywhere, trial_.run(everything_.read(), &history_));
        auto events = out.initEvents(static_cast<unsigned>(history_.effective.size()));
        for (unsigned i = 0; i < events.size(); ++i) FORLOEB_CHECK(write_event(i, with, anywhere, events[i]));
        return {};
    }

  private:
    [[nodiscard]] Result<Figures> run_without(std::size_t index, Question& question) {
        const EffectiveEvent taken = history_.effective[index];
        history_.effective.erase(history_.effective.begin() + static_cast<std::ptrdiff_t>(index));
        auto figures = trial_.run(question.read(), &history_);
        history_.effective.insert(history_.effective.begin() + static_cast<std::ptrdiff_t>(index), taken);
        return figures;
    }

    Status write_event(std::size_t index, const Figures& with, const Figures& anywhere, answers::ExplainedEvent::Builder out) {
        const EffectiveEvent& event = history_.effective[index];
        auto reference = out.initReference();
        reference.setPosition(event.leaf().position.value);
        write_id(reference.initEventId(), event.leaf().event_id);
        write_moment(reference.initOccurred(), event.occurred);
        out.setType(std::string(event.type().name));
        write_label(out.initLabel(), {std::string(event.type().label("da")), std::string(event.type().label("en"))});
        FORLOEB_TRY(const Figures without, run_without(index, question_));
        const auto changed = differences(with, without);
        out.setCounts(!changed.empty());
        fill_list(changed, [&](unsigned size) { return out.initChanges(size); },
                  [&](answers::FigureChange::Builder line, const Difference& difference) { write_change(line, difference, withheld_); });
        if (!changed.empty()) return {};
        FORLOEB_TRY(const Figures elsewhere, run_without(index, everything_));
        if (differences(anywhere, elsewhere).empty())
            write_label(out.initReason(), {"Måltallet spørger ikke efter den, eller andre hændelser siger det samme.", "The measure does not ask for it, or other events say the same."});
        else
            write_label(out.initReason(), {"Den ligger uden for udvalget: periode, enhed eller andet.", "It lies outside the cohort: period, unit or other."});
        return {};
    }

    const Trial& trial_;
    Question question_;
    Question everything_{question_.read()};  // over the whole history, every unit
    History& history_;
    const bool withheld_;
};

}  // namespace

Status query_measure_explanation(const Engine& engine, const AsOf& as_of, answers::ExplainQuery::Reader query, answers::MeasureExplanation::Builder out) {
    const Observed observed = Observed::until(as_of.occurred_by.value_or(engine.now()));
    AsOf bounded = as_of;
    bounded.occurred_by = observed.by;
    const Position head = engine.head().next;
    FORLOEB_TRY(const auto run, MeasureRun::prepare(query.getMeasure(), observed));
    const MeasureDefinition& definition = run->definition();
    write_as_of(out.initAsOf(), engine, bounded, head);
    out.setMeasure(definition.id);
    out.setVersion(definition.version);
    write_label(out.initTitle(), definition.title);
    write_label(out.initDefinition(), definition.definition);
    write_parameters(definition, run->parameters(), out.initParameters(static_cast<unsigned>(definition.parameters.size())));

    std::vector<facts::ProjectFacts> projects;
    if (definition.projects)
        FORLOEB_CHECK(visit_every_project(engine, bounded, head, [&](const facts::ProjectFacts& facts) { projects.push_back(facts); }));
    Question question(query.getMeasure());
    const Uuid case_id = Uuid::from_halves(query.getCaseId().getHigh(), query.getCaseId().getLow());
    const Trial trial(observed, case_id, std::move(projects));
    FORLOEB_TRY(const Figures rules, trial.run(question.read(), nullptr));
    fill_list(rules, [&](unsigned size) { return out.initRules(size); }, [](answers::FigureRule::Builder line, const auto& rule) {
        const Figure& figure = rule.second;
        line.setCode(figure.code);
        write_label(line.initLabel(), figure.label);
        line.setUnit(figure.unit);
        write_label(line.initRule(), rule_of(figure));
        write_label(line.initTest(), test_of(figure));
        set_list(std::vector<std::string>(figure.recorded_by.begin(), figure.recorded_by.end()), [&](unsigned size) { return line.initRecordedBy(size); });
    });
    if (case_id.is_nil()) return {};

    FORLOEB_TRY(History history, history_below(engine, {StreamKind::case_, case_id}, bounded, head));
    if (history.stored.empty()) return fail(ErrorKind::not_found, "Nothing is known of this case by then.", "caseId");
    write_id(out.initCaseId(), case_id);
    return Explanation(trial, question.read(), history, definition.projects).write(rules, out);
}

}  // namespace forloeb
