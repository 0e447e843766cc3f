#include <algorithm>

#include "events/schema/governance.capnp.h"
#include "server/access/access_events.hpp"
#include "server/access/access_orders.hpp"
#include "server/access/refusals.hpp"
#include "server/private_file.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> not_approved(RefusalSentence why) { return refuse_access("access.two_approvers", std::move(why), "approvedBy"); }

/// Two different people; under a policy of one's own the caller is one and the other proves it.
Status check_approval(AccessControl& access, const Principal& by, const PolicyOrder& order) {
    if (order.approved_by.size() != 2 || order.approved_by[0] == order.approved_by[1] || order.approved_by[0].empty() || order.approved_by[1].empty())
        return not_approved({"A policy is approved by two different people; name their pseudonyms.", "En politik godkendes af to forskellige personer; nævn deres pseudonymer."});
    if (access.policy()->built_in) return {};
    if (std::ranges::find(order.approved_by, by.actor) == order.approved_by.end())
        return not_approved({"Whoever puts a policy in force is one of the two who approve it.", "Den, der sætter en politik i kraft, er en af de to, der godkender den."});
    FORLOEB_TRY(const Principal second, access.holder_of(order.approval));
    if (second.actor == by.actor || std::ranges::find(order.approved_by, second.actor) == order.approved_by.end())
        return not_approved({"The second approver proves it with a token of their own.", "Den anden, der godkender, viser det med sin egen adgangsnøgle."});
    Question question;
    question.operation = Operation::access_govern;
    return access.permit(second, question);
}

}  // namespace

Status change_policy(AccessControl& access, const Principal& by, const PolicyOrder& order) {
    FORLOEB_CHECK(check_approval(access, by, order));
    ReadPolicy read = read_policy(order.text);
    if (!read.policy) {
        const PolicyFinding& first = read.findings.front();
        return fail(ErrorKind::invalid, "The policy has faults, the first in line " + std::to_string(first.line) + ": " + first.what, "file");
    }
    if (read.policy->name == local_policy().name) return fail(ErrorKind::invalid, "'local' is the built-in policy's name; give this one another.", "file");
    FORLOEB_TRY(const auto known, access.access_register());
    // The file first: whenever it stops, the policy that the newest event names is there, under one of the two names.
    FORLOEB_CHECK(write_private_file(access.approved_file(), order.text));
    AccessEvent event(access.engine(), "policy.changed", by.actor);
    auto payload = event.payload<PolicyChanged>();
    payload.setPolicy(read.policy->name);
    payload.setVersion(read.policy->version);
    payload.setSha256(read.policy->sha256);
    if (known->policy()) payload.setPreviousSha256(known->policy()->sha256);
    auto approved_by = payload.initApprovedBy(2);
    for (capnp::uint i = 0; i < 2; ++i) approved_by.set(i, order.approved_by[i]);
    payload.setReason(order.reason);
    FORLOEB_CHECK(std::move(event).store());
    return access.reload();
}

}  // namespace forloeb
