// Asking for proofs from the command line: which log, by which key. One thread.
#pragma once

#include "server/evidence/proof_asking.hpp"
#include "tools/cli/asking.hpp"

namespace CLI {
class App;
}

namespace forloeb {

class Menu;

/// Puts requests to whomever this call of the program asks; it must outlive what is returned.
[[nodiscard]] AskFrame asking_by(Invocation& call);

/// The option --log of a verb.
void add_log_option(Menu& menu, CLI::App& verb, std::string& log);
[[nodiscard]] Result<wire::proofs::Log> log_named(const std::string& name);

/// A verifier key, as text or as the file that holds it.
[[nodiscard]] Result<VerifierKey> given_key(const std::string& text_or_file);

}  // namespace forloeb
