// The resources of HTTP/JSON: each is one request of the socket protocol under a path. A row of the table (resources.cpp)
// says method, path, which request it is and what the path names; everything else, query parameters, body, answer, OpenAPI,
// follows from the protocol's schema. The same handlers answer, so the gate decides and records as for the socket.
//
// Any thread but the append thread; `reply` is called exactly once, perhaps on the append thread.
// Not here: who is asking (the caller is handed in), sockets, cookies, the page's files, event streams, probes.
#pragma once

#include <functional>

#include "server/handlers/handlers.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

class Resources {
  public:
    using Reply = std::function<void(HttpResponse)>;

    /// `handlers` must outlive the resources.
    explicit Resources(const Handlers& handlers) : handlers_(handlers) {}

    /// Answers what stands under /api/v1 and is one request: anything else is a 404 in the house's form.
    void answer(const HttpRequest& request, const Caller& caller, Reply reply) const;

  private:
    const Handlers& handlers_;
};

}  // namespace forloeb
