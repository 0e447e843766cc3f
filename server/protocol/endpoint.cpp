#include "server/protocol/endpoint.hpp"

#include <sys/un.h>

#include <charconv>

namespace forloeb {
namespace {

constexpr std::string_view unix_scheme = "unix:";

Result<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size())
        return fail(ErrorKind::invalid, "The port of an address is a number from 0 to 65535.", "address");
    return port;
}

Result<Endpoint> parse_unix(std::string_view path) {
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path))
        return fail(ErrorKind::invalid, "The path of a Unix socket has 1 to " + std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes.", "address");
    Endpoint endpoint;
    endpoint.port = 0;
    endpoint.path = path;
    return endpoint;
}

}  // namespace

bool Endpoint::is_loopback() const {
    if (is_unix()) return true;
    return host == "::1" || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

std::string Endpoint::text() const {
    if (is_unix()) return std::string(unix_scheme) + path;
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Endpoint> Endpoint::parse(std::string_view text) {
    if (text.starts_with(unix_scheme)) return parse_unix(text.substr(unix_scheme.size()));
    Endpoint endpoint;
    std::string_view host = text;
    const bool bracketed = text.starts_with('[');
    const std::size_t colon = bracketed ? text.find("]:") : text.rfind(':');
    if (colon != std::string_view::npos) {
        FORLOEB_TRY(endpoint.port, parse_port(text.substr(colon + (bracketed ? 2 : 1))));
        host = bracketed ? text.substr(1, colon - 1) : text.substr(0, colon);
    }
    endpoint.host = host == "localhost" ? "127.0.0.1" : host;
    const bool plain = endpoint.host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-%") == std::string::npos;
    if (endpoint.host.empty() || !plain)
        return fail(ErrorKind::invalid, "An address is HOST:PORT, [ADDRESS]:PORT for IPv6, or unix:PATH.", "address");
    return endpoint;
}

}  // namespace forloeb
