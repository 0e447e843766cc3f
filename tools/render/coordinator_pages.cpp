// The coordinator's everyday pages: caseload, day, news; and what stands across cases: one partner, the lessons.
#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"
#include "tools/render/view_page.hpp"
#include "tools/render/view_text.hpp"

namespace forloeb {
namespace {

std::string name_or_id(const TextPage& page, answers::PersonalText::Reader name, Id16::Reader id) {
    const std::string text = personal_text(page.language(), name);
    return text.empty() ? id_text(id) : text;
}

std::string attention_cell(const TextPage& page, answers::CaseloadCase::Reader row) {
    constexpr unsigned shown_max = 3;
    std::string text;
    const auto items = row.getAttention();
    for (unsigned i = 0; i < items.size() && i < shown_max; ++i) {
        const std::string reason = value_text(page.language(), capnp::toDynamic(items[i].getReason()));
        const bool dated = !read_moment(items[i].getDue()).is_unknown();
        text += (text.empty() ? "" : "\n") + reason + (dated ? " (" + days_text(page.language(), items[i].getDaysLeft()) + ")" : "");
    }
    if (items.size() > shown_max)
        text += "\n" + std::string(page.say("og ", "and ")) + std::to_string(items.size() - shown_max) + std::string(page.say(" til", " more"));
    return text;
}

}  // namespace

void print_caseload(TextPage& page, answers::Caseload::Reader caseload) {
    const Language language = page.language();
    page.title(join_facts({std::string(page.say("Mine forløb", "My cases")), std::string(view(caseload.getCoordinator())),
                           std::to_string(caseload.getCases().size())}));
    std::vector<std::vector<std::string>> rows;
    for (const auto row : caseload.getCases())
        rows.push_back({name_or_id(page, row.getName(), row.getCaseId()) + "\n" + code_text(language, view(row.getPhase())),
                        attention_cell(page, row), date_cell(language, row.getNextDue()),
                        date_cell(language, row.getNextMeeting()) + "\n" + date_cell(language, row.getLastContact())});
    page.table({{std::string(page.say("Borger / fase", "Citizen / phase")), false, true},
                {std::string(page.say("Se på", "Look at")), false, true},
                {std::string(page.say("Næste frist", "Next due")), false, false},
                {std::string(page.say("Møde / kontakt", "Meeting / contact")), false, false}},
               rows);
    if (caseload.getParked() > 0)
        page.paragraph(count_text(caseload.getParked(), page.say("sag er sat til side og mangler her", "case is parked and missing here"),
                                  page.say("sager er sat til side og mangler her", "cases are parked and missing here")),
                       0, Tone::warning);
    print_as_of(page, caseload.getAsOf());
}

void print_day(TextPage& page, answers::MyDay::Reader day) {
    page.title(join_facts({std::string(page.say("Min dag", "My day")), date_text(page.language(), day.getToday()), std::string(view(day.getCoordinator())),
                           count_text(day.getCases(), page.say("forløb", "case"), page.say("forløb", "cases"))}));
    if (!print_labelled(page, day)) page.paragraph(page.say("Intet presser sig på i dag.", "Nothing presses today."));
    print_as_of(page, day.getAsOf());
}

void print_news(TextPage& page, answers::News::Reader news) {
    page.title(join_facts({std::string(page.say("Nyt siden sidst", "What is new")), std::string(view(news.getCoordinator()))}));
    if (news.getCases().size() == 0) page.paragraph(page.say("Intet nyt.", "Nothing new."));
    for (const auto each : news.getCases()) {
        page.section(name_or_id(page, each.getName(), each.getCaseId()));
        for (const auto entry : each.getEntries()) print_timeline_entry(page, entry);
    }
    page.blank();
    page.paragraph(std::string(page.say("Næste gang: forloeb my news --since ", "Next time: forloeb my news --since ")) + std::to_string(news.getNext()));
    print_as_of(page, news.getAsOf());
}

void print_partner_cases(TextPage& page, answers::PartnerCases::Reader partner) {
    const Language language = page.language();
    page.title(join_facts({std::string(view(partner.getPartner())),
                           count_text(partner.getTotal(), page.say("forløb", "case"), page.say("forløb", "cases")),
                           std::string(page.say("kender koordinatoren i ", "knows the coordinator in ")) + std::to_string(partner.getKnowCoordinator())}));
    std::vector<std::vector<std::string>> rows;
    for (const auto each : partner.getCases())
        rows.push_back({id_text(each.getCaseId()), std::string(view(each.getParty())) + "\n" + code_text(language, view(each.getProfession())),
                        date_cell(language, each.getSince()) + "\n" + date_cell(language, each.getLastContact()),
                        std::string(each.getKnowsCoordinator() ? page.say("ja", "yes") : page.say("nej", "no"))});
    page.table({{std::string(page.say("Forløb", "Case")), false, false},
                {std::string(page.say("Part", "Party")), false, true},
                {std::string(page.say("Siden / kontakt", "Since / contact")), false, false},
                {std::string(page.say("Kender koordinator", "Knows coordinator")), false, false}},
               rows);
    print_as_of(page, partner.getAsOf());
}

void print_lessons(TextPage& page, answers::LessonIndex::Reader lessons) {
    page.title(join_facts({std::string(page.say("Erfaringer", "Lessons")), std::to_string(lessons.getTotal())}));
    for (const auto phase : lessons.getPhases()) {
        const std::string name = code_text(page.language(), view(phase.getPhase()));
        page.section(name.empty() ? std::string(page.say("Uden fase", "Without a phase")) : name);
        for (const auto lesson : phase.getLessons()) print_element(page, lesson);
    }
    print_as_of(page, lessons.getAsOf());
}

}  // namespace forloeb
