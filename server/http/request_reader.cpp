#include "server/http/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <optional>

#include "events/vocabulary/limits.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/request_target.hpp"

namespace forloeb {
namespace beast_http = boost::beast::http;
namespace {

using RequestParser = beast_http::request_parser<beast_http::string_body>;

bool same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

unsigned status_of_parser(const boost::system::error_code& error) {
    if (error == beast_http::error::header_limit) return 431;
    if (error == beast_http::error::body_limit) return 413;
    if (error == beast_http::error::bad_version) return 505;
    return 400;
}

Error malformed_request() { return {ErrorKind::invalid, "The request is no well-formed HTTP/1.1 message within the limits of this server.", {}, {}}; }

/// How often a header stands there: where more than one would leave a choice, the choice is not ours.
std::size_t times(const HttpFields& fields, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(fields, name, &HttpField::first));
}

/// Where the body ends must be told in one way only, or two programs in a row could see two different requests.
Status check_framing(const HttpFields& headers, unsigned version) {
    const auto wrong = [](const char* what, const char* field) { return fail(ErrorKind::invalid, what, field); };
    const std::size_t codings = times(headers, "transfer-encoding");
    const std::size_t lengths = times(headers, "content-length");
    if (codings + lengths > 1) return wrong("The request says more than once where its body ends.", "content-length");
    if (codings == 1 && (version < 11 || !same_word(field_of(headers, "transfer-encoding"), "chunked")))
        return wrong("The only transfer coding taken is chunked, of HTTP/1.1.", "transfer-encoding");
    if (lengths == 1 && field_of(headers, "content-length").find_first_not_of("0123456789") != std::string_view::npos)
        return wrong("The length of a body is one number.", "content-length");
    if (times(headers, "host") > 1 || (version >= 11 && times(headers, "host") != 1))
        return wrong("A request names one host.", "host");
    for (const char* const once : {"authorization", "cookie", "x-csrf-token", "forloeb-actor", "origin", "expect"})
        if (times(headers, once) > 1) return fail(ErrorKind::invalid, "This header may stand once.", once);
    return {};
}

}  // namespace

struct RequestReader::Parts {
    Parts() { begin(); }
    void begin() {
        parser.emplace();
        parser->header_limit(limits::http_header_bytes_max);
        parser->body_limit(limits::http_body_bytes_max);
        request = {};
        has_header = false;
    }

    std::string unread;  // not taken by the parser yet
    std::optional<RequestParser> parser;
    HttpRequest request;
    HttpResponse refusal;
    bool has_header = false;
    bool is_done = false;
    bool is_refused = false;
};

RequestReader::RequestReader() : parts_(std::make_unique<Parts>()) {}
RequestReader::~RequestReader() = default;

RequestReader::Step RequestReader::take(ByteSpan bytes) {
    parts_->unread.append(as_text(bytes));
    if (parts_->is_refused) return Step::refused;
    if (parts_->is_done) return Step::done;
    return advance();
}

RequestReader::Step RequestReader::next() {
    if (parts_->is_refused) return Step::refused;
    parts_->is_done = false;
    parts_->begin();
    return advance();
}

RequestReader::Step RequestReader::advance() {
    Parts& parts = *parts_;
    bool expects = false;
    while (!parts.unread.empty()) {
        boost::system::error_code error;
        const std::size_t taken = parts.parser->put(boost::asio::buffer(parts.unread), error);
        parts.unread.erase(0, taken);
        if (error == beast_http::error::need_more) {
            // Of a body's chunks Beast has no limit for what stands between them.
            if (parts.unread.size() > limits::http_header_bytes_max) return refuse(400, malformed_request());
            break;
        }
        if (error) return refuse(status_of_parser(error), malformed_request());
        if (!parts.has_header && parts.parser->is_header_done()) {
            if (const Status good = take_header(); !good) return Step::refused;
            expects = !parts.request.header("expect").empty();
            parts.parser->eager(true);
        }
        if (parts.parser->is_done()) {
            parts.request.body = std::move(parts.parser->get().body());
            parts.is_done = true;
            return Step::done;
        }
    }
    return expects ? Step::expects_continue : Step::more;
}

Status RequestReader::take_header() {
    Parts& parts = *parts_;
    const auto refused = [&](unsigned status, Error error) -> Status {
        static_cast<void>(refuse(status, error));
        return tl::make_unexpected(std::move(error));
    };
    const auto& message = parts.parser->get();
    parts.has_header = true;
    if (message.version() != 10 && message.version() != 11) return refused(505, malformed_request());
    parts.request.method = std::string(message.method_string());
    for (const auto& field : message) parts.request.headers.emplace_back(lower_case({field.name_string().data(), field.name_string().size()}), std::string(field.value().data(), field.value().size()));
    if (parts.request.headers.size() > limits::http_header_fields_max)
        return refused(431, {ErrorKind::invalid, "The request has more header fields than this server takes.", {}, {}});
    if (const Status framing = check_framing(parts.request.headers, message.version()); !framing) return refused(400, framing.error());
    if (message.target().size() > limits::http_target_bytes_max)
        return refused(414, {ErrorKind::invalid, "The target is longer than this server takes.", "target", {}});
    if (const std::string_view expected = parts.request.header("expect"); !expected.empty() && !same_word(expected, "100-continue"))
        return refused(417, {ErrorKind::invalid, "Nothing else can be expected than 100-continue.", "expect", {}});
    if (const std::string_view coding = parts.request.header("content-encoding"); !coding.empty() && !same_word(coding, "identity"))
        return refused(415, {ErrorKind::invalid, "Send the body as it is, without compression.", "content-encoding", {}});
    // "OPTIONS *" asks about the server as a whole.
    const std::string_view target(message.target().data(), message.target().size());
    if (target == "*" && parts.request.method == "OPTIONS") {
        parts.request.path = "*";
        return {};
    }
    auto parsed = parse_target(target);
    if (!parsed) return refused(400, parsed.error());
    parts.request.path = std::move(parsed->path);
    parts.request.query = std::move(parsed->query);
    return {};
}

RequestReader::Step RequestReader::refuse(unsigned status, Error error) {
    parts_->refusal = problem_response(status, error);
    parts_->is_refused = true;
    parts_->unread.clear();
    return Step::refused;
}

HttpRequest& RequestReader::request() { return parts_->request; }
const HttpResponse& RequestReader::refusal() const { return parts_->refusal; }
bool RequestReader::keeps_alive() const { return !parts_->is_refused && parts_->parser->get().keep_alive(); }
bool RequestReader::speaks_1_1() const { return parts_->parser->get().version() >= 11; }
bool RequestReader::begun() const { return parts_->has_header || !parts_->unread.empty(); }
bool RequestReader::has_header() const { return parts_->has_header; }
std::size_t RequestReader::bytes_held() const { return parts_->unread.size() + parts_->parser->get().body().size() + parts_->request.body.size(); }

}  // namespace forloeb
