// One event as HTTP gives it: its proposal's JSON (events/codec/json.hpp), with the personal parts that were opened, beside
// what the engine assigned and the type's label:
//
//   {"type":"contact.held","occurredAt":"...","actor":{...},"payload":{...},"personal":{...},
//    "label":{"da":"...","en":"..."},"stream":{"kind":"case","id":UUID},"position":"12","version":"3","eventId":UUID,"recordedAt":"..."}
//
// Pure; one thread a codec.
#pragma once

#include <memory>
#include <string>

#include "events/codec/json.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// May throw kj::Exception if the record is none of ours.
[[nodiscard]] std::string event_record_json(HouseJson& json, wire::EventRecord::Reader record);

/// A HouseJson that writes every EventRecord inside an answer like that.
class AnswerJson {
  public:
    AnswerJson();
    ~AnswerJson();
    AnswerJson(const AnswerJson&) = delete;
    AnswerJson& operator=(const AnswerJson&) = delete;

    [[nodiscard]] HouseJson& house() { return house_; }
    /// May throw kj::Exception, as above.
    [[nodiscard]] std::string encode(capnp::DynamicValue::Reader value, capnp::Type type);

  private:
    struct Records;
    HouseJson house_;
    std::unique_ptr<Records> records_;
};

}  // namespace forloeb
