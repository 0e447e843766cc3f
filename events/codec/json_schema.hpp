// The JSON of proposals (events/codec/json.hpp) described as JSON Schema, draft 2020-12, made from the Cap'n Proto schemas
// and their annotations: types, words, labels in both languages ("x-label"), sensitivity classes ("x-class"), and
// the name of a code's vocabulary ("x-vocabulary"), which is open. What a schema accepts may still be refused: byte
// lengths, CPR numbers, dates that do not exist, and the case rules are not in it.
// Deterministic: the same catalogue gives the same text. Pure; any thread.
#pragma once

#include <memory>
#include <string>

#include "events/catalogue/catalogue.hpp"

namespace forloeb {

/// The schema of one proposal of this type, complete in itself; indented, with a line feed at the end.
[[nodiscard]] std::string json_schema_of(const EventType& type);
/// The schema of a proposal of any type: one of all of them, sharing what they share.
[[nodiscard]] std::string json_schema_of_all();

/// Schemas beside each other that share their definitions: of proposals, and of our other structs as HouseJson reads them
/// ("asked": whole numbers also as texts) and writes them ("answered").
class JsonSchemas {
  public:
    /// Where the definitions will stand in the whole document: "#/components/schemas/".
    explicit JsonSchemas(std::string definitions_at);
    ~JsonSchemas();

    /// Each is the schema of one value, referring to definitions.
    [[nodiscard]] std::string proposal(const EventType& type);
    [[nodiscard]] std::string asked(capnp::Type type);
    [[nodiscard]] std::string answered(capnp::Type type);
    /// A struct that is written in another form than its fields; before anything that holds it.
    void define(std::uint64_t struct_id, const std::string& name, std::string schema);
    /// The members of the object that holds all definitions so far.
    [[nodiscard]] std::string definitions();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
