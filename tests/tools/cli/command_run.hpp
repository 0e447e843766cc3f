// One run of the command line in this process, with what it printed. No terminal, no environment but what a test gives.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/engine/temporary_directory.hpp"
#include "tools/cli/command_line.hpp"

namespace forloeb::testing {

struct CommandRun {
    int code = -1;
    std::string out;
    std::string err;
};

struct CommandWorld {
    std::string input = {};
    std::map<std::string, std::string> variables = {};
    bool stopped = false;  // Ctrl-C was pressed before it began
    std::size_t columns = 100;
};

inline CommandRun run_command(std::vector<std::string> arguments, const CommandWorld& world = {}) {
    std::istringstream in(world.input);
    std::ostringstream out;
    std::ostringstream err;
    std::stop_source stop;
    if (world.stopped) stop.request_stop();
    Surroundings surroundings{.in = in,
                              .out = out,
                              .err = err,
                              .columns = world.columns,
                              .stop = stop.get_token(),
                              .variable = [&world](const std::string& name) -> std::optional<std::string> {
                                  const auto found = world.variables.find(name);
                                  return found == world.variables.end() ? std::nullopt : std::optional(found->second);
                              }};
    const ExitCode code = run_command_line(std::move(arguments), surroundings);
    return {static_cast<int>(code), out.str(), err.str()};
}

/// A data directory that is gone when the test is.
class CommandData {
  public:
    [[nodiscard]] std::string path() const { return (directory_.path() / "data").string(); }
    [[nodiscard]] std::string file(const std::string& name) const { return (directory_.path() / name).string(); }
    [[nodiscard]] CommandRun run(std::vector<std::string> arguments, const CommandWorld& world = {}) const {
        arguments.insert(arguments.end(), {"--data", path()});
        return run_command(std::move(arguments), world);
    }

  private:
    TemporaryDirectory directory_;
};

}  // namespace forloeb::testing
