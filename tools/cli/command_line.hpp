// The command line `forloeb` as a function: arguments in, exit code out. The program's main only wires it to the process;
// tests call it in process. One thread. Throws nothing.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/surroundings.hpp"

namespace forloeb {

/// `arguments` without the program's name.
[[nodiscard]] ExitCode run_command_line(std::vector<std::string> arguments, Surroundings& surroundings);

}  // namespace forloeb
