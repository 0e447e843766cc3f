// `forloeb evaluation`: single cases as an evaluator may see them. The report is tools/cli/report.cpp.
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/show_answer.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/evaluation_page.hpp"

namespace forloeb {
namespace {

struct Asked {
    std::string project;
    std::string pseudonym;
};

ExitCode cases(Invocation& call, const Asked& asked) {
    Query query(call.settings());
    (*query).initEvaluationCases().setProject(asked.project.c_str());
    const auto reply = query.ask(call, wire::Answer::EVALUATION_CASES);
    if (!reply) return call.failed(reply.error());
    return show(call, reply->frame().getAnswer().getEvaluationCases(), print_evaluation_cases);
}

ExitCode replay(Invocation& call, const Asked& asked) {
    Query query(call.settings());
    auto request = (*query).initEvaluationReplay();
    request.setProject(asked.project.c_str());
    request.setPseudonym(asked.pseudonym.c_str());
    const auto reply = query.ask(call, wire::Answer::EVALUATION_REPLAY);
    if (!reply) return call.failed(reply.error());
    return show(call, reply->frame().getAnswer().getEvaluationReplay(), print_evaluation_replay);
}

}  // namespace

void add_evaluation(Menu& menu) {
    CLI::App& noun = menu.noun("evaluation", "enkelte forløb for evaluatorer, pseudonymiseret", "single cases for evaluators, pseudonymised");
    auto listed = std::make_shared<Asked>();
    CLI::App& list = menu.verb(noun, "cases", "projektets forløb ved deres pseudonymer; kræver mindst fem borgere", "the project's cases by their pseudonyms; needs at least five citizens",
                               {"forloeb evaluation cases syntetisk-evaluering"}, [listed](Invocation& call) { return cases(call, *listed); });
    menu.value(list, "PROJECT", listed->project, "PROJECT", "projektets kode; kan udelades, når der kun er ét", "the project's code; may be left out where there is one only");

    auto replayed = std::make_shared<Asked>();
    CLI::App& verb = menu.verb(noun, "replay", "ét forløb, hændelse for hændelse: relative dage, koder og niveauer, ingen tekst", "one case, event by event: relative days, codes and levels, no text",
                               {"forloeb evaluation replay syntetisk-evaluering p-0123456789abcdef"}, [replayed](Invocation& call) { return replay(call, *replayed); });
    menu.value(verb, "PROJECT", replayed->project, "PROJECT", "projektets kode", "the project's code", true);
    menu.value(verb, "PSEUDONYM", replayed->pseudonym, "PSEUDONYM", "forløbets pseudonym i projektet", "the case's pseudonym in the project", true);
}

}  // namespace forloeb
