// Where a server listens and a client connects: "127.0.0.1:7420", "[::1]:7420", "forloeb.example:7420" or
// "unix:/path/to/socket".
// Values; opens nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

inline constexpr std::uint16_t default_tcp_port = 7420;

struct Endpoint {
    std::string host;  // a name or a numeric address; empty for a Unix socket
    std::uint16_t port = default_tcp_port;
    std::string path;  // of a Unix socket

    [[nodiscard]] bool is_unix() const { return !path.empty(); }
    /// Within this machine: where plain connections may be taken.
    [[nodiscard]] bool is_loopback() const;
    [[nodiscard]] std::string text() const;
    /// `invalid` unless it has one of the forms above.
    [[nodiscard]] static Result<Endpoint> parse(std::string_view text);
};

}  // namespace forloeb
