#include "tools/cli/case_views.hpp"

#include <array>

#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/view_page.hpp"

namespace forloeb {
namespace {

struct ViewVerb {
    const char* name;
    answers::CaseViewKind kind;
    const char* da;
    const char* en;
};

using Kind = answers::CaseViewKind;

constexpr std::array view_verbs = {
    ViewVerb{"promises", Kind::PROMISES, "løfter og frister, og hvad der er i fare", "promises and deadlines, and what is at risk"},
    ViewVerb{"goals", Kind::GOALS, "måltavlen: hvad alle arbejder for, og hvor langt det er", "the goal board: what everybody works for, and how far it is"},
    ViewVerb{"services", Kind::SERVICES, "planer, indsatser, ansøgninger og afgørelser efter lovgrundlag",
             "plans, services, applications and decisions by legal basis"},
    ViewVerb{"meetings", Kind::MEETINGS, "møderne: hvorfor, hvem, hvad blev aftalt", "the meetings: why, who, what was agreed"},
    ViewVerb{"information", Kind::INFORMATION, "hvem har hvilke oplysninger, og hvem har spurgt to gange",
             "who holds which information, and who asked twice"},
    ViewVerb{"dossier", Kind::DOSSIER, "overleveringsmappen til den, der tager over", "the handover dossier for who takes over"},
    ViewVerb{"complexity", Kind::COMPLEXITY, "kompleksitet, behov for koordinator og udredninger gennem tiden",
             "complexity, need for a coordinator and assessments over time"},
};

struct CaseViewsOptions {
    std::string name;
    std::string audience;
    std::uint64_t soon_days = 0;
};

}  // namespace

ExitCode show_case_view(Invocation& call, const std::string& name, answers::CaseViewKind kind, const std::string& audience, std::uint32_t soon_days) {
    const auto stream = find_case(call, name);
    if (!stream) return call.failed(stream.error());
    const auto for_whom = parse_audience(audience);
    if (!for_whom) return call.failed(for_whom.error());
    Query query(call.settings());
    auto request = (*query).initCaseView();
    write_id(request.initCaseId(), stream->id);
    request.setView(kind);
    request.setAudience(*for_whom);
    request.setSoonDays(soon_days);
    const auto reply = query.ask(call, wire::Answer::CASE_VIEW);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCaseView();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_view(page, answer);
    }
    return ExitCode::ok;
}

Result<Audience> parse_audience(const std::string& text) {
    if (text.empty()) return Audience::INTERNAL;
    for (const auto enumerant : capnp::Schema::from<Audience>().getEnumerants())
        if (enumerant.getProto().getName() == text.c_str()) return static_cast<Audience>(enumerant.getOrdinal());
    return fail(ErrorKind::invalid, "A case is seen by citizen, partner, evaluator or internal.", "--for");
}

void audience_option(Menu& menu, CLI::App& verb, std::string& target) {
    menu.value(verb, "--for", target, "citizen|partner", "som borgeren eller en samarbejdspart ser det: kun hændelser for dem, uden beskyttede navne",
               "as the citizen or a partner sees it: only events for them, without protected names");
}

void add_case_views(Menu& menu, CLI::App& noun) {
    for (const ViewVerb& view : view_verbs) {
        auto options = std::make_shared<CaseViewsOptions>();
        const std::string command = std::string("forloeb case ") + view.name + " karen";
        CLI::App& verb = menu.verb(noun, view.name, view.da, view.en, {command, command + " --as-of 2025-11-30 --known-at 2025-11-30"},
                                   [options, kind = view.kind](Invocation& call) {
                                       return show_case_view(call, options->name, kind, options->audience, static_cast<std::uint32_t>(options->soon_days));
                                   });
        case_argument(menu, verb, options->name);
        audience_option(menu, verb, options->audience);
        menu.number(verb, "--soon", options->soon_days, "så mange dage frem er »snart« (7)", "so many days ahead is \"soon\" (7)");
    }
}

}  // namespace forloeb
