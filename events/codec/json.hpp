// JSON in through capnp::JsonCodec, unknown fields refused by name, and out by JsonWriter (json_writer.hpp): UUIDs and times
// as text, 64-bit integers as strings, bytes as hexadecimal digits. One proposal looks like
//
//   {"type":"contact.held", "occurredAt":"2026-03-01T09:30:00+01:00", "actor":{"pseudonym":"koord-1","role":"coordinator"},
//    "payload":{"with":["borger"],"channel":"sms","inPerson":"no"}, "personal":{"note":"..."}}
//
// that is: the envelope's fields stand at the top beside `type`, `payload` and `personal`. `personal` is one object (about
// the stream's own subject) or a list of {"subject": UUID, "fields": {...}}. For event.corrected, payload.payload and
// `personal` are those of payload.targetType. Fields that were not said are left out of events, and written in other
// structs (a 0 in an answer is a figure). Errors name the field by its path and never quote a value.
#pragma once

#include <capnp/compat/json.h>

#include <memory>
#include <string>
#include <string_view>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/view.hpp"
#include "events/schema/envelope.capnp.h"

namespace forloeb {

/// A codec with the house's handlers (Id16, Moment) and unknown fields refused. Not thread safe: one per thread.
class HouseJson {
  public:
    HouseJson();
    ~HouseJson();
    HouseJson(HouseJson&&) noexcept;
    [[nodiscard]] capnp::JsonCodec& codec() { return *codec_; }

    /// Any of our structs as JSON text, laid out for people if `pretty`.
    [[nodiscard]] std::string encode(capnp::DynamicStruct::Reader value, bool pretty = false);
    /// JSON that was written by this program, laid out for people.
    [[nodiscard]] std::string laid_out(std::string_view json);
    /// Fills `out` from text. `invalid` names the unknown or malformed field.
    [[nodiscard]] Status decode(std::string_view text, capnp::DynamicStruct::Builder out);

    /// One proposal, as drawn above, into `out`.
    [[nodiscard]] Status decode_proposal(std::string_view text, ProposedEvent::Builder out);
    [[nodiscard]] Status decode_proposal(capnp::json::Value::Reader value, ProposedEvent::Builder out);

  private:
    struct Handlers;
    std::unique_ptr<Handlers> handlers_;
    std::unique_ptr<capnp::JsonCodec> codec_;
};

}  // namespace forloeb
