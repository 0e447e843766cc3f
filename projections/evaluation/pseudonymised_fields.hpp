// What evaluators may see of an event's clear payload. A field passes only by its kind, so that a new field of the schema
// is left out until somebody decides otherwise:
//
//   numbers, yes/no, closed lists     as they are
//   codes of a shipped vocabulary     as they are; so is "borger", which is the citizen in every case
//   other codes and references        a pseudonym that holds within the case ("g1" here is not "g1" there)
//   times                             days since the case's first event; what is known to the month only: left out
//   events of the case                "#3": the third entry
//   a source's own words (units, ...), persons, other cases, imported attributes, all sealed parts: left out, and counted
//
// One thread.
#pragma once

#include <capnp/dynamic.h>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/time.hpp"
#include "projections/measures/figure.hpp"

namespace forloeb {

/// One value that passes. `text` is how a replay says it.
struct PseudonymisedValue {
    enum class Kind : std::uint8_t { code, reference, event, whole, decimal, yes_no, day };
    Kind kind = Kind::code;
    std::string text;
    std::int64_t number = 0;  // of event, whole, yes_no and day
    std::string name;         // where it stands below the event: "minutes", "with[]", "attendees[].kind"
    std::int32_t row = -1;    // in which element of the first list in its name; -1 = in none
};

struct ReplayedField {
    std::string name;
    Words label;
    std::string value;
    Words value_label;  // of closed lists
};

class PseudonymisedFields {
  public:
    /// `pseudonym` of a reference within the case; `places`: which entry an event is.
    PseudonymisedFields(LocalDate day_0, std::unordered_map<Uuid, std::size_t> places, std::function<std::string(const std::string&)> pseudonym)
        : day_0_(day_0), places_(std::move(places)), pseudonym_(std::move(pseudonym)) {}

    [[nodiscard]] std::vector<ReplayedField> of(const EventType& type, capnp::DynamicStruct::Reader payload);
    /// The same with each value by itself.
    [[nodiscard]] std::vector<PseudonymisedValue> values_of(const EventType& type, capnp::DynamicStruct::Reader payload);
    /// Fields that said something and were left out, over all events so far.
    [[nodiscard]] std::uint32_t left_out() const { return left_out_; }

  private:
    void add_struct(const std::string& path, capnp::DynamicStruct::Reader value, std::vector<ReplayedField>& out);
    [[nodiscard]] std::string text_of(const std::string& path, bool verbatim, capnp::DynamicValue::Reader value);
    /// What decides: nothing if it is not for evaluators, or no single value.
    [[nodiscard]] std::optional<PseudonymisedValue> passes(const std::string& path, bool verbatim, capnp::DynamicValue::Reader value) const;
    struct Place {
        std::string path;  // with the event type's name: what vocabularies go by
        std::string name;
        std::int32_t row = -1;
    };
    void add_values(const Place& at, capnp::DynamicStruct::Reader value, std::vector<PseudonymisedValue>& out);
    void add_value(const Place& at, bool verbatim, capnp::DynamicValue::Reader value, std::vector<PseudonymisedValue>& out);

    const LocalDate day_0_;
    const std::unordered_map<Uuid, std::size_t> places_;
    const std::function<std::string(const std::string&)> pseudonym_;
    std::uint32_t left_out_ = 0;
};

}  // namespace forloeb
