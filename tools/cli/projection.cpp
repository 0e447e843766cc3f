#include <future>

#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/progress.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/list_pages.hpp"

namespace forloeb {
namespace {

constexpr auto asking_interval = std::chrono::milliseconds(250);

bool needs_a_person(answers::ProjectionStatus::Reader status) {
    return status.getParked().size() > 0 || status.getFailure().size() > 0;
}

ExitCode print(Invocation& call, answers::ProjectionStatusList::Reader answer) {
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_projections(page, answer);
    }
    for (const auto projection : answer.getProjections())
        if (needs_a_person(projection)) return ExitCode::finding;
    return ExitCode::ok;
}

ExitCode status(Invocation& call, bool digest) {
    FrameBuilder request;
    request.frame().initProjectionStatus().setDigest(digest);
    const auto reply = ask(call, request, wire::Frame::PROJECTION_STATUS_REPLY);
    if (!reply) return call.failed(reply.error());
    return print(call, reply->frame().getProjectionStatusReply());
}

/// Asks now and then how far the rebuild has come, and asks once to end it when the person at the terminal does.
void watch_rebuild(Invocation& call, Client& client, const std::future<Result<Reply>>& rebuilt) {
    Progress progress(call.surroundings(), call.settings().language, call.settings().quiet, call.say("hændelser", "events"));
    bool cancelled = false;
    while (rebuilt.wait_for(asking_interval) != std::future_status::ready) {
        if (call.stopped() && !cancelled) {
            cancelled = true;
            FrameBuilder request;
            request.frame().initProjectionRebuild().setCancel(true);
            client.send(request, [](const Result<Reply>&) {});
        }
        FrameBuilder request;
        request.frame().initProjectionStatus();
        const auto reply = client.call(request);
        if (!reply || !reply->frame().isProjectionStatusReply()) continue;  // the rebuild's own answer says what is wrong
        for (const auto projection : reply->frame().getProjectionStatusReply().getProjections())
            if (projection.getRebuilding()) progress.at(projection.getRebuiltTo(), projection.getRebuildOf());
    }
}

ExitCode rebuild(Invocation& call, const std::string& name) {
    const auto client = call.client();
    if (!client) return call.failed(client.error());
    FrameBuilder request;
    request.frame().initProjectionRebuild().setName(name.c_str());
    if (name.empty()) call.tell("Genopbygger alle projektioner ved siden af de levende.", "Rebuilding all projections beside the live ones.");
    else call.tell("Genopbygger " + name + " ved siden af den levende.", "Rebuilding " + name + " beside the live one.");
    const auto promise = std::make_shared<std::promise<Result<Reply>>>();
    auto rebuilt = promise->get_future();
    (*client)->send(request, [promise](Result<Reply> came) { promise->set_value(std::move(came)); });
    watch_rebuild(call, **client, rebuilt);
    const auto reply = rebuilt.get();
    if (!reply) {
        const ExitCode code = call.failed(reply.error());
        return call.stopped() ? ExitCode::interrupted : code;
    }
    return print(call, reply->frame().getProjectionRebuildReply());
}

}  // namespace

void add_projection(Menu& menu) {
    CLI::App& noun =
        menu.noun("projection", "de afledte tabeller bag svarene", "the derived tables behind the answers");
    auto digest = std::make_shared<bool>(false);
    CLI::App& status_verb = menu.verb(noun, "status", "er de ajour? exitkode 1, hvis en sag er sat til side",
                                      "are they up to date? exit code 1 if a case is parked",
                                      {"forloeb projection status", "forloeb projection status --digest --json"},
                                      [digest](Invocation& call) { return status(call, *digest); });
    menu.flag(status_verb, "--digest", *digest, "også et aftryk over alle rækker", "also a digest over all rows");

    auto name = std::make_shared<std::string>();
    CLI::App& rebuild_verb = menu.verb(
        noun, "rebuild", "byg en projektion, eller alle, op igen fra loggen", "build a projection, or all, anew from the log",
        {"forloeb projection rebuild", "forloeb projection rebuild case_overview"}, [name](Invocation& call) { return rebuild(call, *name); });
    menu.value(rebuild_verb, "NAME", *name, "NAME", "projektionens navn", "the projection's name", false);
}

}  // namespace forloeb
