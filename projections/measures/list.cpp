// Which measures there are, and since when what they are made of is recorded here (queries.hpp, G8).
#include "projections/measure_facts/stored_cases.hpp"
#include "projections/measures/measure_run.hpp"
#include "projections/queries.hpp"

namespace forloeb {
namespace {

void write_measure(answers::MeasureInfo::Builder out, const MeasureDefinition& measure) {
    out.setId(measure.id);
    out.setVersion(measure.version);
    write_label(out.initTitle(), measure.title);
    write_label(out.initDefinition(), measure.definition);
    out.setImported(measure.imported);
    auto parameters = out.initParameters(static_cast<unsigned>(measure.parameters.size()));
    for (unsigned p = 0; p < parameters.size(); ++p) {
        parameters[p].setName(measure.parameters[p].name);
        parameters[p].setValue(measure.parameters[p].value);
        parameters[p].setSource(measure.parameters[p].source);
    }
}

void write_since(answers::RecordedSince::Builder out, const Recording::Since& since) {
    out.setType(std::string(since.type->name));
    write_label(out.initLabel(), {std::string(since.type->label("da")), std::string(since.type->label("en"))});
    out.setUnit(since.unit);
    if (const auto when = parse_when(format_date(since.first))) write_moment(out.initSince(), *when);
}

}  // namespace

Status query_measures(const Engine& engine, Runner* runner, const AsOf& as_of, answers::MeasureList::Builder out) {
    const auto all = all_measures();
    auto measures = out.initMeasures(static_cast<unsigned>(all.size()));
    for (unsigned i = 0; i < measures.size(); ++i) write_measure(measures[i], all[i]);
    Recording recording;
    const auto visit = [&](const facts::CaseFacts&, std::span<const Recording::Since> firsts) { recording.add(firsts); };
    FORLOEB_TRY(const EveryCase cases, visit_measured_cases(engine, runner, as_of, {FactsPart::words, FactsPart::types, FactsPart::firsts}, visit));
    static_cast<void>(cases);
    const auto since = recording.all();
    auto recorded = out.initRecorded(static_cast<unsigned>(since.size()));
    for (unsigned i = 0; i < recorded.size(); ++i) write_since(recorded[i], since[i]);
    return {};
}

}  // namespace forloeb
