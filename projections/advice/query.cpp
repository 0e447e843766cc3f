#include <algorithm>

#include "projections/advice/across_cases.hpp"
#include "projections/advice/citizens_cases.hpp"
#include "projections/advice/queries.hpp"
#include "projections/measure_facts/stored_cases.hpp"
#include "projections/measures/measure_run.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {
namespace {

using advice::Rule;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

const char* word(advice::Reach reach) {
    if (reach == advice::Reach::citizen) return "citizen";
    return reach == advice::Reach::all_cases ? "all_cases" : "one_case";
}

answers::AdviceState state_of(advice::State state) {
    if (state == advice::State::advise) return answers::AdviceState::ADVISE;
    return state == advice::State::unknown ? answers::AdviceState::UNKNOWN : answers::AdviceState::NOTHING;
}

template <typename Value>
void write_thresholds(const Rule& rule, capnp::List<answers::Threshold>::Builder out, const Value& value_of) {
    for (unsigned i = 0; i < out.size(); ++i) {
        out[i].setName(rule.parameters[i].name);
        out[i].setValue(value_of(rule.parameters[i]));
        out[i].setSource(rule.parameters[i].source);
    }
}

Result<std::vector<const Rule*>> rules_asked_for(answers::AdviceQuery::Reader query) {
    std::vector<const Rule*> rules;
    for (const auto id : query.getRules()) {
        rules.push_back(advice::find_rule(text_of(id)));
        if (rules.back() == nullptr) return fail(ErrorKind::not_found, "There is no such rule. List them with: forloeb advice list", "rules");
    }
    if (rules.empty())
        for (const Rule& rule : advice::all_rules()) rules.push_back(&rule);
    return rules;
}

Result<Parameters> parameters_of(const Rule& rule, answers::AdviceQuery::Reader query) {
    std::vector<std::pair<std::string, std::string>> given;
    for (const auto threshold : query.getThresholds())
        if (rule.id == std::string_view(threshold.getRule().cStr())) given.emplace_back(text_of(threshold.getName()), text_of(threshold.getValue()));
    return Parameters::resolve(rule.parameters, given);
}

/// A threshold for a rule that is not asked for would silently do nothing.
Status check_thresholds(const std::vector<const Rule*>& rules, answers::AdviceQuery::Reader query) {
    for (const auto threshold : query.getThresholds())
        if (std::none_of(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == std::string_view(threshold.getRule().cStr()); }))
            return fail(ErrorKind::invalid, "A threshold names a rule that is not asked for.", "thresholds");
    return {};
}

Result<advice::AcrossCases> gather(const Engine& engine, Runner& runner, const AsOf& as_of, const std::vector<const Rule*>& rules,
                                   const facts::CaseFacts& asked, std::uint32_t& cases_read) {
    const auto wanted = [&](advice::Reach reach) {
        return advice::needs(reach, asked) && std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->reach == reach; });
    };
    advice::AcrossCases across;
    if (wanted(advice::Reach::citizen)) {
        FORLOEB_TRY(across.of_citizen, advice::other_cases_of_citizen(engine, runner, as_of, asked));
        cases_read += static_cast<std::uint32_t>(across.of_citizen.size());
    }
    if (wanted(advice::Reach::all_cases)) {
        const FactsWanted deadlines = {FactsPart::words, FactsPart::types, FactsPart::firsts, FactsPart::attributes, FactsPart::deadlines};
        FORLOEB_CHECK(visit_measured_cases(engine, &runner, as_of, deadlines, [&](const facts::CaseFacts& other, std::span<const Recording::Since>) {
            advice::see_case(across, advice::Reach::all_cases, asked, other);
            ++cases_read;
        }).map([](const EveryCase&) {}));
    }
    return across;
}

class AnswerWriter {
  public:
    explicit AnswerWriter(const CaseReading& reading) : reading_(reading) {}

    void write(const Rule& rule, const Parameters& parameters, const advice::Advice& said, answers::RuleAdvice::Builder out) const {
        out.setRule(rule.id);
        out.setVersion(rule.version);
        write_label(out.initTitle(), rule.title);
        write_label(out.initSays(), rule.says);
        out.setState(state_of(said.state()));
        write_thresholds(rule, out.initThresholds(static_cast<unsigned>(rule.parameters.size())),
                         [&](const ParameterDefinition& parameter) { return parameters.text(parameter.name); });
        write_findings(said, out.initFindings(static_cast<unsigned>(said.findings.size())));
        write_criteria(said, out.initCriteria(static_cast<unsigned>(said.criteria.size())));
        if (!said.score) return;
        auto range = out.getScore().initRange();
        range.setLow(said.score->low);
        range.setHigh(said.score->high);
    }

  private:
    void write_findings(const advice::Advice& said, capnp::List<answers::AdviceFinding>::Builder out) const {
        for (unsigned i = 0; i < out.size(); ++i) {
            const advice::Finding& finding = said.findings[i];
            out[i].setCode(finding.code);
            out[i].setState(state_of(finding.state));
            write_label(out[i].initSays(), finding.says);
            write_evidence(finding.evidence, out[i].initEvidence(static_cast<unsigned>(finding.evidence.size())));
        }
    }

    void write_criteria(const advice::Advice& said, capnp::List<answers::AdviceCriterion>::Builder out) const {
        for (unsigned i = 0; i < out.size(); ++i) {
            const advice::Criterion& criterion = said.criteria[i];
            out[i].setCode(criterion.code);
            out[i].setRequirement(criterion.kind == CriterionResult::Kind::REQUIREMENT);
            out[i].setMet(criterion.met);
            write_label(out[i].initLabel(), criterion.label);
            write_label(out[i].initBecause(), criterion.because);
            write_evidence(criterion.evidence, out[i].initEvidence(static_cast<unsigned>(criterion.evidence.size())));
        }
    }

    void write_evidence(const std::vector<Told>& evidence, capnp::List<answers::AdviceEvidence>::Builder out) const {
        for (unsigned i = 0; i < out.size(); ++i) {
            const Told& told = evidence[i];
            out[i].setPosition(told.position.value);
            write_id(out[i].initEventId(), told.event);
            write_moment(out[i].initOccurred(), told.when);
            const EffectiveEvent* event = reading_.event(told);
            if (event == nullptr || event->leaf().event_id != told.event) continue;  // of another case
            out[i].setType(std::string(event->type().name).c_str());
            write_label(out[i].initLabel(), {std::string(event->type().label("da")), std::string(event->type().label("en"))});
        }
    }

    const CaseReading& reading_;
};

}  // namespace

void query_advice_rules(answers::AdviceRules::Builder out) {
    const auto all = advice::all_rules();
    auto list = out.initRules(static_cast<unsigned>(all.size()));
    for (unsigned i = 0; i < list.size(); ++i) {
        list[i].setId(all[i].id);
        list[i].setVersion(all[i].version);
        write_label(list[i].initTitle(), all[i].title);
        write_label(list[i].initSays(), all[i].says);
        list[i].setReach(word(all[i].reach));
        write_thresholds(all[i], list[i].initThresholds(static_cast<unsigned>(all[i].parameters.size())),
                         [](const ParameterDefinition& parameter) { return parameter.value; });
    }
}

Status query_advice(const Engine& engine, Runner& runner, const AsOf& as_of, answers::AdviceQuery::Reader query,
                    answers::CaseAdvice::Builder out) {
    FORLOEB_TRY(const std::vector<const Rule*> rules, rules_asked_for(query));
    FORLOEB_CHECK(check_thresholds(rules, query));
    const auto id = query.getCaseId();
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, Uuid::from_halves(id.getHigh(), id.getLow()), as_of));
    std::uint32_t cases_read = 0;
    FORLOEB_TRY(const advice::AcrossCases across, gather(engine, runner, as_of, rules, reading.facts(), cases_read));

    write_as_of(out.initAsOf(), engine, as_of, reading.history().known);
    write_id(out.initCaseId(), reading.facts().case_id);
    out.setCasesRead(cases_read);
    out.setVersion(reading.history().stored.back().leaf().version.value);
    auto list = out.initAdvice(static_cast<unsigned>(rules.size()));
    for (unsigned i = 0; i < list.size(); ++i) {
        FORLOEB_TRY(const Parameters parameters, parameters_of(*rules[i], query));
        const advice::Advice said = rules[i]->judge({reading.facts(), reading.history(), reading.observed(), parameters, across});
        AnswerWriter(reading).write(*rules[i], parameters, said, list[i]);
    }
    return {};
}

}  // namespace forloeb
