#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/list_pages.hpp"

namespace forloeb {
namespace {

bool needs_a_person(answers::ProjectionStatus::Reader status) {
    return status.getParked().size() > 0 || status.getFailure().size() > 0;
}

ExitCode status(Invocation& call, bool digest) {
    FrameBuilder request;
    request.frame().initProjectionStatus().setDigest(digest);
    const auto reply = ask(call, request, wire::Frame::PROJECTION_STATUS_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getProjectionStatusReply();
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

ExitCode rebuild(Invocation& call, const std::string& name) {
    FrameBuilder request;
    request.frame().initProjectionRebuild().setName(name.c_str());
    call.tell("Genopbygger " + name + " ved siden af den levende.", "Rebuilding " + name + " beside the live one.");
    const auto reply = ask(call, request, wire::Frame::PROJECTION_REBUILD_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getProjectionRebuildReply();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        capnp::MallocMessageBuilder message;
        auto list = message.initRoot<answers::ProjectionStatusList>();
        list.setHead(answer.getHead());
        list.initProjections(1).setWithCaveats(0, answer);
        TextPage page = call.page();
        print_projections(page, list.asReader());
    }
    return needs_a_person(answer) ? ExitCode::finding : ExitCode::ok;
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
        noun, "rebuild", "byg en projektion op igen fra loggen", "build a projection anew from the log",
        {"forloeb projection rebuild case_overview"}, [name](Invocation& call) { return rebuild(call, *name); });
    menu.value(rebuild_verb, "NAME", *name, "NAME", "projektionens navn", "the projection's name", true);
}

}  // namespace forloeb
