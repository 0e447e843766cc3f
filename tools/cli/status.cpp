#include "server/http/json_text.hpp"
#include "tools/cli/access_asking.hpp"
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
                        .text("freeBytes", std::to_string(status.getFreeBytes()))
                        .text("spaceFloor", std::to_string(status.getSpaceFloor()))
                        .text("clockJumps", std::to_string(status.getClockJumps()))
                        .text("restored", view(status.getRestored()))
                        .raw("start", HouseJson().encode(status.getStart(), false))
                        .text("compactionHeld", view(status.getCompactionHeld()))
                        .text("policy", view(status.getPolicy()))
                        .raw("scrub", HouseJson().encode(status.getScrub(), false))
                        .str());
}

std::string start_text(const TextPage& page, wire::Start::Reader start) {
    std::string text(start.getStoppedCleanly() ? page.say("efter en ren standsning", "after a clean stop")
                                               : page.say("ny, eller ikke standset rent", "new, or not stopped cleanly"));
    const auto counted = [&text](std::uint64_t count, std::string_view what) { text += ", " + std::to_string(count) + std::string(what); };
    counted(start.getEventsRead(), page.say(" hændelser læst", " events read"));
    counted(start.getAnchors(), page.say(" ankre", " anchors"));
    if (start.getTornTail() || start.getDroppedEvents() > 0)
        counted(start.getDroppedEvents(), page.say(" hændelser i en afrevet hale, som ingen fik svar på, er udeladt", " events of a torn tail, which nobody was answered for, dropped"));
    if (start.getManifestBytesDropped() > 0)
        counted(start.getManifestBytesDropped(), page.say(" afrevne byte af MANIFEST er udeladt", " torn bytes of the MANIFEST dropped"));
    return text;
}

void print_keeping(TextPage& page, wire::Status::Reader status) {
    const auto scrub = status.getScrub();
    page.field(page.say("Start", "Start"), start_text(page, status.getStart()));
    if (status.getCompactionHeld().size() > 0)
        page.field(page.say("Oprydning i filer er holdt tilbage", "Compaction held off"), view(status.getCompactionHeld()));
    if (status.getRestored().size() > 0) {
        std::string lines(view(status.getRestored()));
        for (char& letter : lines)
            if (letter == '\n') letter = ' ';
        page.field(page.say("Genskabt", "Restored"), lines);
    }
    std::string reading(scrub.getPeriodSeconds() == 0 ? page.say("slået fra", "off") : page.say("ikke startet", "not started"));
    if (scrub.getRounds() > 0)
        reading = std::string(page.say("alt læst ", "everything read ")) + moment_text(page.language(), in_local_time({scrub.getFinishedAt()}));
    if (scrub.getReading().size() > 0)
        reading = std::string(page.say("læser: ", "reading: ")) + std::string(view(scrub.getReading())) + ", " + std::to_string(scrub.getBytes()) +
                  std::string(page.say(" af ca. ", " of about ")) + std::to_string(scrub.getBytesOf()) + " byte";
    page.field(page.say("Baggrundslæsning", "Background reading"), reading);
    if (scrub.getFindings() == 0) return;
    page.field(page.say("FUND", "FINDINGS"),
               std::to_string(scrub.getFindings()) + "; " + std::string(view(scrub.getFinding().getFile())) + " " +
                   std::string(view(scrub.getFinding().getTable())) + " " + std::string(view(scrub.getFinding().getWhat())));
}

/// Under which policy, and as whom one asks: an older server does not say.
void print_access(Invocation& call, TextPage& page) {
    AccessQuestion question;
    (*question).setMe();
    const auto reply = question.ask(call, wire::access::Reply::ME);
    if (!reply) return;
    const auto me = reply->frame().getAccessReply().getMe();
    const std::string policy(view(me.getPolicy()));
    const bool built_in = policy.starts_with("local/");
    page.field(page.say("Adgangspolitik", "Access policy"),
               policy + std::string(built_in ? page.say(" (ingen anden: kun den, der ejer data)", " (no other: only the owner of the data)") : "") + "; " +
                   std::string(view(me.getIdentified())) + ", " + listed(me.getRoles()));
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
    if (status.getFreeBytes() < status.getSpaceFloor())
        page.field(page.say("Disken er fuld", "Disk full"),
                   std::to_string(status.getFreeBytes()) + std::string(page.say(" bytes ledige, under ", " bytes free, below ")) +
                       std::to_string(status.getSpaceFloor()) + std::string(page.say(": nye hændelser afvises", ": appends are refused")));
    if (status.getClockJumps() > 0)
        page.field(page.say("Uret er sprunget", "Clock jumped"), std::to_string(status.getClockJumps()) + std::string(page.say(" gange", " times")));
    page.field(page.say("Forbindelser", "Connections"),
               std::to_string(status.getConnections()) + std::string(page.say(", abonnementer ", ", subscriptions ")) +
                   std::to_string(status.getSubscriptions()));
    print_access(call, page);
    print_keeping(page, status);
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
    const auto status = reply->frame().getStatusReply();
    return status.getScrub().getFindings() > 0 || status.getCompactionHeld().size() > 0 ? ExitCode::finding : ExitCode::ok;
}

}  // namespace

void add_status(Menu& menu) {
    menu.verb(menu.root(), "status", "hvad serveren og loggen siger om sig selv; exitkode 1, hvis noget gemt er skadet",
              "what the server and the log say of themselves; exit code 1 if something stored is damaged",
              {"forloeb status", "forloeb status --server unix:sager/forloeb.sock --json"}, status);
}

}  // namespace forloeb
