// Runs one measure over every case and writes the result with its receipt (queries.hpp, G14).
#include <algorithm>

#include "projections/measures/disclosed_result.hpp"
#include "projections/measures/recording.hpp"
#include "projections/measures/period_strata.hpp"
#include "projections/measures/time_zone_data.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/every_case.hpp"
#include "projections/reading/every_project.hpp"

namespace forloeb {
namespace {

constexpr std::size_t unreadable_named_max = 20;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

void write_label(Label::Builder out, const Words& words) {
    out.setDa(words.da);
    out.setEn(words.en);
}

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

void write_parameters(const MeasureDefinition& definition, const Parameters& parameters, answers::MeasureResult::Builder out) {
    auto list = out.initParameters(static_cast<unsigned>(definition.parameters.size()));
    for (unsigned i = 0; i < list.size(); ++i) {
        list[i].setName(definition.parameters[i].name);
        list[i].setValue(parameters.text(definition.parameters[i].name));
        list[i].setSource(definition.parameters[i].source);
    }
}

/// What was asked, as of when, over how much of the log: everything needed to ask the same again.
class ReceiptWriter {
  public:
    ReceiptWriter(const Engine& engine, const AsOf& as_of, const Observed& observed, Position known)
        : engine_(engine), as_of_(as_of), observed_(observed), known_(known) {}

    Status write(const MeasureDefinition& definition, const Cohort& cohort, const Parameters& parameters, answers::Receipt::Builder out) {
        out.setMeasure(definition.id);
        out.setVersion(definition.version);
        cohort.write(out.initCohort());
        write_moment(out.initAsOfOccurred(), in_local_time(observed_.by));
        out.setKnown(known_.value);
        FORLOEB_TRY(const Hash root, root_of_known());
        out.setRoot(to_hex(root));
        out.setTzdata(time_zone_data_version());
        out.setClock(as_of_.clock == Clock::source ? "source" : "recorded");
        FORLOEB_TRY(const std::string command, command_of(definition, cohort, parameters));
        out.setCommand(command);
        return {};
    }

  private:
    Result<Hash> root_of_known() const {
        const LogHead head = engine_.head();
        if (head.next == known_) return head.root;
        return engine_.recompute_root(known_);
    }

    /// With both clocks pinned, so that the figure can be had again when the log has grown.
    Result<std::string> command_of(const MeasureDefinition& definition, const Cohort& cohort, const Parameters& parameters) const {
        std::string command = "forloeb measure run " + definition.id + cohort.as_options();
        for (const ParameterDefinition& parameter : definition.parameters)
            if (const std::string& value = parameters.text(parameter.name); !value.empty())
                command += " --param " + shell_word(parameter.name + "=" + value);
        command += " --as-of " + format_instant(observed_.by);
        if (as_of_.clock == Clock::source) command += " --clock source";
        if (as_of_.known_at)
            command += " --known-at " + format_instant(*as_of_.known_at);
        else if (as_of_.clock == Clock::recorded && known_.value > 0) {
            FORLOEB_TRY(const Page last, engine_.read_log({known_.value - 1}, {.events = 1}));
            if (!last.events.empty()) command += " --known-at " + format_instant(last.events.front().leaf().recorded_at);
        }
        return command;
    }

    const Engine& engine_;
    const AsOf& as_of_;
    const Observed& observed_;
    const Position known_;
};

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

Status run_measure(const Engine& engine, const AsOf& as_of, answers::MeasureQuery::Reader query, answers::MeasureResult::Builder out) {
    FORLOEB_TRY(const MeasureDefinition* definition, definition_of(query));
    FORLOEB_TRY(const Cohort cohort, Cohort::read(query.getCohort()));
    FORLOEB_TRY(const Parameters parameters, parameters_of(*definition, query));
    const Observed observed = Observed::until(as_of.occurred_by.value_or(engine.now()));
    AsOf bounded = as_of;
    bounded.occurred_by = observed.by;

    const auto measure = start_measure(*definition, {observed, cohort, parameters});
    Recording recording;
    FORLOEB_TRY(const EveryCase all, visit_every_case(engine, bounded, [&](const facts::CaseFacts& facts) {
        measure->add(facts);
        recording.add(facts);
    }));

    if (definition->projects)
        FORLOEB_CHECK(visit_every_project(engine, bounded, all.known, [&](const facts::ProjectFacts& facts) { measure->add_project(facts); }));

    write_as_of(out.initAsOf(), engine, bounded, all.known);
    write_label(out.initTitle(), definition->title);
    write_label(out.initDefinition(), definition->definition);
    write_parameters(*definition, parameters, out);
    write_notes(*definition, as_of, all, out);
    auto receipt = out.initReceipt();
    FORLOEB_CHECK(ReceiptWriter(engine, as_of, observed, all.known).write(*definition, cohort, parameters, receipt));
    MeasureOutput output = measure->finish();
    mark_unrecorded(output, recording, cohort, observed);
    write_counts(output, definition->imported, receipt);
    receipt.setUnreadable(static_cast<std::uint32_t>(all.unreadable.size()));
    receipt.setHidden(static_cast<std::uint32_t>(fill_strata(std::move(output), *definition, cohort.by, out).total()));
    return {};
}

}  // namespace forloeb
