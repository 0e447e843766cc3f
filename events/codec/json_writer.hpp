// JSON out of structs of ours, written straight from their bytes to the end of one text. The form is json.hpp's: UUIDs and
// times as text, 64-bit integers as strings, bytes as hexadecimal digits, unions as the member they hold. What stands in
// a field of any type is not written, except a correction's payload.
//
// A writer belongs to one thread. May throw kj::Exception where the bytes are no struct of that schema, as every reader does.
// Not here: reading JSON, and laying it out for people (json.hpp).
#pragma once

#include <capnp/any.h>
#include <capnp/dynamic.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "events/codec/json_plan.hpp"
#include "events/schema/envelope.capnp.h"

namespace forloeb {

/// Which fields are written: those that are there (an answer's 0 is a figure), or those that were said (an event's was not).
enum class JsonFields : std::uint8_t { there, said };

/// The text in quotation marks, escaped (RFC 8259); malformed UTF-8 is passed on as it is.
void append_json_quoted(std::string& out, std::string_view text);

class JsonWriter {
  public:
    /// Writes a struct that has a form of its own.
    using OwnForm = void (*)(JsonWriter& writer, capnp::AnyStruct::Reader value);
    /// The parts of a proposal, in whatever messages they stand.
    struct Proposal {
        std::string_view type;  // the stored name
        Envelope::Reader envelope;
        capnp::AnyPointer::Reader payload;
        capnp::List<PersonalPart>::Reader personal;
    };

    explicit JsonWriter(std::string& out, JsonFields fields = JsonFields::there) : out_(out), fields_(fields) {}
    /// Structs of this type are written by `form`, wherever they stand.
    void give_form(std::uint64_t type_id, OwnForm form);

    void value(capnp::DynamicValue::Reader value, capnp::Type type);
    void object(capnp::DynamicStruct::Reader value);
    /// The members of a proposal's object, without its braces: as said, whatever the writer writes else.
    void proposal_members(const Proposal& proposal);

    // For a form of its own: text() ends with an opened brace or bracket, or with a value.
    [[nodiscard]] std::string& text() { return out_; }
    void key(std::string_view name);
    void quoted(std::string_view text) { append_json_quoted(out_, text); }

  private:
    void comma();
    void write_struct(const json_plan::StructPlan& plan, capnp::AnyStruct::Reader value);
    void write_members(const json_plan::StructPlan& plan, capnp::AnyStruct::Reader value);
    void write_correction(const json_plan::StructPlan& plan, capnp::AnyStruct::Reader value);
    void write_pointer(const json_plan::TypePlan& type, capnp::AnyPointer::Reader pointer);
    void write_list(const json_plan::TypePlan& element, capnp::AnyPointer::Reader pointer);
    void write_scalar(const json_plan::TypePlan& type, std::uint64_t bits);
    void write_payload(capnp::AnyPointer::Reader fields, capnp::StructSchema schema);
    void write_personal(const Proposal& proposal, capnp::StructSchema schema);
    template <typename Integer>
    void write_integer(Integer number);
    template <typename Integer>
    void write_digits(Integer number);
    void write_real(double number);
    void write_bytes(capnp::Data::Reader bytes);

    std::string& out_;
    JsonFields fields_;
    std::uint64_t own_type_ = 0;
    OwnForm own_form_ = nullptr;
};

/// A proposal's JSON, as json.hpp draws it.
[[nodiscard]] std::string proposal_json(const JsonWriter::Proposal& proposal);
[[nodiscard]] std::string proposal_json(ProposedEvent::Reader proposal);

}  // namespace forloeb
