#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/case_pages.hpp"

namespace forloeb {
namespace {

struct CasePartnersOptions {
    std::string name;
    std::string date;
};

ExitCode partners(Invocation& call, const CasePartnersOptions& options) {
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    Query query(call.settings());
    auto request = (*query).initPartnerMap();
    write_id(request.initCaseId(), stream->id);
    if (!options.date.empty()) {
        const auto date = parse_when(options.date);
        if (!date) return call.failed(date.error());
        write_moment(request.initDate(), *date);
    }
    const auto reply = query.ask(call, wire::Answer::PARTNER_MAP);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getPartnerMap();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_partner_map(page, answer);
    }
    return ExitCode::ok;
}

}  // namespace

void add_case_partners(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CasePartnersOptions>();
    CLI::App& verb = menu.verb(noun, "partners", "netværket omkring borgeren, på en dato",
                               "the network around the citizen, on a date",
                               {"forloeb case partners karen", "forloeb case partners karen --date 2025-10-19"},
                               [options](Invocation& call) { return partners(call, *options); });
    case_argument(menu, verb, options->name);
    menu.value(verb, "--date", options->date, "DATE", "som netværket var den dag", "as the network was on that day");
}

}  // namespace forloeb
