// The verbs of `forloeb audit`, one file each; audit.cpp is their menu.
#pragma once

namespace CLI {
class App;
}

namespace forloeb {

class Menu;

void add_audit_bundle(Menu& menu, CLI::App& noun);
void add_audit_verify(Menu& menu, CLI::App& noun);
void add_audit_questions(Menu& menu, CLI::App& noun);  // case, actor, subject, changes, known-at, late, denied, break-glass
void add_audit_first_overview(Menu& menu, CLI::App& noun);
void add_audit_sample(Menu& menu, CLI::App& noun);
void add_audit_retain(Menu& menu, CLI::App& noun);

}  // namespace forloeb
