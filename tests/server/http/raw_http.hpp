// A peer that speaks (or breaks) HTTP byte by byte over a real socket, and a server with an HTTP door to speak to. One
// thread, beside the server's own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/http_message.hpp"
#include "server/server.hpp"
#include "tests/engine/temporary_directory.hpp"
#include "tests/server/tls/tls_peer.hpp"

namespace forloeb::testing {

struct RawResponse {
    unsigned status = 0;  // 0 = the connection ended instead
    HttpFields headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const { return std::string(field_of(headers, name)); }
    /// The text of a member of a flat JSON object; empty if it is not there.
    [[nodiscard]] std::string member(std::string_view name) const;
};

/// A blocking socket. Waits at most ten seconds for anything, so that a broken server fails a test instead of hanging it.
class RawHttp {
  public:
    explicit RawHttp(const Endpoint& endpoint);
    virtual ~RawHttp();
    RawHttp(const RawHttp&) = delete;
    RawHttp& operator=(const RawHttp&) = delete;

    virtual void send(std::string_view bytes);
    [[nodiscard]] RawResponse receive(bool without_body = false);
    /// `headers`: whole lines, each with its end; Host is added.
    [[nodiscard]] RawResponse ask(std::string_view method, std::string_view target, std::string_view headers = {}, std::string_view body = {});
    [[nodiscard]] RawResponse get(std::string_view target, std::string_view headers = {}) { return ask("GET", target, headers); }
    /// What comes up to and with this text; all there was if it never comes.
    [[nodiscard]] std::string read_until(std::string_view text);
    [[nodiscard]] bool is_ended();

  protected:
    RawHttp() = default;
    /// What has come; empty when the server has ended the connection.
    [[nodiscard]] virtual std::string read_some();

  private:
    [[nodiscard]] bool read_more();

    int socket_ = -1;
    std::string unread_;
};

/// The same over TLS.
class RawHttps : public RawHttp {
  public:
    RawHttps(const Endpoint& endpoint, const Shown& shown) : tls_(endpoint, shown) {}
    [[nodiscard]] bool shook_hands() const { return tls_.shook_hands(); }
    void send(std::string_view bytes) override { tls_.send(as_bytes(bytes)); }

  protected:
    [[nodiscard]] std::string read_some() override { return tls_.read_some(); }

  private:
    TlsPeer tls_;
};

class HttpFixture {
  public:
    HttpFixture() : HttpFixture(true) {}
    /// `owner_on_loopback`: as in `forloeb dev`; else one signs in.
    explicit HttpFixture(bool owner_on_loopback);
    /// `change`: what else is to be otherwise; the data's folder stands in them already.
    HttpFixture(bool owner_on_loopback, const std::function<void(ServerOptions&)>& change);

    [[nodiscard]] const Endpoint& http() const { return server->http_endpoints().at(0); }
    [[nodiscard]] const Endpoint& local() const { return server->endpoints().at(0); }
    /// Made by the owner, over the Unix socket.
    [[nodiscard]] std::string token(bool sign_in) const;
    /// Stores contacts on a case over the Unix socket; the case is opened by the first append to it.
    void store(std::uint64_t append_id, std::uint64_t case_number, bool opens, std::uint32_t contacts) const;

    TemporaryDirectory directory;
    std::unique_ptr<Server> server;
};

/// Nobody is known without signing in.
class SignInFixture : public HttpFixture {
  public:
    SignInFixture() : HttpFixture(false) {}
};

}  // namespace forloeb::testing
