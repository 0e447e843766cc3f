#include "server/http/response_bytes.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>

#include "events/vocabulary/limits.hpp"
#include "server/http/problem_response.hpp"

namespace forloeb {
namespace {

constexpr int gzip_level = 4;  // of answers that are made for one asker: a tenth larger than the best, several times faster

constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

bool is_compressible(std::string_view type) {
    return type.starts_with("text/") || type.find("json") != std::string_view::npos || type.starts_with("application/javascript") || type.starts_with("image/svg");
}

bool breaks_line(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void set_if_missing(HttpResponse& response, const char* name, const char* value) {
    if (response.header(name).empty()) response.headers.emplace_back(name, value);
}

/// Is gzip among the codings, and not with the weight 0 (RFC 9110, 12.5.3)?
bool takes_gzip(std::string_view accepted) {
    while (!accepted.empty()) {
        const std::size_t comma = accepted.find(',');
        std::string_view one = accepted.substr(0, comma);
        const std::size_t weight = one.find(';');
        std::string_view name = one.substr(0, weight);
        while (name.starts_with(' ')) name.remove_prefix(1);
        while (name.ends_with(' ')) name.remove_suffix(1);
        if (name == "gzip" || name == "*") {
            if (weight == std::string_view::npos) return true;
            const std::size_t q = one.find("q=", weight);
            return q == std::string_view::npos || one.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
        }
        accepted = comma == std::string_view::npos ? std::string_view() : accepted.substr(comma + 1);
    }
    return false;
}

struct FreeCompressor {
    void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
};

}  // namespace

void protect(HttpResponse& response, Entrance entrance) {
    set_if_missing(response, "content-security-policy", content_policy);
    set_if_missing(response, "x-content-type-options", "nosniff");
    set_if_missing(response, "referrer-policy", "no-referrer");
    set_if_missing(response, "cross-origin-opener-policy", "same-origin");
    set_if_missing(response, "cross-origin-resource-policy", "same-origin");
    set_if_missing(response, "x-frame-options", "DENY");
    set_if_missing(response, "cache-control", "no-store");
    if (entrance == Entrance::tls) set_if_missing(response, "strict-transport-security", "max-age=31536000");
}

bool wants_gzip(const HttpRequest& request, const HttpResponse& response) {
    return response.body.size() > limits::http_gzip_bytes_min && response.header("content-encoding").empty() &&
           is_compressible(response.header("content-type")) && takes_gzip(request.header("accept-encoding"));
}

std::string gzipped(std::string_view bytes, int level) {
    const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(libdeflate_alloc_compressor(level));
    if (!compressor) return {};
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

void gzip(HttpResponse& response) {
    std::string smaller = gzipped(response.body, gzip_level);
    response.headers.emplace_back("vary", "accept-encoding");
    if (smaller.empty() || smaller.size() >= response.body.size()) return;
    response.body = std::move(smaller);
    response.headers.emplace_back("content-encoding", "gzip");
}

std::string http_date(Instant at) {
    const std::time_t seconds = at.micros / 1'000'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    // Not strftime: it would write the names in the language of the process.
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto two = [](int number) { return std::string(number < 10 ? "0" : "").append(std::to_string(number)); };
    std::string out = days.at(static_cast<std::size_t>(parts.tm_wday));
    out.append(", ").append(two(parts.tm_mday)).append(" ").append(months.at(static_cast<std::size_t>(parts.tm_mon)));
    out.append(" ").append(std::to_string(1900 + parts.tm_year)).append(" ");
    return out.append(two(parts.tm_hour)).append(":").append(two(parts.tm_min)).append(":").append(two(parts.tm_sec)).append(" GMT");
}

std::string head_bytes(const HttpResponse& response, BodyFraming framing, bool keeps_alive, Instant now) {
    std::string out = "HTTP/1.1 ";
    out.append(std::to_string(response.status)).append(" ").append(http_reason(response.status)).append("\r\n");
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!breaks_line(name) && !breaks_line(value)) out.append(name).append(": ").append(value).append("\r\n");
    };
    add("date", http_date(now));
    for (const auto& [name, value] : response.headers) add(name, value);
    if (framing == BodyFraming::chunked)
        add("transfer-encoding", "chunked");
    else if (framing == BodyFraming::length && response.status != 204 && response.status != 304)
        add("content-length", std::to_string(response.body.size()));
    add("connection", keeps_alive ? "keep-alive" : "close");
    return out.append("\r\n");
}

}  // namespace forloeb
