// The files of one side of a TLS connection (PEM). Values; opens nothing.
#pragma once

#include <filesystem>

#include "events/vocabulary/result.hpp"

namespace forloeb {

struct TlsFiles {
    std::filesystem::path authority;    // whose certificates the other side may have
    std::filesystem::path certificate;  // one's own, with its chain
    std::filesystem::path key;

    [[nodiscard]] bool any() const { return !authority.empty() || !certificate.empty() || !key.empty(); }
    /// Beside the authority, under its name with the ending .crl: its revocation list (server/tls/revocations.hpp).
    [[nodiscard]] std::filesystem::path revocations() const { return std::filesystem::path(authority).replace_extension(".crl"); }
    /// `invalid` unless all three are named.
    [[nodiscard]] Status check() const;
};

}  // namespace forloeb
