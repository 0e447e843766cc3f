// Where a request comes from, and what a browser says of the page that sent it: the checks against DNS rebinding and against
// pages of other sites. Pure; any thread.
#pragma once

#include "server/access/access_control.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

/// How a connection came in.
enum class Entrance : std::uint8_t {
    loopback,     // TCP without TLS, from this machine
    unix_socket,  // a reverse proxy, or a user of this machine
    tls,
};

struct HttpPeer {
    Visitor visitor;
    Entrance entrance = Entrance::loopback;
};

/// Over plain loopback the name asked for must be this machine's own: a page of another site whose name was made to point
/// here would otherwise be a page of ours.
[[nodiscard]] Status check_host(const HttpRequest& request, Entrance entrance);

/// A page of another site may not ask: by Sec-Fetch-Site, or by an Origin that is not the Host asked for.
[[nodiscard]] Status check_site(const HttpRequest& request);

/// GET, HEAD and OPTIONS change nothing.
[[nodiscard]] bool is_safe(std::string_view method);

/// The value of a cookie; empty if there is none of that name.
[[nodiscard]] std::string_view cookie_of(const HttpRequest& request, std::string_view name);

}  // namespace forloeb
