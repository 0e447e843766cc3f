// `forloeb token`: API tokens for programs. The secret is shown once; the log holds its hash.
#include "server/access/access_words.hpp"
#include "server/private_file.hpp"
#include "server/protocol/texts.hpp"
#include "server/tls/certificates.hpp"
#include "tools/cli/access_asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

#include <fstream>
#include <sstream>

namespace forloeb {
namespace {

namespace access_wire = wire::access;

struct CreateOptions {
    std::string holder, certificate, usage, out;
    std::vector<std::string> operations;
    std::uint64_t days = 0;
    bool sign_in = false;
};

ExitCode create(Invocation& call, const CreateOptions& options) {
    AccessQuestion question;
    auto asked = (*question).initTokenCreate();
    asked.setHolder(options.holder);
    auto operations = asked.initOperations(static_cast<capnp::uint>(options.operations.size()));
    for (capnp::uint i = 0; i < operations.size(); ++i) operations.set(i, options.operations[i]);
    if (!options.certificate.empty()) {
        std::ostringstream pem;
        pem << std::ifstream(options.certificate).rdbuf();
        const auto sha256 = fingerprint_of(pem.str());
        if (!sha256) return call.failed(sha256.error());
        asked.setCertificate(*sha256);
    }
    asked.setDays(static_cast<std::uint32_t>(options.days));
    asked.setUsage(options.usage);
    asked.setSignIn(options.sign_in);
    const auto reply = question.ask(call, access_wire::Reply::TOKEN_CREATED);
    if (!reply) return call.failed(reply.error());
    const auto made = reply->frame().getAccessReply().getTokenCreated();
    if (!options.out.empty()) {
        if (const Status written = write_private_file(options.out, text_of(made.getSecret()) + "\n"); !written) return call.failed(written.error());
        call.out() << text_of(made.getToken().getId()) << '\n';
        return ExitCode::ok;
    }
    if (call.json())
        call.print_json(answer_json(made));
    else
        call.out() << text_of(made.getSecret()) << '\n';
    call.tell("Adgangsnøglen vises kun nu; loggen har dens aftryk.", "The token is shown this once; the log has its hash.");
    return ExitCode::ok;
}

ExitCode list(Invocation& call) {
    AccessQuestion question;
    (*question).setTokenList();
    const auto reply = question.ask(call, access_wire::Reply::TOKENS);
    if (!reply) return call.failed(reply.error());
    if (call.json()) {
        call.print_json(answer_json(reply->frame().getAccessReply()));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    std::vector<std::vector<std::string>> rows;
    for (const auto token : reply->frame().getAccessReply().getTokens())
        rows.push_back({text_of(token.getId()), text_of(token.getHolder()), text_of(token.getState()), format_when(read_moment(token.getExpires())), listed(token.getOperations()),
                        token.getCertificate().size() == 0 ? "-" : text_of(token.getCertificate()).substr(0, 16)});
    if (rows.empty()) page.paragraph(page.say("Ingen adgangsnøgler.", "No tokens."));
    if (!rows.empty())
        page.table({{"id"}, {std::string(page.say("indehaver", "holder"))}, {std::string(page.say("tilstand", "state"))}, {std::string(page.say("udløber", "expires"))},
                    {std::string(page.say("handlinger", "operations")), false, true}, {std::string(page.say("certifikat", "certificate"))}}, rows);
    return ExitCode::ok;
}

ExitCode revoke(Invocation& call, const std::string& id, const std::string& reason) {
    AccessQuestion question;
    auto asked = (*question).initTokenRevoke();
    asked.setId(id);
    asked.setReason(reason);
    const auto reply = question.ask(call, access_wire::Reply::TOKEN_REVOKED);
    if (!reply) return call.failed(reply.error());
    call.tell("Tilbagekaldt; også åbne forbindelser mister den.", "Revoked; open connections lose it too.");
    return ExitCode::ok;
}

}  // namespace

void add_token(Menu& menu) {
    CLI::App& noun = menu.noun("token", "adgangsnøgler til programmer", "API tokens for programs");
    auto options = std::make_shared<CreateOptions>();
    CLI::App& verb = menu.verb(noun, "create", "udsted en adgangsnøgle; den vises én gang", "make a token; it is shown once",
                               {"forloeb token create --holder koord-1 --operation case.read --days 30", "forloeb token create --certificate koord-1.pem --out koord-1.token",
                                "forloeb token create --sign-in"},
                               [options](Invocation& call) { return create(call, *options); });
    menu.value(verb, "--holder", options->holder, "PSEUDONYM", "hvem den gælder for (den, der spørger)", "whom it is for (the one who asks)");
    menu.values(verb, "--operation", options->operations, "OPERATION", "kun denne handling; må gentages", "this operation only; may be repeated");
    menu.value(verb, "--certificate", options->certificate, "FILE", "kun sammen med dette klientcertifikat (PEM)", "with this client certificate only (PEM)");
    menu.number(verb, "--days", options->days, "gyldig så mange dage (90, højst 366)", "good for so many days (90, at most 366)");
    menu.flag(verb, "--sign-in", options->sign_in, "til at logge ind på siden: virker én gang, i ti minutter", "to sign in at the page: good once, for ten minutes");
    menu.value(verb, "--usage", options->usage, "CODE", "hvad den er til", "what it is for");
    menu.value(verb, "--out", options->out, "FILE", "skriv den i en fil, som kun ejeren kan læse", "write it to a file that only its owner can read");
    menu.verb(noun, "list", "udstedte adgangsnøgler, uden hemmeligheden", "the tokens there are, without their secrets", {"forloeb token list"}, list);
    auto id = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    CLI::App& revoked = menu.verb(noun, "revoke", "tilbagekald en adgangsnøgle", "revoke a token", {"forloeb token revoke t-4f2a90c1d3e5 --reason lost"},
                                  [id, reason](Invocation& call) { return revoke(call, *id, *reason); });
    menu.value(revoked, "ID", *id, "ID", "adgangsnøglen (forloeb token list)", "the token (forloeb token list)", true);
    menu.value(revoked, "--reason", *reason, "CODE", "hvorfor", "why");
}

}  // namespace forloeb
