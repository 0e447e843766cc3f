#include "projections/measures/measure_run.hpp"

#include <algorithm>

#include "projections/measures/disclosed_result.hpp"
#include "projections/measures/period_strata.hpp"
#include "projections/measures/time_zone_data.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {
namespace {

constexpr std::size_t unreadable_named_max = 20;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

Result<const MeasureDefinition*> definition_of(answers::MeasureQuery::Reader query) {
    const MeasureDefinition* definition = find_measure(text_of(query.getMeasure()));
    if (definition != nullptr) return definition;
    std::string ids;
    for (const MeasureDefinition& each : all_measures()) ids += (ids.empty() ? "" : ", ") + each.id;
    return fail(ErrorKind::not_found, "There is no such measure. There are: " + ids + ".", "measure");
}

Result<Parameters> parameters_of(const MeasureDefinition& definition, answers::MeasureQuery::Reader query) {
    std::vector<std::pair<std::string, std::string>> given;
    for (const auto parameter : query.getParameters()) given.emplace_back(text_of(parameter.getName()), text_of(parameter.getValue()));
    return Parameters::resolve(definition.parameters, given);
}

void write_counts(const MeasureOutput& output, bool imported, answers::Receipt::Builder out) {
    std::int64_t missing = 0;
    std::int64_t imprecise = 0;
    std::int64_t censored = 0;
    for (const Figure& figure : output.whole.figures) {
        missing = std::max(missing, figure.missing);
        imprecise = std::max(imprecise, figure.imprecise);
        censored = std::max(censored, figure.censored);
    }
    const auto shown = [&](std::int64_t count) {
        const bool small = !imported && count > 0 && count < 5;  // as in figures: G12
        return static_cast<std::int32_t>(small ? -1 : count);
    };
    out.setN(static_cast<std::int32_t>(output.whole.persons));
    out.setCases(static_cast<std::int32_t>(output.whole.cases));
    out.setMissing(shown(missing));
    out.setImprecise(shown(imprecise));
    out.setCensored(shown(censored));
}

void write_notes(const MeasureDefinition& definition, const AsOf& as_of, const EveryCase& all, answers::MeasureResult::Builder out) {
    std::vector<Words> notes;
    if (definition.imported)
        notes.push_back({"Tallene beskriver en importeret fil og er ikke beskyttet mod genkendelse; de er ikke til offentliggørelse.",
                         "These figures describe an imported file and are not protected against disclosure; not for publication."});
    else
        notes.push_back({"Tal om færre end fem borgere er skjult.", "Figures about fewer than five citizens are hidden."});
    if (as_of.clock == Clock::source)
        notes.push_back({"Kendt efter kildens eget ur: påstået, ikke bevist.", "Known by the source's own clock: claimed, not proven."});
    for (std::size_t i = 0; i < all.unreadable.size() && i < unreadable_named_max; ++i)
        notes.push_back({"Sag " + all.unreadable[i].case_id.text() + " kunne ikke læses og er udeladt.",
                         "Case " + all.unreadable[i].case_id.text() + " could not be read and is left out."});
    auto list = out.initNotes(static_cast<unsigned>(notes.size()));
    for (unsigned i = 0; i < list.size(); ++i) write_label(list[i], notes[i]);
}

}  // namespace

void write_label(Label::Builder out, const Words& words) {
    out.setDa(words.da);
    out.setEn(words.en);
}

void write_parameters(const MeasureDefinition& definition, const Parameters& parameters, capnp::List<answers::Threshold>::Builder out) {
    for (unsigned i = 0; i < out.size(); ++i) {
        out[i].setName(definition.parameters[i].name);
        out[i].setValue(parameters.text(definition.parameters[i].name));
        out[i].setSource(definition.parameters[i].source);
    }
}

Result<LogPrefix> LogPrefix::of(const Engine& engine, const AsOf& as_of, Position known) {
    LogPrefix prefix;
    prefix.known = known;
    const LogHead head = engine.head();
    if (head.next == known) {
        prefix.root = head.root;
    } else {
        FORLOEB_TRY(prefix.root, engine.recompute_root(known));
    }
    if (!as_of.known_at && as_of.clock == Clock::recorded && known.value > 0) {
        FORLOEB_TRY(const Page last, engine.read_log({known.value - 1}, {.events = 1}));
        if (!last.events.empty()) prefix.last_recorded = last.events.front().leaf().recorded_at;
    }
    return prefix;
}

MeasureRun::MeasureRun(const MeasureDefinition& definition, Cohort cohort, Parameters parameters, const Observed& observed)
    : definition_(definition),
      observed_(observed),
      cohort_(std::move(cohort)),
      parameters_(std::move(parameters)),
      measure_(start_measure(definition_, {observed_, cohort_, parameters_})),
      nested_(definition_, {observed_, cohort_, parameters_}) {}

Result<std::unique_ptr<MeasureRun>> MeasureRun::prepare(answers::MeasureQuery::Reader query, const Observed& observed) {
    FORLOEB_TRY(const MeasureDefinition* definition, definition_of(query));
    FORLOEB_TRY(Cohort cohort, Cohort::read(query.getCohort()));
    FORLOEB_TRY(Parameters parameters, parameters_of(*definition, query));
    return std::unique_ptr<MeasureRun>(new MeasureRun(*definition, std::move(cohort), std::move(parameters), observed));
}

void MeasureRun::write_words(answers::MeasureResult::Builder out) const {
    write_label(out.initTitle(), definition_.title);
    write_label(out.initDefinition(), definition_.definition);
    write_parameters(definition_, parameters_, out.initParameters(static_cast<unsigned>(definition_.parameters.size())));
}

void MeasureRun::write(const Engine& engine, const AsOf& as_of, const EveryCase& all, const LogPrefix& prefix, const Recording& recording,
                       answers::MeasureResult::Builder out) const {
    write_as_of(out.initAsOf(), engine, as_of, prefix.known);
    write_words(out);
    write_notes(definition_, as_of, all, out);
    auto receipt = out.initReceipt();
    write_receipt(as_of, prefix, receipt);
    MeasureOutput output = finish();
    mark_unrecorded(output, recording, cohort_, observed_);
    write_counts(output, definition_.imported, receipt);
    receipt.setUnreadable(static_cast<std::uint32_t>(all.unreadable.size()));
    receipt.setHidden(static_cast<std::uint32_t>(disclosed(output)));
    if (output.whole.hidden) {
        receipt.setN(-1);
        receipt.setCases(-1);
    }
    fill_strata(output, cohort_.by, out);
}

std::size_t MeasureRun::disclosed(MeasureOutput& output) const {
    if (definition_.imported) {
        count_cases(output);
        return 0;
    }
    std::size_t hidden = disclose(output).total();
    hidden += nested_.hide(output);
    if (definition_.stock && cohort_.by_period()) hidden += hide_close_dates(output);
    return hidden;
}

void MeasureRun::write_receipt(const AsOf& as_of, const LogPrefix& prefix, answers::Receipt::Builder out) const {
    out.setMeasure(definition_.id);
    out.setVersion(definition_.version);
    cohort_.write(out.initCohort());
    write_moment(out.initAsOfOccurred(), in_local_time(observed_.by));
    out.setKnown(prefix.known.value);
    out.setRoot(to_hex(prefix.root));
    out.setTzdata(time_zone_data_version());
    out.setClock(as_of.clock == Clock::source ? "source" : "recorded");
    out.setCommand(command(as_of, prefix));
}

/// With both clocks pinned, so that the figure can be had again when the log has grown.
std::string MeasureRun::command(const AsOf& as_of, const LogPrefix& prefix) const {
    std::string command = "forloeb measure run " + definition_.id + cohort_.as_options();
    for (const ParameterDefinition& parameter : definition_.parameters)
        if (const std::string& value = parameters_.text(parameter.name); !value.empty())
            command += " --param " + shell_word(parameter.name + "=" + value);
    command += " --as-of " + format_instant(observed_.by);
    if (as_of.clock == Clock::source) command += " --clock source";
    if (as_of.known_at)
        command += " --known-at " + format_instant(*as_of.known_at);
    else if (prefix.last_recorded)
        command += " --known-at " + format_instant(*prefix.last_recorded);
    return command;
}

}  // namespace forloeb
