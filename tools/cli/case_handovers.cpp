#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/list_pages.hpp"

namespace forloeb {
namespace {

struct CaseHandoversOptions {
    std::string name;
    std::string by;
    std::string source;
    std::vector<std::string> missing;
};

template <typename Request>
void fill(Request request, const CaseHandoversOptions& options) {
    request.setBy(options.by.c_str());
    auto words = request.initMissingWords(static_cast<capnp::uint>(options.missing.size()));
    for (capnp::uint i = 0; i < words.size(); ++i) words.set(i, options.missing[i].c_str());
}

ExitCode of_one_case(Invocation& call, const CaseHandoversOptions& options) {
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    Query query(call.settings());
    auto request = (*query).initCaseHandovers();
    write_id(request.initCaseId(), stream->id);
    fill(request, options);
    const auto reply = query.ask(call, wire::Answer::CASE_HANDOVERS);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCaseHandovers();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_handovers(page, answer);
    }
    return ExitCode::ok;
}

ExitCode of_all_cases(Invocation& call, const CaseHandoversOptions& options) {
    constexpr std::size_t pairs_usual = 20;
    Query query(call.settings());
    auto request = (*query).initDerivedHandovers();
    fill(request, options);
    request.setSource(options.source.c_str());
    const auto reply = query.ask(call, wire::Answer::DERIVED_HANDOVERS);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getDerivedHandovers();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_derived_handovers(page, answer, call.settings().limit == 0 ? pairs_usual : call.settings().limit);
    }
    return ExitCode::ok;
}

}  // namespace

void add_case_handovers(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseHandoversOptions>();
    CLI::App& verb =
        menu.verb(noun, "handovers", "afledte overleveringer i importerede logge: et forløb, eller alle",
                  "derived handovers of imported logs: one case, or all",
                  {"forloeb case handovers --source receipt", "forloeb case handovers karen --by unit"},
                  [options](Invocation& call) {
                      return options->name.empty() ? of_all_cases(call, *options) : of_one_case(call, *options);
                  });
    menu.value(verb, "CASE", options->name, "CASE", "kun dette forløb", "only this case");
    menu.value(verb, "--by", options->by, "resource|unit", "skift af medarbejder (resource) eller enhed",
               "change of actor (resource) or unit");
    menu.value(verb, "--source", options->source, "ID", "kun importeret fra denne kilde",
               "only imported from this source");
    menu.values(verb, "--missing", options->missing, "WORD", "et ord, der betyder »ingen«; må gentages",
                "a word that means \"nobody\"; may be repeated");
}

}  // namespace forloeb
