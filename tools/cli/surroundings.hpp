// What a run of the command line touches of the world, handed in so that tests own it: the three streams, the variables
// of the environment, and a way to be told to stop. One thread; only `stop` may be asked for from elsewhere.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <stop_token>
#include <string>

namespace forloeb {

struct Surroundings {
    std::istream& in;
    std::ostream& out;  // data
    std::ostream& err;  // messages, progress
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::size_t columns = 100;        // of the terminal, or of what stands in for one
    std::stop_token stop = {};        // Ctrl-C, SIGTERM
    std::function<void(std::function<void()>)> at_hang_up = {};  // what SIGHUP does from now on; empty = nothing
    std::string program = "forloeb";  // how a person can start this program again from any folder
    // A variable of the environment; empty = none set.
    std::function<std::optional<std::string>(const std::string& name)> variable = {};
};

}  // namespace forloeb
