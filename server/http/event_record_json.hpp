// Answers and stored events as HTTP gives them. An event is its proposal's JSON (events/codec/json.hpp), with the personal
// parts that were opened, beside what the engine assigned and the type's label:
//
//   {"type":"contact.held","occurredAt":"...","actor":{...},"payload":{...},"personal":{...},
//    "label":{"da":"...","en":"..."},"stream":{"kind":"case","id":UUID},"position":"12","version":"3","eventId":UUID,"recordedAt":"..."}
//
// Pure; any thread. All of it may throw kj::Exception: if a record is none of ours, or an answer no struct of its schema.
#pragma once

#include <string>

#include "events/codec/json_writer.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// A writer that writes every EventRecord like that.
[[nodiscard]] JsonWriter answer_writer(std::string& out);

[[nodiscard]] std::string answer_value_json(capnp::DynamicValue::Reader value, capnp::Type type);
[[nodiscard]] std::string event_record_json(wire::EventRecord::Reader record);

}  // namespace forloeb
