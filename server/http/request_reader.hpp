// Bytes of a connection become requests: Boost.Beast's parser, fed from memory, with the house's limits around it. It knows
// no socket and no clock, so a fuzzer can feed it (tests/fuzz/http_fuzz.cpp).
//
// Promise: what could be read in two ways (two lengths, a length and chunks, an unknown transfer coding, a second Host, a
// bare line feed, a path with "..") is refused, and nothing after it is read; it holds at most a header, a body and one read
// more than that. One thread.
#pragma once

#include <memory>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/result.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

class RequestReader {
  public:
    enum class Step : std::uint8_t {
        more,               // it needs more bytes
        expects_continue,   // it needs more, and the peer waits to be told so (RFC 9110, 10.1.1); said once
        done,               // request() is there
        refused,            // refusal() is to be sent, then the connection ends
    };

    RequestReader();
    ~RequestReader();

    /// The next bytes of the peer. After done or refused they are only kept.
    [[nodiscard]] Step take(ByteSpan bytes);
    /// Leaves the request that was done and goes on with what is already here.
    [[nodiscard]] Step next();

    [[nodiscard]] HttpRequest& request();
    [[nodiscard]] const HttpResponse& refusal() const;
    /// May another request follow on this connection?
    [[nodiscard]] bool keeps_alive() const;
    /// HTTP/1.1, not 1.0: it understands chunks.
    [[nodiscard]] bool speaks_1_1() const;
    /// A byte of the next request is here.
    [[nodiscard]] bool begun() const;
    [[nodiscard]] bool has_header() const;
    [[nodiscard]] std::size_t bytes_held() const;

  private:
    [[nodiscard]] Step advance();
    [[nodiscard]] Step refuse(unsigned status, Error error);
    [[nodiscard]] Status take_header();

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
