#include "server/handlers/access.hpp"

#include <algorithm>

#include "server/access/access_orders.hpp"
#include "server/access/explain.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

namespace access_wire = wire::access;

template <typename List>
void set_texts(List out, const std::vector<std::string>& texts) {
    for (capnp::uint i = 0; i < out.size(); ++i) out.set(i, texts[i]);
}

void write_me(const AccessControl& access, const Principal& asking, access_wire::Principal::Builder out) {
    const Principal principal = access.current(asking);
    out.setActor(principal.actor);
    out.setUnit(principal.unit);
    out.setOrganisation(principal.organisation);
    write_id(out.initPerson(), principal.person);
    set_texts(out.initRoles(static_cast<capnp::uint>(principal.roles.size())), principal.roles);
    out.setIdentified(std::string(word(principal.how)));
    out.setToken(principal.token);
    out.setCertificate(principal.certificate);
    out.setPolicy(access.policy()->title());
}

Status explain(const AccessControl& access, const Principal& caller, access_wire::Explain::Reader asked, access_wire::Decision::Builder out) {
    ExplainQuestion question;
    question.actor = text_of(asked.getActor());
    const auto operation = parse_operation(text_of(asked.getOperation()));
    if (!operation) return fail(ErrorKind::invalid, "There is no such operation. They are: " + all_operation_words() + ".", "operation");
    question.operation = *operation;
    question.case_id = read_id(asked.getCaseId());
    question.purpose = text_of(asked.getPurpose());
    question.audience = asked.getAudience();
    question.event_type = text_of(asked.getEventType());
    FORLOEB_TRY(const Explained explained, explain(access, caller, question));
    const Decision& decision = explained.decision;
    out.setPermitted(decision.permitted);
    out.setRule(decision.rule);
    out.setReason(decision.reason);
    out.setRole(decision.role);
    out.setRelation(decision.relation);
    out.setPurpose(decision.purpose);
    out.setPolicy(decision.policy_version);
    out.setBreakGlass(decision.break_glass);
    const std::vector<std::string> classes = class_words(decision.classes);
    set_texts(out.initClasses(static_cast<capnp::uint>(classes.size())), classes);
    set_texts(out.initRoles(static_cast<capnp::uint>(explained.principal.roles.size())), explained.principal.roles);
    auto relations = out.initRelations(static_cast<capnp::uint>(explained.relations.size()));
    for (capnp::uint i = 0; i < relations.size(); ++i) {
        const ExplainedRelation& one = explained.relations[i];
        relations[i].setRelation(std::string(word(one.told.relation)));
        write_moment(relations[i].initFrom(), one.told.from);
        write_moment(relations[i].initTo(), one.told.to);
        relations[i].setHolds(one.holds);
        relations[i].setEvidence(one.told.evidence.value);
    }
    return {};
}

void write_policy(const AccessControl& access, access_wire::Policy::Builder out) {
    const auto policy = access.policy();
    out.setName(policy->name);
    out.setVersion(policy->version);
    out.setSha256(policy->sha256);
    out.setBuiltIn(policy->built_in);
    out.setMembers(static_cast<std::uint32_t>(policy->members.size()));
    if (const auto in_force = access.in_force()) out.setSince(in_force->position.value);
    auto roles = out.initRoles(static_cast<capnp::uint>(policy->roles.size()));
    for (capnp::uint i = 0; i < roles.size(); ++i) {
        const Role& role = policy->roles[i];
        roles[i].setName(role.name);
        roles[i].setDa(role.da);
        roles[i].setEn(role.en);
        const std::vector<std::string> lines = lines_of(role);
        set_texts(roles[i].initGrants(static_cast<capnp::uint>(lines.size())), lines);
        roles[i].setMembers(static_cast<std::uint32_t>(std::ranges::count_if(policy->members, [&](const Member& member) {
            return std::ranges::find(member.roles, role.name) != member.roles.end();
        })));
    }
}

void write_token(const ApiToken& token, Instant now, access_wire::Token::Builder out) {
    out.setId(token.id);
    out.setHolder(token.holder);
    set_texts(out.initOperations(static_cast<capnp::uint>(token.operations.size())), token.operations);
    out.setCertificate(token.certificate);
    write_moment(out.initExpires(), token.expires);
    out.setUsage(token.usage);
    out.setState(token.revoked ? "revoked" : token.is_good(now) ? "good" : "expired");
}

void write_right(const BrokenGlass& broken, access_wire::Right::Builder out) {
    out.setId(broken.right.id);
    out.setHolder(broken.right.actor);
    out.setUnit(broken.unit);
    write_id(out.initCaseId(), broken.right.case_id);
    out.setCategory(broken.category);
    write_moment(out.initOpened(), broken.opened);
    write_moment(out.initUntil(), in_local_time(broken.right.until));
    out.setState(broken.outcome.empty() ? "open" : "reviewed");
    out.setOutcome(broken.outcome);
}

Status create(AccessControl& access, const Principal& caller, access_wire::TokenCreate::Reader asked, access_wire::TokenCreated::Builder out) {
    TokenOrder order{text_of(asked.getHolder()), texts_of(asked.getOperations()), text_of(asked.getCertificate()), asked.getDays(), text_of(asked.getUsage()), asked.getSignIn()};
    if (order.holder.empty()) order.holder = caller.actor;
    FORLOEB_TRY(const IssuedToken issued, create_token(access, caller, order));
    write_token(issued.token, access.engine().now(), out.initToken());
    out.setSecret(issued.secret);
    return {};
}

Status list_tokens(const AccessControl& access, access_wire::Reply::Builder reply) {
    FORLOEB_TRY(const auto known, access.access_register());
    auto out = reply.initTokens(static_cast<capnp::uint>(known->tokens().size()));
    for (capnp::uint i = 0; i < out.size(); ++i) write_token(known->tokens()[i], access.engine().now(), out[i]);
    return {};
}

Status list_reviews(const AccessControl& access, bool also_done, access_wire::Reply::Builder reply) {
    FORLOEB_TRY(const auto known, access.access_register());
    std::vector<const BrokenGlass*> wanted;
    for (const BrokenGlass& broken : known->broken())
        if (also_done || broken.outcome.empty()) wanted.push_back(&broken);
    auto out = reply.initReviews(static_cast<capnp::uint>(wanted.size()));
    for (capnp::uint i = 0; i < out.size(); ++i) write_right(*wanted[i], out[i]);
    return {};
}

Status open_glass(AccessControl& access, const Principal& caller, access_wire::BreakGlass::Reader asked, access_wire::Right::Builder out) {
    FORLOEB_TRY(const BrokenGlass broken, break_glass(access, caller, {read_id(asked.getCaseId()), text_of(asked.getReason()), text_of(asked.getCategory()), asked.getMinutes()}));
    write_right(broken, out);
    return {};
}

}  // namespace

Status answer_access(AccessControl& access, const Principal& caller, access_wire::Request::Reader request, access_wire::Reply::Builder reply) {
    switch (request.which()) {
        case access_wire::Request::ME: write_me(access, caller, reply.initMe()); return {};
        case access_wire::Request::EXPLAIN: return explain(access, caller, request.getExplain(), reply.initExplained());
        case access_wire::Request::POLICY: write_policy(access, reply.initPolicy()); return {};
        case access_wire::Request::POLICY_CHANGE: {
            const auto asked = request.getPolicyChange();
            FORLOEB_CHECK(change_policy(access, access.current(caller), {text_of(asked.getFile()), texts_of(asked.getApprovedBy()), text_of(asked.getApproval()), text_of(asked.getReason())}));
            write_policy(access, reply.initPolicyChanged());
            return {};
        }
        case access_wire::Request::RELOAD:
            FORLOEB_CHECK(access.reload());
            write_policy(access, reply.initReloaded());
            return {};
        case access_wire::Request::TOKEN_CREATE: return create(access, access.current(caller), request.getTokenCreate(), reply.initTokenCreated());
        case access_wire::Request::TOKEN_LIST: return list_tokens(access, reply);
        case access_wire::Request::TOKEN_REVOKE:
            reply.setTokenRevoked();
            return revoke_token(access, caller, text_of(request.getTokenRevoke().getId()), text_of(request.getTokenRevoke().getReason()));
        case access_wire::Request::BREAK_GLASS: return open_glass(access, caller, request.getBreakGlass(), reply.initBreakGlass());
        case access_wire::Request::REVIEWS: return list_reviews(access, request.getReviews(), reply);
        case access_wire::Request::REVIEW: {
            const auto asked = request.getReview();
            reply.setReviewed();
            return review_broken_glass(access, caller, {text_of(asked.getId()), text_of(asked.getOutcome()), text_of(asked.getNote())});
        }
        case access_wire::Request::NONE: break;
    }
    return fail(ErrorKind::unsupported, "This server does not know that request about access; it may be newer than the server.");
}

}  // namespace forloeb
