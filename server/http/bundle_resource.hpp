// GET /cases/{caseId}/bundle: a case's evidence as one tar, gathered by the requests that the command line would make
// (server/evidence/case_bundle.hpp), each asked of the handlers for the caller, so that each is decided and put on record. Any
// thread but the append threads; one call may take seconds.
#pragma once

#include "server/handlers/handlers.hpp"
#include "server/http/http_message.hpp"
#include "server/http/resource_table.hpp"

namespace forloeb {

[[nodiscard]] HttpResponse bundle_response(const PathValues& path, const HttpRequest& request, const Handlers& handlers, const Caller& caller);

}  // namespace forloeb
