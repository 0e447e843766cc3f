#include "tools/cli/asking.hpp"
#include "tools/cli/json_text.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

std::string hex(capnp::Data::Reader data) { return to_hex({data.begin(), data.size()}); }

void print_status_json(Invocation& call, wire::Status::Reader status) {
    call.print_json(JsonLine('{')
                        .text("server", view(status.getServer()))
                        .text("controller", view(status.getController()))
                        .text("origin", view(status.getOrigin()))
                        .text("format", view(status.getFormat()))
                        .text("head", std::to_string(status.getHead()))
                        .text("recordedAt", status.getRecordedAt() == 0 ? "" : format_instant({status.getRecordedAt()}))
                        .text("root", hex(status.getRoot()))
                        .number("connections", status.getConnections())
                        .number("subscriptions", status.getSubscriptions())
                        .number("requestsInFlight", status.getRequestsInFlight())
                        .text("upSeconds", std::to_string(status.getUpSeconds()))
                        .str());
}

void print_status(Invocation& call, wire::Status::Reader status) {
    TextPage page = call.page();
    const std::string origin(view(status.getOrigin()));
    page.title(std::string(view(status.getServer())) + (call.settings().data.empty()
                                                            ? " (" + call.settings().server + ")"
                                                            : " (" + call.settings().data.string() + ")"));
    page.field(page.say("Dataansvarlig", "Data controller"), view(status.getController()));
    page.field(
        page.say("Log", "Log"),
        origin + std::string(origin.starts_with("demo/") ? page.say(" (syntetiske data)", " (synthetic data)") : ""));
    page.field(page.say("Hændelser", "Events"), std::to_string(status.getHead()));
    page.field(page.say("Senest skrevet", "Last written"),
               status.getRecordedAt() == 0 ? std::string(page.say("aldrig", "never"))
                                           : moment_text(page.language(), in_local_time({status.getRecordedAt()})));
    page.field(page.say("Rod", "Root"), hex(status.getRoot()));
    page.field(page.say("Forbindelser", "Connections"),
               std::to_string(status.getConnections()) + std::string(page.say(", abonnementer ", ", subscriptions ")) +
                   std::to_string(status.getSubscriptions()));
}

ExitCode status(Invocation& call) {
    FrameBuilder request;
    request.frame().setStatus();
    const auto reply = ask(call, request, wire::Frame::STATUS_REPLY);
    if (!reply) return call.failed(reply.error());
    if (call.json())
        print_status_json(call, reply->frame().getStatusReply());
    else
        print_status(call, reply->frame().getStatusReply());
    return ExitCode::ok;
}

}  // namespace

void add_status(Menu& menu) {
    menu.verb(menu.root(), "status", "hvad serveren og loggen siger om sig selv",
              "what the server and the log say of themselves",
              {"forloeb status", "forloeb status --server unix:sager/forloeb.sock --json"}, status);
}

}  // namespace forloeb
