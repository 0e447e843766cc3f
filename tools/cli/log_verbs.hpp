// The verbs of `forloeb log`, one file each; log.cpp is their menu.
#pragma once

namespace CLI {
class App;
}

namespace forloeb {

class Menu;

void add_log_checkpoint(Menu& menu, CLI::App& noun);  // and key
void add_log_prove(Menu& menu, CLI::App& noun);
void add_log_consistency(Menu& menu, CLI::App& noun);
void add_log_export_tiles(Menu& menu, CLI::App& noun);
void add_log_succeed(Menu& menu, CLI::App& noun);  // and succession

}  // namespace forloeb
