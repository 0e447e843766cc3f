// How a struct of ours becomes JSON, worked out from its schema once and kept: every name in its marks already, where in the
// struct each value lies, and how it is written. json_writer.hpp goes by it, so that no name is looked up and no schema is
// read for each event of a long answer.
//
// Immutable once made; any thread. Not for generic types: ours have none.
#pragma once

#include <capnp/schema.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forloeb::json_plan {

struct StructPlan;

struct TypePlan {
    capnp::schema::Type::Which which{};
    const StructPlan* object = nullptr;  // of a struct or a group
    std::unique_ptr<TypePlan> element;   // of a list
    std::vector<std::string> words;      // of an enumeration, in their marks
};

struct FieldPlan {
    std::string key;              // "minutes": with marks and colon
    TypePlan type;
    bool is_group = false;        // lies in the same struct
    bool is_pointer = false;
    bool of_union = false;
    std::uint16_t discriminant = 0;  // of a union's member
    std::uint32_t offset = 0;     // of a pointer its number, of yes or no its bit, of other values their first byte
    std::uint64_t default_bits = 0;
};

/// A struct is its fields, or one of the house's texts.
enum class StructForm : std::uint8_t { fields, id, moment, correction };

struct StructPlan {
    std::uint64_t type_id = 0;
    StructForm form = StructForm::fields;
    std::vector<FieldPlan> fields;     // in their order in the schema
    std::uint32_t union_offset = 0;    // the first byte of which member a union holds
};

[[nodiscard]] const StructPlan& plan_of(capnp::StructSchema schema);

/// What a value of that type takes in a struct or list; 0 for what is not kept there: yes and no, pointers, nothing.
[[nodiscard]] std::size_t bytes_of(capnp::schema::Type::Which which);

}  // namespace forloeb::json_plan
