// What every HTTP connection shares: it finds out who asks, and hands each request to what answers it. Between the reading
// of a request (request_reader.hpp) and the writing of its response (http_connection.hpp) there is no socket, so tests hand
// in requests as values.
//
//   /api/v1/session   signing in and out            session_resource.cpp
//   /api/v1/stream    events as they come           event_stream.hpp
//   /api/v1/...       one request of the protocol   resources.hpp
//   /livez /readyz /metrics                         probes.hpp, http_metrics.hpp
//   everything else   a file of the page            web_files.hpp
//
// Workers; `reply` is called on the same or another one, once unless a library throws. Not here: limits and times
// of a connection, TLS.
#pragma once

#include <filesystem>
#include <functional>
#include <variant>

#include "server/http/event_stream.hpp"
#include "server/http/http_metrics.hpp"
#include "server/http/http_patience.hpp"
#include "server/http/probes.hpp"
#include "server/http/request_origin.hpp"
#include "server/http/resources.hpp"
#include "server/http/sign_ins.hpp"
#include "server/http/web_files.hpp"

namespace forloeb {

struct HttpDoorOptions {
    bool owner_on_loopback = false;  // under the built-in policy whoever asks over plain loopback is the owner: forloeb dev
    std::string owner;               // the operating system's user whose the data are
    std::string proxy_user;          // and the one whose reverse proxy may say who asks; empty = the owner's alone
    std::filesystem::path web_dir;   // the page's files are read from here; empty = those that are built in
    std::filesystem::path vocabularies;  // folder of the municipality's own code lists; empty = none
    HttpPatience patience = {};
};

[[nodiscard]] std::string_view session_cookie_name(Entrance entrance);

class HttpDoor {
  public:
    using Answer = std::variant<HttpResponse, OpenedStream>;
    using Reply = std::function<void(Answer)>;

    /// All must outlive the door.
    HttpDoor(const Handlers& handlers, Projections& projections, const ReadLog& reads, const DoorFigures& figures, HttpDoorOptions options);

    /// Runs work on a worker thread; set before the first request.
    void use(Resources::Workers workers) { workers_ = std::move(workers); }
    /// `stop`: set when the answer is not wanted any more; a long one is then given up.
    void answer(const HttpRequest& request, const HttpPeer& peer, const Reply& reply, const SharedStopFlag& stop = nullptr);
    /// The last touch to every response: protection, compression, what HEAD leaves out.
    static void finish(const HttpRequest& request, const HttpPeer& peer, HttpResponse& response);
    /// Its template, for figures: names no case and no person.
    [[nodiscard]] static std::string_view route_of(const HttpRequest& request);

    /// Is it still somebody's who has signed in? Empty = nobody needed to.
    [[nodiscard]] bool is_signed_in(const std::string& cookie);
    [[nodiscard]] bool has_proxy() const { return !options_.proxy_user.empty(); }
    /// Where nobody else has any business: a Unix socket that everybody can open, because the proxy's user must.
    [[nodiscard]] bool is_welcome(const HttpPeer& peer) const;
    [[nodiscard]] const Handlers& handlers() const { return handlers_; }
    [[nodiscard]] const HttpPatience& patience() const { return options_.patience; }
    [[nodiscard]] HttpMetrics& metrics() { return metrics_; }
    [[nodiscard]] const Resources::Workers& workers() const { return workers_; }

  private:
    /// Who asks, and by which cookie.
    struct Asker {
        Caller caller;
        std::string cookie;
        std::int64_t idle_left_ms = 0;
    };
    [[nodiscard]] Result<Asker> identify(const HttpRequest& request, const HttpPeer& peer);
    [[nodiscard]] Result<Asker> named_by_proxy(const HttpRequest& request, const HttpPeer& peer) const;
    [[nodiscard]] Result<Asker> signed_in(std::string_view cookie, bool counts);
    [[nodiscard]] Result<Asker> by_connection(const HttpPeer& peer);
    [[nodiscard]] static Error missing_csrf();
    [[nodiscard]] bool may_name_actors(const HttpPeer& peer) const;
    /// As the connection saw it, with whom a proxy of ours asks for.
    [[nodiscard]] Visitor visitor_of(const HttpRequest& request, const HttpPeer& peer) const;
    [[nodiscard]] std::int64_t now_ms() const;

    void answer_api(const HttpRequest& request, const HttpPeer& peer, const Reply& reply, const SharedStopFlag& stop);
    [[nodiscard]] HttpResponse answer_session(const HttpRequest& request, const HttpPeer& peer);
    [[nodiscard]] HttpResponse sign_in(const HttpRequest& request, const HttpPeer& peer);
    [[nodiscard]] HttpResponse who(const Asker& asker) const;
    [[nodiscard]] HttpResponse answer_outside(const HttpRequest& request, const HttpPeer& peer);
    [[nodiscard]] bool may_see_figures(const HttpRequest& request, const HttpPeer& peer);
    [[nodiscard]] std::string metrics_text();

    const Handlers& handlers_;
    const DoorFigures& figures_;
    const ReadLog& reads_;
    const HttpDoorOptions options_;
    Resources::Workers workers_;
    Resources resources_;
    SignIns sign_ins_;
    WebFiles web_files_;
    Probes probes_;
    HttpMetrics metrics_;
};

}  // namespace forloeb
