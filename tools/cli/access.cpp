// `forloeb access`: who am I, would this be permitted and why, and the policy in force. Broken glass: access_break_glass.cpp.
#include <fstream>
#include <sstream>

#include "events/vocabulary/time.hpp"
#include "server/access/policy.hpp"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"
#include "tools/cli/access_asking.hpp"
#include "tools/cli/access_verbs.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

namespace access_wire = wire::access;
constexpr std::size_t label_columns = 20;

ExitCode me(Invocation& call) {
    AccessQuestion question;
    (*question).setMe();
    const auto reply = question.ask(call, access_wire::Reply::ME);
    if (!reply) return call.failed(reply.error());
    const auto who = reply->frame().getAccessReply().getMe();
    if (call.json()) {
        call.print_json(answer_json(who));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    page.field(page.say("Aktør", "Actor"), who.getActor().size() == 0 ? page.say("ukendt", "unknown") : text_of(who.getActor()), label_columns);
    page.field(page.say("Roller", "Roles"), listed(who.getRoles()), label_columns);
    if (who.getUnit().size() > 0) page.field(page.say("Enhed", "Unit"), text_of(who.getUnit()), label_columns);
    page.field(page.say("Kendt ved", "Identified by"), text_of(who.getIdentified()), label_columns);
    if (who.getToken().size() > 0) page.field(page.say("Adgangsnøgle", "Token"), text_of(who.getToken()), label_columns);
    if (who.getCertificate().size() > 0) page.field(page.say("Certifikat", "Certificate"), text_of(who.getCertificate()), label_columns);
    page.field(page.say("Politik", "Policy"), text_of(who.getPolicy()), label_columns);
    return ExitCode::ok;
}

struct ExplainOptions {
    std::string actor, operation, case_name, purpose, audience, event_type;
};

void print_decision(TextPage& page, access_wire::Decision::Reader decision) {
    page.title(decision.getPermitted() ? page.say("Tilladt", "Permitted") : page.say("Afvist", "Refused"));
    page.paragraph(text_of(decision.getReason()));
    page.blank();
    const auto field = [&](std::string_view da, std::string_view en, const std::string& value) {
        if (!value.empty()) page.field(page.say(da, en), value, label_columns);
    };
    field("Regel", "Rule", text_of(decision.getRule()));
    field("Rolle", "Role", text_of(decision.getRole()));
    field("Relation", "Relation", text_of(decision.getRelation()));
    field("Formål", "Purpose", text_of(decision.getPurpose()));
    if (decision.getPermitted()) field("Åbner", "Opens", listed(decision.getClasses()));
    field("Nødadgang", "Broken glass", text_of(decision.getBreakGlass()));
    field("Politik", "Policy", text_of(decision.getPolicy()));
    field("Aktørens roller", "The actor's roles", listed(decision.getRoles()));
    if (decision.getRelations().size() == 0) return;
    page.section(page.say("Aktørens relationer til sagen", "The actor's relations to the case"));
    std::vector<std::vector<std::string>> rows;
    for (const auto relation : decision.getRelations())
        rows.push_back({text_of(relation.getRelation()), format_when(read_moment(relation.getFrom())), format_when(read_moment(relation.getTo())),
                        std::string(relation.getHolds() ? page.say("ja", "yes") : page.say("nej", "no")), std::to_string(relation.getEvidence())});
    page.table({{std::string(page.say("relation", "relation"))}, {std::string(page.say("fra", "from"))}, {std::string(page.say("til", "to"))},
                {std::string(page.say("gælder nu", "holds now"))}, {std::string(page.say("hændelse", "event")), true}}, rows);
}

ExitCode explain(Invocation& call, const ExplainOptions& options) {
    AccessQuestion question;
    auto asked = (*question).initExplain();
    asked.setActor(options.actor);
    asked.setOperation(options.operation);
    asked.setPurpose(options.purpose);
    asked.setEventType(options.event_type);
    const auto audience = parse_audience(options.audience);
    if (!audience) return call.failed(audience.error());
    asked.setAudience(*audience);
    if (!options.case_name.empty()) {
        const auto stream = find_case(call, options.case_name);
        if (!stream) return call.failed(stream.error());
        write_id(asked.initCaseId(), stream->id);
    }
    const auto reply = question.ask(call, access_wire::Reply::EXPLAINED);
    if (!reply) return call.failed(reply.error());
    const auto decision = reply->frame().getAccessReply().getExplained();
    if (call.json()) {
        call.print_json(answer_json(decision));
    } else {
        TextPage page = call.page();
        print_decision(page, decision);
    }
    return decision.getPermitted() ? ExitCode::ok : ExitCode::finding;
}

ExitCode check(Invocation& call, const std::string& file) {
    const auto text = read_policy_file(file);
    if (!text) return call.failed(text.error());
    const ReadPolicy read = read_policy(*text);
    if (call.json()) {
        JsonLine findings('[');
        for (const PolicyFinding& finding : read.findings)
            findings.item(JsonLine('{').number("line", finding.line).number("column", finding.column).text("what", finding.what));
        call.print_json(JsonLine('{').text("file", file).raw("findings", findings.str()).str());
        return read.findings.empty() ? ExitCode::ok : ExitCode::finding;
    }
    for (const PolicyFinding& finding : read.findings) call.out() << file << ':' << finding.line << ':' << finding.column << ": " << finding.what << '\n';
    if (read.policy)
        call.out() << call.say("I orden: ", "In order: ") << read.policy->title() << ", " << read.policy->roles.size() << call.say(" roller, ", " roles, ")
                   << read.policy->members.size() << call.say(" medlemmer, SHA-256 ", " members, SHA-256 ") << read.policy->sha256 << '\n';
    return read.findings.empty() ? ExitCode::ok : ExitCode::finding;
}

struct PolicyOptions {
    std::string what, file, reason, second_token_file;
    std::vector<std::string> approved_by;
};

void print_policy(TextPage& page, access_wire::Policy::Reader policy) {
    page.title(std::string(page.say("Politik i kraft: ", "Policy in force: ")) + text_of(policy.getName()) + "/" + text_of(policy.getVersion()));
    if (policy.getBuiltIn())
        page.paragraph(page.say("Den indbyggede: kun den bruger på maskinen, som ejer data. Hver læsning skrives ned.",
                                "The built-in one: only the user of this machine who owns the data. Every read is on record."));
    else
        page.field("SHA-256", text_of(policy.getSha256()), label_columns);
    for (const auto role : policy.getRoles()) {
        page.section(text_of(role.getName()) + ": " + std::string(page.say(text_of(role.getDa()), text_of(role.getEn()))));
        for (const auto grant : role.getGrants()) page.item(text_of(grant));
    }
}

ExitCode show_policy(Invocation& call, access_wire::Policy::Reader policy) {
    if (call.json()) {
        call.print_json(answer_json(policy));
    } else {
        TextPage page = call.page();
        print_policy(page, policy);
    }
    return ExitCode::ok;
}

ExitCode change(Invocation& call, const PolicyOptions& options) {
    if (options.file.empty() || options.approved_by.size() != 2)
        return call.usage_error("Sig filen og to, der godkender: change FIL --approved-by A --approved-by B.", "Say the file and two who approve: change FILE --approved-by A --approved-by B.");
    const auto text = read_policy_file(options.file);
    if (!text) return call.failed(text.error());
    AccessQuestion question;
    auto asked = (*question).initPolicyChange();
    asked.setFile(*text);
    auto approved_by = asked.initApprovedBy(2);
    for (capnp::uint i = 0; i < 2; ++i) approved_by.set(i, options.approved_by[i]);
    asked.setReason(options.reason);
    if (!options.second_token_file.empty()) {
        std::ifstream file(options.second_token_file);
        std::string token;
        if (!std::getline(file, token)) return call.failed({ErrorKind::not_found, "Cannot read a token from " + options.second_token_file + ".", {}, {}});
        asked.setApproval(token);
    }
    const auto reply = question.ask(call, access_wire::Reply::POLICY_CHANGED);
    if (!reply) return call.failed(reply.error());
    call.tell("Politikken er i kraft.", "The policy is in force.");
    return show_policy(call, reply->frame().getAccessReply().getPolicyChanged());
}

ExitCode policy(Invocation& call, const PolicyOptions& options) {
    if (options.what == "change") return change(call, options);
    if (options.what != "show") return call.usage_error("Sig show eller change.", "Say show or change.");
    AccessQuestion question;
    (*question).setPolicy();
    const auto reply = question.ask(call, access_wire::Reply::POLICY);
    if (!reply) return call.failed(reply.error());
    return show_policy(call, reply->frame().getAccessReply().getPolicy());
}

ExitCode reload(Invocation& call) {
    AccessQuestion question;
    (*question).setReload();
    const auto reply = question.ask(call, access_wire::Reply::RELOADED);
    if (!reply) return call.failed(reply.error());
    call.tell("Politik og certifikater er læst igen.", "Policy and certificates are read again.");
    return ExitCode::ok;
}

void add_explain(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<ExplainOptions>();
    CLI::App& verb = menu.verb(noun, "explain", "sig, hvorfor noget ville blive tilladt eller afvist", "say why something would be permitted or refused",
                               {"forloeb access explain --operation case.read --case karen", "forloeb access explain --actor koord-1 --operation case.append --case karen --event goal.agreed"},
                               [options](Invocation& call) { return explain(call, *options); });
    menu.value(verb, "--operation", options->operation, "OPERATION", "hvad, f.eks. case.read (se forloeb access policy show)", "what, such as case.read (see forloeb access policy show)", true);
    menu.value(verb, "--actor", options->actor, "PSEUDONYM", "hvem (den, der spørger)", "who (the one who asks)");
    menu.value(verb, "--case", options->case_name, "CASE", "hvilken sag", "which case");
    menu.value(verb, "--purpose", options->purpose, "PURPOSE", "til hvilket formål (rollens første)", "for which purpose (the role's first)");
    menu.value(verb, "--for", options->audience, "citizen|partner|evaluator", "set som hvem (internt)", "seen as whom (internal)");
    menu.value(verb, "--event", options->event_type, "TYPE", "hvilken hændelse, når der skrives", "which event, of writing");
}

void add_policy(Menu& menu, CLI::App& noun) {
    auto file = std::make_shared<std::string>();
    CLI::App& check_verb = menu.verb(noun, "check", "find fejl i en politikfil", "find faults in a policy file", {"forloeb access check server/access/policy.example.toml"},
                                     [file](Invocation& call) { return check(call, *file); });
    menu.value(check_verb, "FILE", *file, "FILE", "filen (TOML)", "the file (TOML)", true);
    auto options = std::make_shared<PolicyOptions>();
    CLI::App& verb = menu.verb(noun, "policy", "vis politikken i kraft, eller sæt en anden i kraft: to godkender", "show the policy in force, or put another in force: two approve",
                               {"forloeb access policy show", "forloeb access policy change politik.toml --approved-by leder-1 --approved-by dpo-1"},
                               [options](Invocation& call) { return policy(call, *options); });
    menu.value(verb, "WHAT", options->what, "show|change", "show eller change", "show or change", true);
    menu.value(verb, "FILE", options->file, "FILE", "politikken (TOML)", "the policy (TOML)");
    menu.values(verb, "--approved-by", options->approved_by, "PSEUDONYM", "den, der godkender; to gange", "who approves; twice");
    menu.value(verb, "--second-token-file", options->second_token_file, "FILE", "den andens adgangsnøgle, som beviser det", "the second one's token, which proves it");
    menu.value(verb, "--reason", options->reason, "CODE", "hvorfor", "why");
}

}  // namespace

void add_access(Menu& menu) {
    CLI::App& noun = menu.noun("access", "hvem må hvad, og hvorfor", "who may do what, and why");
    menu.verb(noun, "me", "hvem serveren tager mig for", "who the server takes me for", {"forloeb access me", "forloeb access me --json"}, me);
    add_explain(menu, noun);
    add_policy(menu, noun);
    menu.verb(noun, "reload", "læs politik og certifikater igen, som ved SIGHUP", "read policy and certificates again, as at SIGHUP", {"forloeb access reload"}, reload);
    add_break_glass(menu, noun);
}

}  // namespace forloeb
