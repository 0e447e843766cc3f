#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/list_pages.hpp"

namespace forloeb {
namespace {

struct CaseListOptions {
    std::string unit, state, source, after, citizen;
};

ExitCode list(Invocation& call, const CaseListOptions& options) {
    Query query(call.settings());
    auto request = (*query).initCaseList();
    request.setLimit(call.settings().limit);
    request.setUnit(options.unit.c_str());
    request.setState(options.state.c_str());
    request.setSource(options.source.c_str());
    if (!options.citizen.empty()) {
        const auto citizen = find_citizen(call, options.citizen);
        if (!citizen) return call.failed(citizen.error());
        write_id(request.initCitizen(), citizen->id);
    }
    if (!options.after.empty()) {
        const auto after = Uuid::parse(options.after);
        if (!after) return call.failed(after.error());
        write_id(request.initAfter(), *after);
    }
    const auto reply = query.ask(call, wire::Answer::CASE_LIST);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCaseList();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_list(page, answer);
    }
    return ExitCode::ok;
}

}  // namespace

void add_case_list(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseListOptions>();
    CLI::App& verb = menu.verb(noun, "list", "alle forløb, et på hver linje", "all cases, one a line",
                               {"forloeb case list", "forloeb case list --state open --unit Voksenhandicap --json"},
                               [options](Invocation& call) { return list(call, *options); });
    menu.value(verb, "--state", options->state, "open|closed|intake", "kun i denne tilstand", "only in this state");
    menu.value(verb, "--unit", options->unit, "UNIT", "kun hos denne enhed", "only of this unit");
    menu.value(verb, "--source", options->source, "ID", "kun importeret fra denne kilde",
               "only imported from this source");
    menu.value(verb, "--citizen", options->citizen, "CPR|NAME|-", "kun denne borgers, fundet i det nøglede indeks; - læser fra standardinput",
               "only this citizen's, found through the keyed index; - reads standard input");
    menu.value(verb, "--after", options->after, "ID", "fortsæt efter dette forløb", "go on after this case");
}

}  // namespace forloeb
