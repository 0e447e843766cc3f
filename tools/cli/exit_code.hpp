// The exit codes of `forloeb`. Scripts rely on them: they never change their meaning. Pure.
#pragma once

#include "events/vocabulary/result.hpp"

namespace forloeb {

enum class ExitCode : int {
    ok = 0,
    finding = 1,       // it ran, and found something that needs a person: a wrong root, a parked case, a faulty file
    usage = 2,         // the command, its options or its settings are wrong
    data = 3,          // the data given or asked for: refused, not there, not readable
    unreachable = 4,   // the server cannot be reached, is overloaded, or could not say what became of an append
    storage = 5,       // the disk failed or is full, or stored bytes are damaged
    interrupted = 130  // Ctrl-C before it was finished
};

[[nodiscard]] ExitCode exit_code_of(ErrorKind kind);

}  // namespace forloeb
