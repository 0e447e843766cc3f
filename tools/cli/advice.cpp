#include <array>
#include <fstream>
#include <sstream>

#include "server/protocol/ids.hpp"
#include "tools/cli/advice_verbs.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/advice_page.hpp"

namespace forloeb {
namespace {

struct AskOptions {
    std::string name;
    std::string topic;
    std::string from;
    std::string to;
};

ExitCode list(Invocation& call) {
    Query query(call.settings());
    (*query).setAdviceRules();
    const auto reply = query.ask(call, wire::Answer::ADVICE_RULES);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getAdviceRules();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_advice_rules(page, answer);
    }
    return ExitCode::ok;
}

ExitCode run(Invocation& call, const AdviceOptions& options) {
    const auto reply = ask_for_advice(call, options);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getAdvice();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_advice(page, answer);
    }
    return ExitCode::ok;
}

Result<Reply> ask_who_holds(Invocation& call, const AskOptions& options) {
    FORLOEB_TRY(const StreamId stream, find_case(call, options.name));
    Query query(call.settings());
    auto request = (*query).initInformationHeld();
    write_id(request.initCaseId(), stream.id);
    request.setTopic(options.topic.c_str());
    if (!options.from.empty()) FORLOEB_CHECK(write_date(request.initFrom(), options.from, "--from"));
    if (!options.to.empty()) FORLOEB_CHECK(write_date(request.initTo(), options.to, "--to"));
    return query.ask(call, wire::Answer::INFORMATION_HELD);
}

ExitCode who_holds(Invocation& call, const AskOptions& options) {
    const auto reply = ask_who_holds(call, options);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getInformationHeld();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_information_held(page, answer);
    }
    return ExitCode::ok;
}

/// One weight a line, "indicator number"; what stands after # is a remark.
Result<std::string> read_weights(const std::string& file) {
    std::ifstream in(file);
    if (!in) return fail(ErrorKind::not_found, "Cannot read the file " + file + ".", "--weights");
    std::string weights;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string indicator;
        std::string weight;
        if (!(words >> indicator)) continue;
        if (!(words >> weight)) return fail(ErrorKind::invalid, "Write one weight a line: indicator number.", "--weights");
        weights += (weights.empty() ? "" : ",") + indicator + ":" + weight;
    }
    return weights;
}

Status add_thresholds(answers::AdviceQuery::Builder request, const AdviceOptions& options) {
    std::vector<std::array<std::string, 3>> given;
    for (const std::string& text : options.parameters) {
        const std::size_t colon = text.find(':');
        const std::size_t equals = text.find('=');
        if (colon == std::string::npos || equals == std::string::npos || equals < colon)
            return fail(ErrorKind::invalid, "Write a threshold as RULE:name=value.", "--param");
        given.push_back({text.substr(0, colon), text.substr(colon + 1, equals - colon - 1), text.substr(equals + 1)});
    }
    if (!options.weights.empty()) {
        FORLOEB_TRY(std::string weights, read_weights(options.weights));
        given.push_back({"R1", "weights", std::move(weights)});
    }
    auto thresholds = request.initThresholds(static_cast<capnp::uint>(given.size()));
    for (capnp::uint i = 0; i < thresholds.size(); ++i) {
        thresholds[i].setRule(given[i][0].c_str());
        thresholds[i].setName(given[i][1].c_str());
        thresholds[i].setValue(given[i][2].c_str());
    }
    return {};
}

}  // namespace

Result<Reply> ask_for_advice(Invocation& call, const AdviceOptions& options) {
    FORLOEB_TRY(const StreamId stream, find_case(call, options.name));
    Query query(call.settings());
    auto request = (*query).initAdvice();
    write_id(request.initCaseId(), stream.id);
    auto rules = request.initRules(static_cast<capnp::uint>(options.rules.size()));
    for (capnp::uint i = 0; i < rules.size(); ++i) rules.set(i, options.rules[i].c_str());
    FORLOEB_CHECK(add_thresholds(request, options));
    return query.ask(call, wire::Answer::ADVICE);
}

void advice_options(Menu& menu, CLI::App& verb, AdviceOptions& options) {
    case_argument(menu, verb, options.name);
    menu.values(verb, "--rule", options.rules, "ID", "kun denne regel; må gentages (alle)", "only this rule; may be repeated (all)");
    menu.values(verb, "--param", options.parameters, "RULE:NAME=VALUE", "en anden tærskel; må gentages", "another threshold; may be repeated");
    menu.value(verb, "--weights", options.weights, "FILE", "R1: vægte, en linje pr. indikator: kode tal", "R1: weights, one line an indicator: code number");
}

void add_advice(Menu& menu) {
    CLI::App& noun = menu.noun("advice", "råd om et forløb, aldrig automatik", "advice on a case, never automatic");
    menu.verb(noun, "list", "hvilke regler der er", "which rules there are", {"forloeb advice list"}, list);

    auto options = std::make_shared<AdviceOptions>();
    CLI::App& verb = menu.verb(noun, "run", "hvad reglerne siger om et forløb, og hvad det hviler på", "what the rules say of a case, and what it rests on",
                               {"forloeb advice run karen", "forloeb advice run karen --rule R1 --as-of 2025-09-12",
                                "forloeb advice run karen --rule R12 --param R12:days_max=14"},
                               [options](Invocation& call) { return run(call, *options); });
    advice_options(menu, verb, *options);

    auto question = std::make_shared<AskOptions>();
    CLI::App& ask = menu.verb(noun, "ask", "hvem i kommunen har allerede oplysningen? Spørg, før du indhenter den",
                              "who in the municipality already holds it? Ask before you request it",
                              {"forloeb advice ask karen --topic funktionsevne", "forloeb advice ask karen --topic funktionsevne --from 2025-01-01 --to 2025-10-01"},
                              [question](Invocation& call) { return who_holds(call, *question); });
    case_argument(menu, ask, question->name);
    menu.value(ask, "--topic", question->topic, "CODE", "emnet", "the topic", true);
    menu.value(ask, "--from", question->from, "DATE", "periodens første dag", "first day of the period");
    menu.value(ask, "--to", question->to, "DATE", "dagen efter periodens sidste", "the day after the period's last");
    add_advice_record(menu, noun);
}

}  // namespace forloeb
