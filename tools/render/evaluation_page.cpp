#include "tools/render/evaluation_page.hpp"

#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

std::string field_text_of(const TextPage& page, answers::ReplayField::Reader field) {
    const std::string_view label = pick(page.language(), field.getLabel());
    const std::string_view value_label = pick(page.language(), field.getValueLabel());
    return std::string(label.empty() ? view(field.getName()) : label) + ": " + (value_label.empty() ? code_text(page.language(), view(field.getValue())) : std::string(value_label));
}

std::string_view side_text(const TextPage& page, std::string_view side) {
    if (side == "own_unit") return page.say("egen enhed", "own unit");
    if (side == "municipality") return page.say("kommunen", "the municipality");
    if (side == "outside") return page.say("udenfor", "outside");
    return page.say("uoplyst", "unknown");
}

}  // namespace

void print_evaluation_cases(TextPage& page, answers::EvaluationCases::Reader cases) {
    page.title(std::string(page.say("Projektets forløb: ", "Cases of the project: ")) + std::string(view(cases.getProject())));
    std::vector<std::vector<std::string>> rows;
    for (const auto each : cases.getCases()) rows.push_back({std::string(view(each.getPseudonym())), std::to_string(each.getEvents()), std::to_string(each.getMonths())});
    page.table({{std::string(page.say("Pseudonym", "Pseudonym"))}, {std::string(page.say("Hændelser, ca.", "Events, about")), true}, {std::string(page.say("Måneder", "Months")), true}}, rows);
    print_as_of(page, cases.getAsOf());
}

void print_evaluation_replay(TextPage& page, answers::EvaluationReplay::Reader replay) {
    page.title(std::string(view(replay.getProject())) + " · " + std::string(view(replay.getPseudonym())));
    page.paragraph(page.say("Pseudonymiseret: dage regnes fra forløbets første hændelse, og pseudonymer gælder kun i dette projekt.",
                            "Pseudonymised: days count from the case's first event, and pseudonyms hold in this project only."));
    std::size_t number = 0;
    for (const auto entry : replay.getEntries()) {
        const std::string day = entry.getDayUnknown() ? std::string(page.say("dag uoplyst", "day unknown")) : std::string(page.say("dag ", "day ")) + std::to_string(entry.getDay());
        page.blank();
        page.paragraph("#" + std::to_string(++number) + "  " + day + " · " + std::string(pick(page.language(), entry.getLabel())), 0, Tone::strong);
        std::vector<std::string> facts = {std::string(view(entry.getActor())), std::string(side_text(page, view(entry.getSide())))};
        if (entry.getRecordedAfter() > 0) facts.push_back(std::string(page.say("skrevet ned efter ", "written down after ")) + std::to_string(entry.getRecordedAfter()) + std::string(page.say(" dage", " days")));
        page.paragraph(join_facts(facts), 4, Tone::dim);
        for (const auto field : entry.getFields()) page.paragraph(field_text_of(page, field), 4);
    }
    page.blank();
    page.paragraph(std::to_string(replay.getLeftOut()) + std::string(page.say(" felter er udeladt: de er ikke til evaluatorer.", " fields are left out: they are not for evaluators.")));
    print_as_of(page, replay.getAsOf());
}

}  // namespace forloeb
