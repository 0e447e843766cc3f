// `forloeb audit retain`: lets go of the sealed words of read records whose time is up by the policy in force.
#include "tools/cli/asking.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

void print_retained(TextPage& page, wire::lifecycle::RetainedReads::Reader retained, bool look) {
    page.title(look ? page.say("Opslag, hvis frist er udløbet", "Reads whose time is up") : page.say("Opslag, der er sluppet", "Reads that were let go"));
    page.field(page.say("Opbevares", "Kept for"), std::to_string(retained.getMonths()) + std::string(page.say(" måneder; strafbare forhold ", " months; penal matters ")) +
                                                      std::to_string(retained.getPenalMonths()));
    page.field(page.say("Bind, der beholdes", "Volumes kept"), std::to_string(retained.getKept()));
    page.field(look ? page.say("Bind, der kan slippes", "Volumes to let go") : page.say("Bind sluppet", "Volumes let go"), std::to_string(retained.getVolumes().size()));
    if (retained.getEpoch() > 0) page.field(page.say("Nøglernes epoke nu", "Epoch of the keys now"), std::to_string(retained.getEpoch()));
    if (retained.getVolumes().size() == 0) return;
    std::vector<std::vector<std::string>> rows;
    for (const auto volume : retained.getVolumes())
        rows.push_back({id_text(volume.getId()), std::to_string(volume.getRecords()), moment_text(page.language(), in_local_time({volume.getNewest()})),
                        std::string(volume.getPenal() ? page.say("strafbare forhold", "penal matters") : page.say("almindelig", "ordinary"))});
    page.blank();
    page.table({{std::string(page.say("Bind", "Volume"))},
                {std::string(page.say("Opslag", "Reads")), true},
                {std::string(page.say("Seneste", "Newest"))},
                {std::string(page.say("Opbevaring", "Retention")), false, true}},
               rows);
}

ExitCode retain(Invocation& call, bool look) {
    FrameBuilder request;
    request.frame().initLifecycle().initRetainReads().setLook(look);
    const auto reply = ask(call, request, wire::Frame::LIFECYCLE_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto retained = reply->frame().getLifecycleReply().getRetainedReads();
    if (call.json()) {
        call.print_json(answer_json(retained));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    print_retained(page, retained, look);
    return ExitCode::ok;
}

}  // namespace

void add_audit_retain(Menu& menu, CLI::App& noun) {
    auto look = std::make_shared<bool>(false);
    CLI::App& verb = menu.verb(noun, "retain", "destruér de forseglede ord i opslag, hvis frist er udløbet efter politikken; en server gør det selv hver dag",
                               "destroy the sealed words of reads whose time is up by the policy; a server does it by itself every day",
                               {"forloeb audit retain --look", "forloeb audit retain --server unix:sager/forloeb.sock --json"},
                               [look](Invocation& call) { return retain(call, *look); });
    menu.flag(verb, "--look", *look, "vis kun, hvad der ville blive destrueret", "only show what would be destroyed");
}

}  // namespace forloeb
