#include "server/http/request_origin.hpp"

#include "server/access/refusals.hpp"
#include "server/protocol/endpoint.hpp"

namespace forloeb {
namespace {

/// "[::1]:7480" -> "::1", "localhost:7480" -> "localhost".
std::string_view host_name(std::string_view host) {
    if (host.starts_with('[')) {
        const std::size_t end = host.find(']');
        return end == std::string_view::npos ? std::string_view() : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

tl::unexpected<Error> another_site(const char* field) {
    return refuse_access("access.origin", {"The request comes from a page of another site.", "Forespørgslen kommer fra en side på et andet websted."}, field);
}

}  // namespace

Status check_host(const HttpRequest& request, Entrance entrance) {
    if (entrance != Entrance::loopback) return {};
    const std::string_view name = host_name(request.header("host"));
    Endpoint asked;
    asked.host = name;
    if (name == "localhost" || (!name.empty() && asked.is_loopback())) return {};
    return refuse_access("access.origin",
                         {"Without TLS this server answers only under this machine's own name: localhost, 127.0.0.1 or [::1].",
                          "Uden TLS svarer serveren kun under maskinens eget navn: localhost, 127.0.0.1 eller [::1]."},
                         "host");
}

Status check_site(const HttpRequest& request) {
    const std::string_view site = request.header("sec-fetch-site");
    if (site == "cross-site" || site == "same-site") return another_site("sec-fetch-site");
    const std::string_view origin = request.header("origin");
    if (origin.empty()) return {};
    const std::size_t scheme = origin.find("://");
    if (scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("host")) return {};
    return another_site("origin");
}

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

std::string_view cookie_of(const HttpRequest& request, std::string_view name) {
    std::string_view cookies = request.header("cookie");
    while (!cookies.empty()) {
        const std::size_t next = cookies.find(';');
        std::string_view one = cookies.substr(0, next);
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') return one.substr(name.size() + 1);
        cookies = next == std::string_view::npos ? std::string_view() : cookies.substr(next + 1);
    }
    return {};
}

}  // namespace forloeb
