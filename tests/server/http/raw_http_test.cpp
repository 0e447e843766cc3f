#include "tests/server/http/raw_http.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

int open_http_socket(const Endpoint& endpoint) {
    const int socket = ::socket(endpoint.is_unix() ? AF_UNIX : AF_INET, SOCK_STREAM, 0);
    if (endpoint.is_unix()) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        endpoint.path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(endpoint.port);
        REQUIRE(inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) == 1);
        REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    const timeval patience{10, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return socket;
}

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

std::string RawResponse::member(std::string_view name) const {
    const std::string key = "\"" + std::string(name) + "\":";
    const std::size_t at = body.find(key);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + key.size();
    if (body[begin] == '"') return body.substr(begin + 1, body.find('"', begin + 1) - begin - 1);
    return body.substr(begin, body.find_first_of(",}", begin) - begin);
}

RawHttp::RawHttp(const Endpoint& endpoint) : socket_(open_http_socket(endpoint)) {}
RawHttp::~RawHttp() {
    if (socket_ >= 0) ::close(socket_);
}

void RawHttp::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the server has cut us off: what it said first is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string RawHttp::read_some() {
    char buffer[65536];
    const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got < 0) REQUIRE_MESSAGE((errno == ECONNRESET || errno == EPIPE), "the server neither answered nor ended the connection");
    return {buffer, static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}

bool RawHttp::read_more() {
    const std::string came = read_some();
    unread_.append(came);
    return !came.empty();
}

std::string RawHttp::read_until(std::string_view text) {
    std::size_t at = unread_.find(text);
    while (at == std::string::npos && read_more()) at = unread_.find(text);
    const std::size_t end = at == std::string::npos ? unread_.size() : at + text.size();
    std::string out = unread_.substr(0, end);
    unread_.erase(0, end);
    return out;
}

RawResponse RawHttp::receive(bool without_body) {
    RawResponse response;
    const std::string head = read_until("\r\n\r\n");
    if (!head.ends_with("\r\n\r\n")) return response;
    response.status = static_cast<unsigned>(std::stoi(head.substr(9, 3)));
    for (std::size_t line = head.find("\r\n") + 2; line + 2 < head.size(); line = head.find("\r\n", line) + 2) {
        const std::size_t colon = head.find(": ", line);
        response.headers.emplace_back(in_lower_case(head.substr(line, colon - line)), head.substr(colon + 2, head.find("\r\n", line) - colon - 2));
    }
    const std::string length = response.header("content-length");
    const std::size_t wanted = without_body || length.empty() ? 0 : static_cast<std::size_t>(std::stoul(length));
    while (unread_.size() < wanted && read_more()) {}
    response.body = unread_.substr(0, wanted);
    unread_.erase(0, wanted);
    return response;
}

RawResponse RawHttp::ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
    std::string out(method);
    out.append(" ").append(target).append(" HTTP/1.1\r\n").append(headers);
    if (headers.find("Host:") == std::string_view::npos) out.append("Host: localhost\r\n");
    if (!body.empty()) out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    send(out.append("\r\n").append(body));
    return receive(method == "HEAD");
}

bool RawHttp::is_ended() {
    while (read_more()) {}
    return unread_.empty();
}

HttpFixture::HttpFixture(bool owner_on_loopback) : HttpFixture(owner_on_loopback, [](ServerOptions&) {}) {}

HttpFixture::HttpFixture(bool owner_on_loopback, const std::function<void(ServerOptions&)>& change) {
    ServerOptions options;
    options.engine.data = directory.path() / "data";
    options.engine.controller = "testkommune";
    options.listen = {{{}, 0, (directory.path() / "socket").string()}};
    options.http = {{"127.0.0.1", 0, {}}, {{}, 0, (directory.path() / "http").string()}};
    options.plain_loopback = owner_on_loopback;
    change(options);
    auto opened = Server::open(std::move(options), Environment::system());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    server = std::move(*opened);
    server->start();
}

std::string HttpFixture::token(bool sign_in) const {
    Peer owner(local());
    FrameBuilder frame(5);
    auto asked = frame.frame().initAccess().initTokenCreate();
    asked.setSignIn(sign_in);
    const auto reply = owner.ask(frame);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    return text_of(reply->frame().getAccessReply().getTokenCreated().getSecret());
}

void HttpFixture::store(std::uint64_t append_id, std::uint64_t case_number, bool opens, std::uint32_t contacts) const {
    Peer owner(local());
    FrameBuilder request(6);
    fill_append(request.frame().initAppend(), append_id, a_case(case_number), opens, contacts);
    const auto reply = owner.ask(request);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    REQUIRE(reply->frame().isAppended());
}

}  // namespace forloeb::testing
