#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/case_pages.hpp"

namespace forloeb {
namespace {

struct CaseHistoryOptions {
    std::string name;
    bool brief = false;
    bool originals = false;
    std::vector<std::string> types;
    std::string phase;
    std::string since;
    std::string audience;
};

ExitCode history(Invocation& call, const CaseHistoryOptions& options) {
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    Query query(call.settings());
    auto request = (*query).initCaseTimeline();
    write_id(request.initCaseId(), stream->id);
    request.setLimit(call.settings().limit);
    request.setOriginals(options.originals);
    auto types = request.initTypes(static_cast<capnp::uint>(options.types.size()));
    for (capnp::uint i = 0; i < types.size(); ++i) types.set(i, options.types[i].c_str());
    const auto audience = parse_audience(options.audience);
    if (!audience) return call.failed(audience.error());
    request.setAudience(*audience);
    request.setPhase(options.phase.c_str());
    if (!options.since.empty()) {
        const auto since = parse_as_of(options.since);
        if (!since) return call.failed(since.error());
        write_moment(request.initSince(), in_local_time(*since));
    }
    const auto reply = query.ask(call, wire::Answer::CASE_TIMELINE);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCaseTimeline();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_timeline(page, answer, options.brief ? TimelineView::brief : TimelineView::full);
    }
    return ExitCode::ok;
}

}  // namespace

void add_case_history(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseHistoryOptions>();
    CLI::App& verb = menu.verb(noun, "history", "tidslinjen: hvad skete hvornår, og hvornår blev det skrevet",
                               "the timeline: what happened when, and when it was written down",
                               {"forloeb case history karen", "forloeb case history karen --brief",
                                "forloeb case history karen --type contact.held --known-at 2025-10-19",
                                "forloeb case history karen --for citizen --phase opfoelgning"},
                               [options](Invocation& call) { return history(call, *options); });
    case_argument(menu, verb, options->name);
    menu.flag(verb, "--brief", options->brief, "en linje pr. hændelse", "one line an event");
    menu.flag(verb, "--originals", options->originals, "også det, der er rettet eller trukket tilbage",
              "also what was corrected or retracted");
    menu.value(verb, "--phase", options->phase, "PHASE", "kun det, der skete i denne fase", "only what occurred in this phase");
    menu.value(verb, "--since", options->since, "TIME", "nyt siden sidst: kun det, der er skrevet efter da",
               "what is new: only what was recorded after then");
    audience_option(menu, verb, options->audience);
    menu.values(verb, "--type", options->types, "TYPE", "kun denne type; må gentages",
                "only this type; may be repeated");
}

}  // namespace forloeb
