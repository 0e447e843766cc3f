// Events as they come, for a page: server-sent events (WHATWG HTML, 9.2) over the same subscription, cursor and gate as the
// socket's (server/session/subscription.hpp). Here: what is asked for, one pull as text, the marks. The connection says when
// (server/http/http_connection.hpp): it reads the log only while its reader takes bytes, so a slow one costs a cursor.
//
//   id: 41                    everything up to this position has been looked at; Last-Event-ID goes on after it
//   event: events             data: {"events":[...],"next":"42"}, each as in event_record_json.hpp, clear parts only
//   event: caughtUp           everything durable has been told; event: fellBehind, not any more
//   event: ended              data: a problem; the connection ends
//
// Workers, as it reads the log. Immutable values.
#pragma once

#include <string>

#include "server/handlers/handlers.hpp"
#include "server/http/http_message.hpp"
#include "server/session/subscription.hpp"

namespace forloeb {

struct OpenedStream {
    Caller caller;
    Subscription subscription;
    std::string cookie;  // of who signed in; empty = nobody needed to
    std::string text;    // to begin with
};

/// Reads `from`, `case`, `types` and Last-Event-ID, and looks into the log once: who may not is told so at once.
[[nodiscard]] Result<OpenedStream> open_stream(const Handlers& handlers, const HttpRequest& request, Caller caller);

struct StreamPush {
    std::string text;
    LogCursor cursor;
};
[[nodiscard]] Result<StreamPush> pull_stream_text(const Handlers& handlers, const Caller& caller, LogCursor cursor);

/// "caughtUp" or "fellBehind".
[[nodiscard]] std::string stream_mark(std::string_view event, Position next);
[[nodiscard]] std::string stream_ended(const Error& reason);
/// A comment, so that nobody between takes the silence for an end.
inline constexpr std::string_view stream_heartbeat = ": \n\n";

}  // namespace forloeb
