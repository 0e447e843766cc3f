// `forloeb partner` and `forloeb lesson`: what stands across cases, as of now.
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/show_answer.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/view_page.hpp"

namespace forloeb {
namespace {

ExitCode partner_cases(Invocation& call, const std::string& partner) {
    Query query(call.settings());
    (*query).setPartnerCases(partner.c_str());
    const auto reply = query.ask(call, wire::Answer::PARTNER_CASES);
    if (!reply) return call.failed(reply.error());
    return show(call, reply->frame().getAnswer().getPartnerCases(), print_partner_cases);
}

ExitCode lessons(Invocation& call) {
    Query query(call.settings());
    (*query).setLessons();
    const auto reply = query.ask(call, wire::Answer::LESSONS);
    if (!reply) return call.failed(reply.error());
    return show(call, reply->frame().getAnswer().getLessons(), print_lessons);
}

}  // namespace

void add_partner(Menu& menu) {
    CLI::App& noun = menu.noun("partner", "samarbejdsparter på tværs af forløb", "partners across cases");
    auto partner = std::make_shared<std::string>();
    CLI::App& verb = menu.verb(noun, "cases", "de forløb, en enhed eller organisation deltager i nu", "the cases a unit or organisation takes part in now",
                               {"forloeb partner cases Jobcenter"}, [partner](Invocation& call) { return partner_cases(call, *partner); });
    menu.value(verb, "PARTNER", *partner, "UNIT|ORGANISATION", "enhedens eller organisationens navn", "the unit's or organisation's name", true);
}

void add_lesson(Menu& menu) {
    CLI::App& noun = menu.noun("lesson", "erfaringer fra forløb og projekter", "lessons from cases and projects");
    menu.verb(noun, "list", "alle erfaringer efter fase", "all lessons by phase", {"forloeb lesson list"}, [](Invocation& call) { return lessons(call); });
}

}  // namespace forloeb
