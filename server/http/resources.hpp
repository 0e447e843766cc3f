// The resources of HTTP/JSON: each is one request of the socket protocol under a path. A row of the table
// (resource_table.hpp) says method, path, which request it is and what the path names; everything else, query parameters,
// body, answer, OpenAPI, follows from the protocol's schema. The same handlers answer, so the gate decides and records as for
// the socket. Beside them stand the program's own words: event types, vocabularies, schemas (resource_words.hpp).
//
// Any thread but the append threads; `reply` is called exactly once, on the calling thread or on a worker.
// Not here: who is asking (the caller is handed in), sockets, cookies, the page's files, event streams, probes, compression.
#pragma once

#include <filesystem>
#include <functional>

#include "server/handlers/handlers.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

class Resources {
  public:
    using Reply = std::function<void(HttpResponse)>;
    /// Runs it on a worker thread: answers are made into text there, never on an append thread. Never empty.
    using Workers = std::function<void(std::function<void()>)>;

    /// `handlers` must outlive the resources. `vocabularies`: a folder of the municipality's own code lists, or empty.
    Resources(const Handlers& handlers, Workers workers, std::filesystem::path vocabularies = {})
        : handlers_(handlers), workers_(std::move(workers)), vocabularies_(std::move(vocabularies)) {}

    /// Answers what stands under /api/v1 and is one request: anything else is a 404 in the house's form.
    /// `stop`: as Handlers::handle has it.
    void answer(const HttpRequest& request, const Caller& caller, Reply reply, const SharedStopFlag& stop = nullptr) const;

    /// The row's own path ("/cases/{caseId}"), which names nobody; empty if no row has it.
    [[nodiscard]] static std::string_view route_of(const HttpRequest& request);

  private:
    const Handlers& handlers_;
    Workers workers_;
    std::filesystem::path vocabularies_;
};

}  // namespace forloeb
