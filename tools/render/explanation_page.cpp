#include "tools/render/explanation_page.hpp"

#include <set>

#include "tools/render/answer_text.hpp"
#include "tools/render/figure_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::MeasureExplanation;

void print_rules(TextPage& page, MeasureExplanation::Reader explanation) {
    page.section(page.say("Sådan laves tallene", "How the figures are made"));
    std::vector<std::vector<std::string>> rows;
    for (const auto rule : explanation.getRules())
        rows.push_back({std::string(pick(page.language(), rule.getLabel())), unit_text(page.language(), view(rule.getUnit())),
                        std::string(pick(page.language(), rule.getRule()))});
    page.table({{std::string(page.say("Tal", "Figure")), false, true}, {std::string(page.say("Enhed", "Unit"))}, {std::string(page.say("Regel", "Rule")), false, true}}, rows);
    std::set<std::string> tests;
    for (const auto rule : explanation.getRules()) tests.emplace(pick(page.language(), rule.getTest()));
    page.section(page.say("Hvornår de må vises", "When they may be shown"));
    for (const std::string& test : tests) page.item(test);
}

std::string change_text(const TextPage& page, answers::FigureChange::Reader change) {
    std::string text(pick(page.language(), change.getLabel()));
    if (change.getWith().size() == 0 && change.getWithout().size() == 0) return text;
    const auto value = [&](capnp::Text::Reader words) { return words.size() == 0 ? std::string("–") : code_text(page.language(), view(words)); };
    return text + ": " + value(change.getWith()) + std::string(page.say(", uden den ", ", without it ")) + value(change.getWithout());
}

void print_events(TextPage& page, MeasureExplanation::Reader explanation) {
    page.section(page.say("Hændelser, der tæller", "Events that count"));
    page.paragraph(page.say("En hændelse tæller, når et tal ville være et andet uden den. Siger to det samme, tæller ingen af dem alene.",
                            "An event counts if some figure would be another without it. Where two say the same, neither counts alone."));
    bool any = false;
    for (const auto event : explanation.getEvents()) {
        if (!event.getCounts()) continue;
        any = true;
        page.item(moment_text(page.language(), event.getReference().getOccurred()) + " · " + std::string(pick(page.language(), event.getLabel())), Tone::strong);
        for (const auto change : event.getChanges())
            if (change.getWith().size() == 0 || view(change.getWith()) != view(change.getWithout()))  // else only how many it is among
                page.paragraph(change_text(page, change), 6);
    }
    if (!any) page.paragraph(page.say("Ingen.", "None."));
    page.section(page.say("Hændelser, der ikke tæller", "Events that do not count"));
    for (const auto event : explanation.getEvents())
        if (!event.getCounts())
            page.item(moment_text(page.language(), event.getReference().getOccurred()) + " · " + std::string(pick(page.language(), event.getLabel())) + ": " +
                      std::string(pick(page.language(), event.getReason())));
}

void print_case(TextPage& page, MeasureExplanation::Reader explanation) {
    page.section(page.say("Forløbet", "The case"));
    const bool counts = explanation.getStanding() == answers::CaseStanding::COUNTS;
    page.paragraph(counts ? page.say("Forløbet tæller med.", "The case counts.") : page.say("Forløbet tæller ikke med.", "The case does not count."));
    for (const auto reason : explanation.getReasons()) page.item(pick(page.language(), reason));
    for (const auto each : explanation.getFigures()) {
        const auto figure = each.getFigure();
        page.field(pick(page.language(), figure.getLabel()),
                   each.getValuesWithheld() ? std::string(page.say("bidrager; tallet er om flere", "contributes; the figure is about others too"))
                                            : join_facts({figure_value_text(page.language(), figure), ratio_text(page.language(), figure)}),
                   48);
    }
    if (explanation.getTooMany())
        page.paragraph(page.say("Forløbet har for mange hændelser til at prøve dem én for én.", "The case has too many events to try them one by one."));
    else
        print_events(page, explanation);
}

}  // namespace

void print_measure_explanation(TextPage& page, MeasureExplanation::Reader explanation) {
    page.title(std::string(view(explanation.getMeasure())) + " v" + std::to_string(explanation.getVersion()) + " · " + std::string(pick(page.language(), explanation.getTitle())));
    page.paragraph(pick(page.language(), explanation.getDefinition()));
    for (const auto parameter : explanation.getParameters())
        page.field(view(parameter.getName()), join_facts({std::string(view(parameter.getValue())), std::string(view(parameter.getSource()))}));
    print_rules(page, explanation);
    if (explanation.getStanding() != answers::CaseStanding::NOT_ASKED) print_case(page, explanation);
    print_as_of(page, explanation.getAsOf());
}

}  // namespace forloeb
