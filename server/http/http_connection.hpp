// One HTTP/1.1 connection: bytes to RequestReader, requests to HttpDoor, responses and event streams back. One request at a
// time; what the peer has sent ahead waits in the reader. Lives on the loop's one I/O thread; requests run on workers and
// come back as posts. Private to the doors: it includes Asio.
//
// Promise: every wait for the peer has an end (events/vocabulary/limits.hpp), what is held for it has a limit, and a stop
// answers what is under way. It does not know what a request means, nor who asks.
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/http/http_door.hpp"
#include "server/http/request_reader.hpp"
#include "server/session/any_connection.hpp"
#include "server/session/connection.hpp"
#include "server/session/outgoing.hpp"
#include "server/session/peer_stream.hpp"

namespace forloeb {

class HttpConnection : public AnyConnection, public std::enable_shared_from_this<HttpConnection> {
  public:
    using Socket = PeerStream::Socket;

    /// `tls`: speak it, and begin with its handshake.
    HttpConnection(std::shared_ptr<LoopState> state, HttpDoor& door, Socket socket, Visitor visitor, TlsContext tls);
    ~HttpConnection() override;

    void start() override;
    void on_head(Position head) override;
    void on_committed(const Committed& committed) override;
    void on_time(SteadyMs now) override;
    void on_certificates() override;
    void on_stop() override;
    void drop(const std::string& reason) override;

  private:
    enum class Phase : std::uint8_t {
        shaking_hands,
        reading,     // waits for a request, or is in the middle of one
        waiting,     // the log has not come as far as the request says
        answering,   // a worker has it; nothing is read
        responding,  // the response goes out
        streaming,   // events go out as they come
        lingering,   // all is out; what the peer still sends is discarded until it ends
    };
    struct Asked;

    void shake_hands();
    void shook_hands(boost::system::error_code error);
    [[nodiscard]] bool count_address();

    void enter(Phase phase);
    void read_on();
    void took(boost::system::error_code error, std::size_t bytes);
    void heed(RequestReader::Step step);
    void answer();
    void begin_work();
    /// At the request's deadline, or when the server stops.
    void answer_early(const Error& why);
    void set_deadline(std::int64_t after_ms);
    void hear(const std::shared_ptr<const Asked>& asked, HttpDoor::Answer answer);
    void respond(HttpResponse response, bool without_body, bool keeps_alive);

    void begin_stream(OpenedStream stream, bool without_body);
    /// Is told of new heads from now on, or no more.
    void follow(bool yes);
    void advance_stream();
    void pull();
    void pulled(Result<StreamPush> pushed);
    void end_stream(const Error& reason);
    void stream_on_time(std::int64_t now_ms);
    void send_event(std::string_view text);

    void send(std::string bytes);
    void write_on();
    void wrote(boost::system::error_code error, std::size_t bytes);
    void all_is_out();
    void linger();
    void count_bytes();

    std::shared_ptr<LoopState> state_;
    HttpDoor& door_;
    PeerStream peer_stream_;
    HttpPeer peer_;
    Phase phase_ = Phase::reading;
    bool dropped_ = false;
    bool counted_address_ = false;
    std::int64_t phase_since_ms_;
    std::int64_t request_since_ms_ = 0;  // its first byte; 0 = none is here
    std::int64_t progress_ms_;           // when the peer last took bytes, or something was queued for it

    RequestReader reader_;
    std::vector<Byte> incoming_;
    bool reading_ = false;
    std::shared_ptr<const Asked> asked_;  // the one that waits, or that a worker has
    std::unique_ptr<boost::asio::steady_timer> deadline_;  // none until a request has one
    bool keeps_alive_ = false;

    std::optional<OpenedStream> stream_;
    Position head_;
    bool stream_is_chunked_ = true;
    std::int64_t looked_ms_ = 0;  // whether they who stream are still signed in

    Outgoing<std::string> outgoing_;
    std::size_t counted_bytes_ = 0;
};

}  // namespace forloeb
