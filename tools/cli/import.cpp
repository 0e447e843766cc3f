#include "tools/cli/import_verbs.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/import/client_target.hpp"
#include "tools/import/engine_target.hpp"

namespace forloeb {

Result<std::unique_ptr<ImportTarget>> import_target(Invocation& call) {
    FORLOEB_TRY(Client* const client, call.client());
    if (Engine* const engine = call.engine(); engine != nullptr)
        return std::unique_ptr<ImportTarget>(std::make_unique<EngineTarget>(*engine));
    return std::unique_ptr<ImportTarget>(std::make_unique<ClientTarget>(*client, Environment::system()));
}

void add_import(Menu& menu) {
    CLI::App& noun =
        menu.noun("import", "hent historik fra andre systemers logge", "bring in history from other systems' logs");
    add_import_xes(menu, noun);
    add_import_retract(menu, noun);
    add_import_generate(menu, noun);
    add_import_instrument(menu, noun);
    add_import_survey(menu, noun);
}

}  // namespace forloeb
