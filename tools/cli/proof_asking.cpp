#include "tools/cli/proof_asking.hpp"

#include "server/evidence/files.hpp"
#include "tools/cli/menu.hpp"

namespace forloeb {

AskFrame asking_by(Invocation& call) {
    return [&call](FrameBuilder& request) -> Result<WireFrame> {
        FORLOEB_TRY(Client* const client, call.client());
        if (!request.frame().hasPurpose() && !call.settings().purpose.empty()) request.frame().setPurpose(call.settings().purpose);
        FORLOEB_TRY(Reply reply, client->call(request));
        return reply.release();
    };
}

void add_log_option(Menu& menu, CLI::App& verb, std::string& log) {
    menu.value(verb, "--log", log, "events|reads", "hvilken log: hændelserne, eller hvem der læste hvad (events)",
               "which log: the events, or who read what (events)");
}

Result<wire::proofs::Log> log_named(const std::string& name) {
    if (name == "events") return wire::proofs::Log::EVENTS;
    if (name == "reads") return wire::proofs::Log::READS;
    return fail(ErrorKind::invalid, "The log is 'events' or 'reads'.", "--log");
}

Result<VerifierKey> given_key(const std::string& text_or_file) {
    if (auto key = parse_verifier_key(text_or_file)) return key;
    FORLOEB_TRY(std::string text, read_evidence(text_or_file));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return parse_verifier_key(text);
}

}  // namespace forloeb
