#include "engine/proof/base64.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"

namespace forloeb {
namespace {

ExitCode checkpoint(Invocation& call, const std::string& log_name) {
    const auto log = log_named(log_name);
    if (!log) return call.failed(log.error());
    const auto head = ProofAsking(asking_by(call), *log).checkpoint();
    if (!head) return call.failed(head.error());
    if (call.json())
        call.print_json(JsonLine('{')
                            .text("origin", head->checkpoint.origin)
                            .text("size", std::to_string(head->checkpoint.tree.size.value))
                            .text("root", to_base64(head->checkpoint.tree.root))
                            .text("note", head->note)
                            .str());
    else
        call.out() << head->note;
    return ExitCode::ok;
}

ExitCode key(Invocation& call, const std::string& log_name, bool pem) {
    const auto log = log_named(log_name);
    if (!log) return call.failed(log.error());
    const auto known = ProofAsking(asking_by(call), *log).key();
    if (!known) return call.failed(known.error());
    if (call.json())
        call.print_json(JsonLine('{').text("origin", known->name).text("key", known->text()).text("pem", public_key_pem(known->key)).str());
    else
        call.out() << (pem ? public_key_pem(known->key) : known->text() + "\n");
    return ExitCode::ok;
}

}  // namespace

void add_log_checkpoint(Menu& menu, CLI::App& noun) {
    auto log = std::make_shared<std::string>("events");
    CLI::App& verb = menu.verb(noun, "checkpoint", "underskriv loggens størrelse og rod (C2SP checkpoint); gem den et andet sted",
                               "sign the log's size and root (C2SP checkpoint); keep it somewhere else",
                               {"forloeb log checkpoint", "forloeb log checkpoint --log reads"},
                               [log](Invocation& call) { return checkpoint(call, *log); });
    add_log_option(menu, verb, *log);

    auto key_log = std::make_shared<std::string>("events");
    auto pem = std::make_shared<bool>(false);
    CLI::App& key_verb = menu.verb(noun, "key", "den nøgle, som underskrifter kontrolleres med; giv den til revisor én gang",
                                   "the key that signatures are checked with; give it to the auditor once",
                                   {"forloeb log key", "forloeb log key --pem"}, [key_log, pem](Invocation& call) { return key(call, *key_log, *pem); });
    add_log_option(menu, key_verb, *key_log);
    menu.flag(key_verb, "--pem", *pem, "som PEM, til openssl", "as PEM, for openssl");
}

}  // namespace forloeb
