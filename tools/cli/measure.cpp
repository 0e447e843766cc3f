#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/explanation_page.hpp"
#include "tools/render/figure_pages.hpp"

namespace forloeb {
namespace {

struct MeasureOptions {
    std::string id, from, to, at, unit, kind, target_group, method, source, by;
    std::string case_name;  // of explain
    std::vector<std::string> parameters;
};

ExitCode list(Invocation& call) {
    Query query(call.settings());
    (*query).setMeasureList();
    const auto reply = query.ask(call, wire::Answer::MEASURE_LIST);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getMeasureList();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_measure_list(page, answer);
    }
    return ExitCode::ok;
}

Status fill(answers::MeasureQuery::Builder request, const MeasureOptions& options) {
    request.setMeasure(options.id.c_str());
    auto cohort = request.initCohort();
    if (!options.from.empty()) FORLOEB_CHECK(write_date(cohort.initFrom(), options.from, "--from"));
    if (!options.to.empty()) FORLOEB_CHECK(write_date(cohort.initTo(), options.to, "--to"));
    if (!options.at.empty()) FORLOEB_CHECK(write_date(cohort.initAt(), options.at, "--at"));
    cohort.setUnit(options.unit.c_str());
    cohort.setKind(options.kind.c_str());
    cohort.setTargetGroup(options.target_group.c_str());
    cohort.setMethodVersion(options.method.c_str());
    cohort.setSourceSystem(options.source.c_str());
    cohort.setBy(options.by.c_str());
    auto parameters = request.initParameters(static_cast<capnp::uint>(options.parameters.size()));
    for (capnp::uint i = 0; i < parameters.size(); ++i) {
        const std::string& text = options.parameters[i];
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorKind::invalid, "Write a parameter as name=value.", "--param");
        parameters[i].setName(text.substr(0, equals).c_str());
        parameters[i].setValue(text.substr(equals + 1).c_str());
    }
    return {};
}

ExitCode run(Invocation& call, const MeasureOptions& options) {
    Query query(call.settings());
    if (const Status filled = fill((*query).initMeasureRun(), options); !filled) {
        const ExitCode ignored = call.failed(filled.error());
        static_cast<void>(ignored);
        return ExitCode::usage;
    }
    const auto reply = query.ask(call, wire::Answer::MEASURE_RUN);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getMeasureRun();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_measure_result(page, answer);
    }
    return ExitCode::ok;
}

ExitCode explain(Invocation& call, const MeasureOptions& options) {
    Query query(call.settings());
    auto request = (*query).initMeasureExplain();
    if (const Status filled = fill(request.initMeasure(), options); !filled) {
        static_cast<void>(call.failed(filled.error()));
        return ExitCode::usage;
    }
    if (!options.case_name.empty()) {
        const auto stream = find_case(call, options.case_name);
        if (!stream) return call.failed(stream.error());
        write_id(request.initCaseId(), stream->id);
    }
    const auto reply = query.ask(call, wire::Answer::MEASURE_EXPLAIN);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getMeasureExplain();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_measure_explanation(page, answer);
    }
    return ExitCode::ok;
}

/// What run and explain are asked alike.
void add_cohort(Menu& menu, CLI::App& verb, MeasureOptions& options) {
    menu.value(verb, "ID", options.id, "ID", "måltallets id", "the measure's id", true);
    menu.value(verb, "--from", options.from, "DATE", "periodens første dag", "first day of the period");
    menu.value(verb, "--to", options.to, "DATE", "dagen efter periodens sidste", "the day after the period's last");
    menu.value(verb, "--at", options.at, "DATE", "datoen for bestande", "the date of stocks");
    menu.value(verb, "--unit", options.unit, "UNIT", "kun denne enhed", "only this unit");
    menu.value(verb, "--kind", options.kind, "KIND", "kun denne slags koordinator", "only this kind of coordinator");
    menu.value(verb, "--target-group", options.target_group, "CODE", "kun denne målgruppe", "only this target group");
    menu.value(verb, "--method-version", options.method, "CODE", "kun denne metodeversion",
               "only this method version");
    menu.value(verb, "--source", options.source, "ID", "kun importeret fra denne kilde",
               "only imported from this source");
    menu.values(verb, "--param", options.parameters, "NAME=VALUE", "en tærskel eller et valg; må gentages",
                "a threshold or a choice; may be repeated");
}

}  // namespace

void add_measure(Menu& menu) {
    CLI::App& noun = menu.noun("measure", "måltal, hver med kvittering", "measures, each with its receipt");
    menu.verb(noun, "list", "hvilke måltal der er", "which measures there are", {"forloeb measure list"}, list);

    auto options = std::make_shared<MeasureOptions>();
    CLI::App& verb =
        menu.verb(noun, "run", "beregn et måltal", "compute a measure",
                  {"forloeb measure run M1", "forloeb measure run M1 --from 2025-01-01 --to 2026-01-01 --by unit",
                   "forloeb measure run M3 --at 2025-11-30 --known-at 2025-11-30 --json"},
                  [options](Invocation& call) { return run(call, *options); });
    add_cohort(menu, verb, *options);
    menu.value(verb, "--by", options->by, "unit|kind|targetGroup|methodVersion|month|quarter", "del op efter",
               "split by");

    auto asked = std::make_shared<MeasureOptions>();
    CLI::App& why = menu.verb(noun, "explain", "hvad et måltal tæller, og hvilke af et forløbs hændelser der tæller med og hvorfor",
                              "what a measure counts, and which events of a case count and why",
                              {"forloeb measure explain M1", "forloeb measure explain M1 --case karen --as-of 2025-11-30"},
                              [asked](Invocation& call) { return explain(call, *asked); });
    add_cohort(menu, why, *asked);
    menu.value(why, "--case", asked->case_name, "ID", "forløbets id eller navn", "the case's id or name");
}

}  // namespace forloeb
