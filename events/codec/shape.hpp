// What the bytes of one struct schema may hold: which bits of its data section, which pointers, and what stands behind
// them. Made once per schema from Cap'n Proto's own description, so that checking an event needs no reflection.
//
// Two checks. `check_known` is for what comes in: it finds every bit and pointer this version has no field for, also in
// padding and in the members of a union that are not in force, and applies the rules for text. `check_readable` is for
// what was stored: fields of newer versions are left alone, but every known field can be read without an exception.
//
// Only for events/codec and events/upcast. Immutable once made; any thread.
#pragma once

#include <capnp/any.h>
#include <capnp/schema.h>

#include <cstdint>
#include <string>
#include <vector>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/result.hpp"

namespace forloeb {

struct StructShape;

struct FieldShape {
    enum class Kind : std::uint8_t { nothing, data, enumeration, text, bytes, structure, list, any, group };

    std::string name;
    Kind kind = Kind::nothing;
    Kind element = Kind::nothing;  // of a list
    capnp::ElementSize element_size = capnp::ElementSize::VOID;
    bool verbatim = false;                                  // a clear text that is a source's own word
    SensitivityClass sensitivity = SensitivityClass::NONE;  // of a personal struct's field
    std::uint16_t discriminant = no_discriminant;           // the union member this is, if it is one
    std::uint16_t enumerants = 0;                           // values an enumeration of this version has
    std::uint16_t pointer = 0;                              // index in the pointer section
    std::uint32_t bit_offset = 0;                           // in the data section
    std::uint32_t bits = 0;
    const StructShape* child = nullptr;  // of a structure, a list of structures, a group

    static constexpr std::uint16_t no_discriminant = 0xffff;
};

struct StructShape {
    std::vector<FieldShape> fields;         // in the schema's order
    std::vector<const FieldShape*> pointing;  // those that are pointers, or groups that may have some
    std::uint32_t discriminant_offset = 0;  // in 16-bit units
    std::uint16_t discriminants = 0;        // 0 = no union
    bool is_moment = false;
};

/// The shape of the envelope, of a catalogue type's clear or personal struct, or of an old struct that events/upcast
/// lifts. Aborts for any other schema.
[[nodiscard]] const StructShape& shape_of(capnp::StructSchema schema);
[[nodiscard]] const StructShape& shape_of(std::uint64_t struct_id);

enum class TextRule : std::uint8_t {
    clear,     // a code or reference, or verbatim: limits::clear_code_bytes_max, limits::clear_verbatim_bytes_max
    personal,  // anything in UTF-8 up to limits::personal_text_bytes_max
};

/// `unsupported` names a field's struct that holds something this version does not know, `invalid` a text or number
/// that breaks a rule. Values are never quoted. May throw kj::Exception on malformed pointers.
[[nodiscard]] Status check_known(capnp::AnyStruct::Reader value, const StructShape& shape, TextRule rule);

/// May throw kj::Exception on malformed pointers; if it returns, reading the known fields does not.
void check_readable(capnp::AnyStruct::Reader value, const StructShape& shape);

/// `error` with `step` in front of its field path ("payload" + "due" = "payload.due").
[[nodiscard]] Error within(std::string step, Error error);

}  // namespace forloeb
