// Events that are written over HTTP: one proposal, or {"events":[...], "bindings":[{"scope":...,"identifier":...}]}, to the
// stream that the path names, all of them or none.
//
//   Idempotency-Key: UUID   the append id: the same key with the same events is stored once, for ever. Required.
//   If-Match: "12"          only if the stream has exactly that many events
//   If-None-Match: *        only if nobody has written to it; neither of the two: wherever it stands
//
// Answered 201 {firstPosition, lastPosition, version, repeated} with the new version as ETag; 412 with currentVersion if
// somebody was first; 409 for the same key with other events; 422 where a case rule objects; 503 `unknown` where the same must
// be sent again with the same key. Errors name fields as the caller wrote them. Pure but for asking the version; any thread.
#pragma once

#include "engine/engine.hpp"
#include "server/http/resource_shape.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

[[nodiscard]] Status fill_append_request(const Resource& resource, const PathValues& path, const HttpRequest& request, wire::Append::Builder out);

[[nodiscard]] HttpResponse append_response(const Resource& resource, const PathValues& path, const HttpRequest& request, const Engine& engine, WireFrame reply);

}  // namespace forloeb
