// `forloeb audit first-overview`: how soon coordinators look at the case (M27), for those who may read the read log.
#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/render/answer_text.hpp"
#include "tools/render/figure_text.hpp"

namespace forloeb {
namespace {

ExitCode first_overview(Invocation& call) {
    FrameBuilder request;
    request.frame().initAudit().setFirstOverview();
    const auto reply = ask(call, request, wire::Frame::AUDIT_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto figures = reply->frame().getAuditReply().getFigures();
    if (call.json()) {
        JsonLine list('[');
        for (const auto figure : figures) list.item(answer_json(figure));
        call.print_json(JsonLine('{').raw("figures", list.str()).str());
        return ExitCode::ok;
    }
    TextPage page = call.page();
    const Language language = call.settings().language;
    page.title(page.say("Koordinatorens første overblik", "The coordinator's first overview"));
    std::vector<std::vector<std::string>> rows;
    const auto number = [&](std::int32_t count) { return count < 0 ? std::string(page.say("skjult", "hidden")) : std::to_string(count); };
    for (const auto figure : figures)
        rows.push_back({std::string(pick(language, figure.getLabel())), figure_value_text(language, figure), number(figure.getN()), number(figure.getMissing()), number(figure.getCensored())});
    page.table({{std::string(page.say("Tal", "Figure"))}, {std::string(page.say("Dage", "Days")), true}, {"n", true}, {std::string(page.say("Før loggen", "Before the log")), true},
                {std::string(page.say("Ikke set endnu", "Not seen yet")), true}},
               rows);
    page.paragraph(page.say("Efter læseloggen, om åbne sager i mindst 30 dage. Tallet er om medarbejdere og er ikke til evaluatorer.",
                            "By the read log, of cases open for at least 30 days. The figure is about staff and not for evaluators."));
    return ExitCode::ok;
}

}  // namespace

void add_audit_first_overview(Menu& menu, CLI::App& noun) {
    menu.verb(noun, "first-overview", "hvor snart koordinatorer ser på den sag, de skal koordinere (M27)", "how soon coordinators look at the case they are to coordinate (M27)",
              {"forloeb audit first-overview"}, [](Invocation& call) { return first_overview(call); });
}

}  // namespace forloeb
