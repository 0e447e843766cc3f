// A server on a directory of its own, and a peer that speaks (or breaks) the protocol byte by byte over a real socket.
// One thread, beside the server's own.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "events/codec/view.hpp"
#include "server/protocol/frame.hpp"
#include "server/server.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace forloeb::testing {

/// A blocking socket. Waits at most ten seconds for anything, so that a broken server fails a test instead of hanging it.
class Peer {
  public:
    enum class Greets : bool { no, yes };
    explicit Peer(const Endpoint& endpoint, Greets greets = Greets::yes);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void send(FrameBuilder& frame);
    void send(ByteSpan bytes);
    void send_text(std::string_view bytes) { send(as_bytes(bytes)); }
    /// The next frame; empty when the server has ended the connection.
    [[nodiscard]] std::unique_ptr<FrameReader> receive();
    /// Sends and takes the next frame, which must be there.
    [[nodiscard]] std::unique_ptr<FrameReader> ask(FrameBuilder& frame);
    /// True if the server ends the connection without another frame.
    [[nodiscard]] bool is_ended();
    [[nodiscard]] bool pings();
    void end_output();
    void close();

  private:
    int socket_ = -1;
    FrameSplitter splitter_{FrameLimits{limits::frame_bytes_max, limits::reply_segments_max}};
    std::string unread_;
};

[[nodiscard]] StreamId a_case(std::uint64_t low);

/// Fills an append of `contacts` contacts to a case; the case is opened by the first of them if `opens`.
void fill_append(wire::Append::Builder append, std::uint64_t append_id, StreamId stream, bool opens, std::uint32_t contacts,
                 const std::string& note = {});

class ServerFixture {
  public:
    ServerFixture();
    void start();
    void stop() { server.reset(); }
    /// Appends and checks that it is stored; the position of the first event.
    std::uint64_t store(Peer& peer, std::uint64_t append_id, StreamId stream, bool opens, std::uint32_t contacts);

    [[nodiscard]] const Endpoint& tcp() const { return server->endpoints().at(0); }
    [[nodiscard]] const Endpoint& local() const { return server->endpoints().at(1); }

    TemporaryDirectory directory;
    std::unique_ptr<Server> server;
    std::uint16_t port = 0;  // kept over restarts
};

}  // namespace forloeb::testing
