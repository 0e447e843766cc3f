#include "events/vocabulary/result.hpp"

namespace forloeb {

const char* error_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::conflict: return "conflict";
        case ErrorKind::refused: return "refused";
        case ErrorKind::overloaded: return "overloaded";
        case ErrorKind::unknown: return "unknown";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::damaged: return "damaged";
        case ErrorKind::unsupported: return "unsupported";
        case ErrorKind::storage: return "storage";
        case ErrorKind::storage_full: return "storage_full";
    }
    return "invalid";
}

}  // namespace forloeb
