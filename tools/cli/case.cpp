#include "tools/cli/case_verbs.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {

void case_argument(Menu& menu, CLI::App& verb, std::string& target) {
    menu.value(verb, "CASE", target, "CASE", "forløbets id, eller et navn bundet til det",
               "the case's id, or a name bound to it", true);
}

void add_case(Menu& menu) {
    CLI::App& noun = menu.noun("case", "borgernes forløb", "the citizens' cases");
    add_case_list(menu, noun);
    add_case_show(menu, noun);
    add_case_history(menu, noun);
    add_case_partners(menu, noun);
    add_case_handovers(menu, noun);
    add_case_replay(menu, noun);
    add_case_views(menu, noun);
    add_case_extract(menu, noun);
}

}  // namespace forloeb
