#include "server/http/problem_response.hpp"

#include <array>

#include "server/http/json_text.hpp"
#include "server/protocol/problem.hpp"

namespace forloeb {
namespace {

constexpr const char* retry_after_seconds = "2";

bool says_retry_later(ErrorKind kind) {
    return kind == ErrorKind::overloaded || kind == ErrorKind::unavailable || kind == ErrorKind::unknown;
}

const char* advice_word(wire::Retry retry) {
    switch (retry) {
        case wire::Retry::NO: return "no";
        case wire::Retry::RELOAD: return "reload";
        case wire::Retry::LATER: return "later";
        case wire::Retry::SAME_ID: return "sameId";
        case wire::Retry::CALL_HUMAN: return "callHuman";
        case wire::Retry::UPGRADE: return "upgrade";
    }
    return "no";
}

/// The first language is the one that somebody wants most, as browsers and the page write it: "da", "da-DK,da;q=0.9".
bool asks_for_danish(std::string_view accepted) {
    if (accepted.size() < 2 || (accepted[0] | 0x20) != 'd' || (accepted[1] | 0x20) != 'a') return false;
    return accepted.size() == 2 || std::string_view("-,; ").find(accepted[2]) != std::string_view::npos;
}

struct StatusWords {
    unsigned status;
    std::string_view words;
};
constexpr std::array status_words = {
    StatusWords{100, "Continue"}, StatusWords{200, "OK"}, StatusWords{201, "Created"}, StatusWords{202, "Accepted"}, StatusWords{204, "No Content"},
    StatusWords{304, "Not Modified"}, StatusWords{400, "Bad Request"}, StatusWords{401, "Unauthorized"}, StatusWords{403, "Forbidden"}, StatusWords{404, "Not Found"},
    StatusWords{405, "Method Not Allowed"}, StatusWords{406, "Not Acceptable"}, StatusWords{408, "Request Timeout"}, StatusWords{409, "Conflict"},
    StatusWords{412, "Precondition Failed"}, StatusWords{413, "Content Too Large"}, StatusWords{414, "URI Too Long"}, StatusWords{415, "Unsupported Media Type"},
    StatusWords{417, "Expectation Failed"}, StatusWords{421, "Misdirected Request"}, StatusWords{422, "Unprocessable Content"}, StatusWords{429, "Too Many Requests"},
    StatusWords{431, "Request Header Fields Too Large"}, StatusWords{500, "Internal Server Error"}, StatusWords{501, "Not Implemented"},
    StatusWords{503, "Service Unavailable"}, StatusWords{505, "HTTP Version Not Supported"}, StatusWords{507, "Insufficient Storage"}};

}  // namespace

std::string_view http_reason(unsigned status) {
    for (const StatusWords& known : status_words)
        if (known.status == status) return known.words;
    return {};
}

unsigned http_status(const Error& error) {
    switch (error.kind) {
        case ErrorKind::invalid: return 400;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return error.field.starts_with("expectations") ? 412 : 409;
        case ErrorKind::refused: return error.rule.starts_with("access.") ? 403 : 422;
        case ErrorKind::overloaded: return 429;
        case ErrorKind::unknown:
        case ErrorKind::unavailable: return 503;
        case ErrorKind::damaged:
        case ErrorKind::storage: return 500;
        case ErrorKind::unsupported: return 501;
        case ErrorKind::storage_full: return 507;
    }
    return 500;
}

HttpResponse problem_response(unsigned status, const Error& error, std::optional<std::uint64_t> version) {
    JsonLine body('{');
    body.text("type", "about:blank").text("title", http_reason(status)).number("status", status).text("detail", error.message);
    body.text("code", error_code(error.kind));
    if (!error.field.empty()) body.text("field", error.field);
    if (!error.rule.empty()) body.text("rule", error.rule);
    body.text("retry", advice_word(retry_advice(error.kind)));
    if (version) body.text("currentVersion", std::to_string(*version));
    HttpResponse response{status, {{"content-type", "application/problem+json"}}, body.str()};
    if (error.retry_after_ms != 0)
        response.headers.emplace_back("retry-after", std::to_string((error.retry_after_ms + 999) / 1000));
    else if (says_retry_later(error.kind))
        response.headers.emplace_back("retry-after", retry_after_seconds);
    return response;
}

HttpResponse problem_response(unsigned status, const Error& error, const HttpRequest& request, std::optional<std::uint64_t> version) {
    const bool danish = !error.danish.empty() && asks_for_danish(request.header("accept-language"));
    Error said = error;
    if (danish) said.message = error.danish;
    HttpResponse response = problem_response(status, said, version);
    response.headers.emplace_back("content-language", danish ? "da" : "en");
    return response;
}

HttpResponse problem_response(const Error& error, const HttpRequest& request) { return problem_response(http_status(error), error, request); }

HttpResponse problem_response(const Error& error) { return problem_response(http_status(error), error); }

}  // namespace forloeb
