#include "server/http/request_target.hpp"

#include <algorithm>

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

constexpr std::size_t parameters_max = 256;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// RFC 3986 has nothing else in a path and a query than visible ASCII.
bool is_visible(char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`' && c != '#'; }

tl::unexpected<Error> bad_target(const char* what) { return fail(ErrorKind::invalid, what, "target"); }

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        const std::size_t slash = path.find('/', 1);
        const std::string_view segment = path.substr(1, slash == std::string_view::npos ? slash : slash - 1);
        if (segment == "." || segment == "..") return true;
        if (slash == std::string_view::npos) return false;
        path.remove_prefix(slash);
    }
    return false;
}

Result<std::string> decode_path(std::string_view encoded) {
    if (encoded.find("%2f") != std::string_view::npos || encoded.find("%2F") != std::string_view::npos)
        return bad_target("An escaped slash in a path could be read in two ways, and is not taken.");
    auto path = percent_decoded(encoded);
    if (!path) return bad_target("An escape in the path is not % and two hexadecimal digits.");
    if (std::ranges::any_of(*path, is_control)) return bad_target("The path holds a control character.");
    if (has_dot_segment(*path)) return bad_target("A path has no segments . and ..");
    return std::move(*path);
}

Result<HttpField> decode_parameter(std::string_view pair) {
    const std::size_t equals = pair.find('=');
    const auto decoded = [](std::string_view text) {
        std::string spaced(text);
        std::ranges::replace(spaced, '+', ' ');
        return percent_decoded(spaced);
    };
    auto name = decoded(pair.substr(0, equals));
    auto value = equals == std::string_view::npos ? std::optional<std::string>(std::in_place) : decoded(pair.substr(equals + 1));
    if (!name || !value) return bad_target("An escape in the query is not % and two hexadecimal digits.");
    return HttpField(std::move(*name), std::move(*value));
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = hex_digit(text[i + 1]);
        const int low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return out;
}

Result<RequestTarget> parse_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return bad_target("The target of a request is a path; this server is no proxy.");
    if (!std::ranges::all_of(target, is_visible)) return bad_target("The target holds characters that must be percent-encoded.");
    const std::size_t question = target.find('?');
    RequestTarget out;
    FORLOEB_TRY(out.path, decode_path(target.substr(0, question)));
    if (question == std::string_view::npos) return out;
    std::string_view query = target.substr(question + 1);
    while (!query.empty()) {
        const std::size_t next = query.find('&');
        const std::string_view pair = query.substr(0, next);
        if (!pair.empty()) {
            if (out.query.size() == parameters_max) return bad_target("The query has more parameters than this server takes.");
            FORLOEB_TRY(HttpField parameter, decode_parameter(pair));
            out.query.push_back(std::move(parameter));
        }
        query = next == std::string_view::npos ? std::string_view() : query.substr(next + 1);
    }
    return out;
}

}  // namespace forloeb
