#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {

void add_audit(Menu& menu) {
    CLI::App& noun = menu.noun("audit", "revision: hvem gjorde og så hvad, og bevis en sag for andre",
                               "audit: who did and saw what, and a case proven to others");
    add_audit_questions(menu, noun);
    add_audit_first_overview(menu, noun);
    add_audit_sample(menu, noun);
    add_audit_bundle(menu, noun);
    add_audit_verify(menu, noun);
    add_audit_retain(menu, noun);
}

}  // namespace forloeb
