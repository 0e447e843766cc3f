#include "tools/cli/exit_code.hpp"

namespace forloeb {

ExitCode exit_code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
        case ErrorKind::not_found:
        case ErrorKind::conflict:
        case ErrorKind::refused:
        case ErrorKind::unsupported: return ExitCode::data;
        case ErrorKind::overloaded:
        case ErrorKind::unknown:
        case ErrorKind::unavailable: return ExitCode::unreachable;
        case ErrorKind::damaged:
        case ErrorKind::storage_full:
        case ErrorKind::storage: return ExitCode::storage;
    }
    return ExitCode::data;
}

}  // namespace forloeb
