#include "tools/render/figure_pages.hpp"

#include "tools/render/answer_text.hpp"
#include "tools/render/figure_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

/// Absent, not zero: an empty cell would read as "none". Fewer than five are not told (G12).
std::string count_cell(std::int32_t count) {
    if (count < 0) return "<5";
    return count == 0 ? "-" : std::to_string(count);
}

void print_stratum(TextPage& page, answers::Stratum::Reader stratum) {
    const bool whole = stratum.getBy().size() == 0;
    page.section(whole ? std::string(page.say("Hele gruppen", "The whole cohort"))
                       : code_text(page.language(), view(stratum.getBy())) + ": " +
                             std::string(view(stratum.getValue())));
    std::vector<std::vector<std::string>> rows;
    for (const auto figure : stratum.getFigures()) {
        const std::string_view label = pick(page.language(), figure.getLabel());
        const bool shown = figure.getState() != answers::FigureState::HIDDEN;  // a hidden figure's counts would give it away
        rows.push_back({std::string(label.empty() ? view(figure.getCode()) : label), figure_value_text(page.language(), figure),
                        unit_text(page.language(), view(figure.getUnit())), interval_text(page.language(), figure), ratio_text(page.language(), figure),
                        shown ? std::to_string(figure.getN()) : "-", shown ? count_cell(figure.getMissing()) : "-",
                        shown ? count_cell(figure.getCensored()) : "-"});
    }
    page.table({{std::string(page.say("Tal", "Figure")), false, true},
                {std::string(page.say("Værdi", "Value")), true, true},
                {std::string(page.say("Enhed", "Unit"))},
                {std::string(page.say("Interval", "Interval")), true},
                {std::string(page.say("Brøk", "Ratio")), true},
                {"n", true},
                {std::string(page.say("mangler", "missing")), true},
                {std::string(page.say("åbne", "censored")), true}},
               rows);
}

std::string period_text(const TextPage& page, answers::Cohort::Reader cohort) {
    const auto date = [&](Moment::Reader moment) {
        return read_moment(moment).is_unknown() ? std::string("...") : date_text(page.language(), moment);
    };
    if (read_moment(cohort.getFrom()).is_unknown() && read_moment(cohort.getTo()).is_unknown())
        return std::string(page.say("hele historikken", "the whole history"));
    return date(cohort.getFrom()) + " – " + date(cohort.getTo()) +
           std::string(page.say(" (slutdato ikke med)", " (end date not included)"));
}

void print_receipt(TextPage& page, answers::Receipt::Reader receipt) {
    page.section(page.say("Kvittering: sådan kan tallene gentages", "Receipt: how to repeat these figures"));
    page.field(page.say("Mål", "Measure"),
               std::string(view(receipt.getMeasure())) + " v" + std::to_string(receipt.getVersion()));
    page.field(page.say("Periode", "Period"), period_text(page, receipt.getCohort()));
    page.field(page.say("Personer / forløb", "Persons / cases"),
               std::to_string(receipt.getN()) + " / " + std::to_string(receipt.getCases()));
    std::vector<std::string> left_out;
    const auto count = [&](std::int64_t number, std::string_view da, std::string_view en) {
        if (number != 0) left_out.push_back((number < 0 ? "<5" : std::to_string(number)) + " " + std::string(page.say(da, en)));
    };
    count(receipt.getMissing(), "mangler", "missing");
    count(receipt.getImprecise(), "for upræcise", "too imprecise");
    count(receipt.getCensored(), "stadig åbne", "still open");
    count(receipt.getHidden(), "tal skjult", "figures hidden");
    count(receipt.getUnreadable(), "forløb kunne ikke læses", "cases could not be read");
    if (!left_out.empty()) page.field(page.say("Ikke med", "Left out"), join_facts(left_out));
    page.field(page.say("Log", "Log"),
               count_text(receipt.getKnown(), page.say("hændelse", "event"), page.say("hændelser", "events")) +
                   std::string(page.say(", rod ", ", root ")) + std::string(view(receipt.getRoot())));
    page.field(
        page.say("Ur, tidszonedata", "Clock, time zone data"),
        join_facts({code_text(page.language(), view(receipt.getClock())), std::string(view(receipt.getTzdata()))}));
    if (receipt.getCommand().size() > 0) page.field(page.say("Kommando", "Command"), view(receipt.getCommand()));
}

void print_recorded(TextPage& page, capnp::List<answers::RecordedSince>::Reader recorded) {
    if (recorded.size() == 0) return;
    page.section(page.say("Registreret siden", "Recorded since"));
    std::vector<std::vector<std::string>> rows;
    for (const auto since : recorded)
        rows.push_back({std::string(pick(page.language(), since.getLabel())), std::string(view(since.getType())), std::string(view(since.getUnit())),
                        date_text(page.language(), since.getSince())});
    page.table({{std::string(page.say("Hændelse", "Event")), false, true},
                {std::string(page.say("Type", "Type"))},
                {std::string(page.say("Enhed", "Unit"))},
                {std::string(page.say("Siden", "Since"))}},
               rows);
}

}  // namespace

void print_measure_list(TextPage& page, answers::MeasureList::Reader list) {
    std::vector<std::vector<std::string>> rows;
    for (const auto measure : list.getMeasures()) {
        std::vector<std::string> parameters;
        for (const auto parameter : measure.getParameters())
            parameters.push_back(std::string(view(parameter.getName())) + "=" +
                                 std::string(view(parameter.getValue())));
        rows.push_back({std::string(view(measure.getId())), std::string(pick(page.language(), measure.getTitle())),
                        std::string(measure.getImported() ? page.say("importeret log", "imported log")
                                                          : page.say("forløb", "cases")),
                        join_facts(parameters)});
    }
    page.table({{"id"},
                {std::string(page.say("Mål", "Measure")), false, true},
                {std::string(page.say("Over", "Over"))},
                {std::string(page.say("Parametre", "Parameters")), false, true}},
               rows);
    print_recorded(page, list.getRecorded());
}

void print_measure_result(TextPage& page, answers::MeasureResult::Reader result) {
    page.title(pick(page.language(), result.getTitle()));
    const std::string_view definition = pick(page.language(), result.getDefinition());
    if (!definition.empty()) page.paragraph(definition);
    for (const auto stratum : result.getStrata()) print_stratum(page, stratum);
    if (result.getParameters().size() > 0) {
        page.section(page.say("Parametre", "Parameters"));
        for (const auto parameter : result.getParameters())
            page.field(view(parameter.getName()),
                       join_facts({std::string(view(parameter.getValue())), std::string(view(parameter.getSource()))}));
    }
    if (result.getNotes().size() > 0) {
        page.section(page.say("Bemærk", "Notes"));
        for (const auto note : result.getNotes()) page.item(pick(page.language(), note));
    }
    print_receipt(page, result.getReceipt());
    print_as_of(page, result.getAsOf());
}

}  // namespace forloeb
