// What a request says about time, in headers of the house's own: the socket protocol's atLeast and deadlineMs.
//
//   Forloeb-At-Least: 41        a read waits until the log has so many events: to its deadline, else 5 s
//   Forloeb-Deadline-Ms: 2000   a read that is not answered by then, or an append not begun, is answered 503, retry later
//
// Pure; any thread. Who waits is the connection (http_connection.hpp).
#pragma once

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

inline constexpr const char* at_least_header = "Forloeb-At-Least";
inline constexpr const char* deadline_header = "Forloeb-Deadline-Ms";

struct RequestTerms {
    Position at_least;              // 0 = whatever is there
    std::uint32_t deadline_ms = 0;  // from the request's arrival; 0 = none
};

/// `invalid` names the header that is no whole number, or too large a one.
[[nodiscard]] Result<RequestTerms> request_terms(const HttpRequest& request);

/// The same error with the header's name where it names the protocol's field.
[[nodiscard]] Error with_header_names(Error error);

}  // namespace forloeb
