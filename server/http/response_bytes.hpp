// A response on its way out: the headers that protect whoever reads it, compression, and the bytes of its head. Pure; any
// thread.
#pragma once

#include <string>

#include "events/vocabulary/time.hpp"
#include "server/http/http_message.hpp"
#include "server/http/request_origin.hpp"

namespace forloeb {

/// What every response carries: no script, style or picture from elsewhere, no framing, no guessing of types, no referrer;
/// over TLS never without it again. What does not say how long it may be kept is kept by nobody.
void protect(HttpResponse& response, Entrance entrance);

/// Does the asker take gzip, and is the response worth it?
[[nodiscard]] bool wants_gzip(const HttpRequest& request, const HttpResponse& response);
/// Compresses the body in place. Its time grows with the body: not on the I/O thread.
void gzip(HttpResponse& response);
[[nodiscard]] std::string gzipped(std::string_view bytes, int level);

enum class BodyFraming : std::uint8_t {
    length,   // content-length
    chunked,  // an event stream of HTTP/1.1
    until_the_end,  // of the connection: an event stream of HTTP/1.0
};

/// Status line and headers. A header whose value would break the line it stands on is left out.
[[nodiscard]] std::string head_bytes(const HttpResponse& response, BodyFraming framing, bool keeps_alive, Instant now);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(Instant at);

}  // namespace forloeb
