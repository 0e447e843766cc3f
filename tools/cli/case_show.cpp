#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/cli/case_views.hpp"
#include "tools/render/case_pages.hpp"

namespace forloeb {
namespace {

struct CaseShowOptions {
    std::string name;
    std::string audience;
};

ExitCode show(Invocation& call, const CaseShowOptions& options) {
    if (!options.audience.empty()) return show_case_view(call, options.name, answers::CaseViewKind::OVERVIEW, options.audience, 0);
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    Query query(call.settings());
    write_id((*query).initCaseOverview(), stream->id);
    const auto reply = query.ask(call, wire::Answer::CASE_OVERVIEW);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCaseOverview();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_overview(page, answer);
    }
    return ExitCode::ok;
}

}  // namespace

void add_case_show(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseShowOptions>();
    CLI::App& verb =
        menu.verb(noun, "show", "overblik over et forløb: mennesket først", "overview of a case: the person first",
                  {"forloeb case show karen", "forloeb case show karen --known-at 2025-10-19 --as-of 2025-10-19"},
                  [options](Invocation& call) { return show(call, *options); });
    case_argument(menu, verb, options->name);
    audience_option(menu, verb, options->audience);
}

}  // namespace forloeb
