// Which codes of an event does no vocabulary know, or only at another time? Never a refusal: for `forloeb vocabulary check`.
// Looks at clear fields only. Immutable once made; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/vocabulary.hpp"

namespace forloeb {

struct DoubtfulCode {
    enum class Why : std::uint8_t { unknown, not_valid_then };

    std::string field;  // "plan.created.kind"
    std::string code;
    Why why = Why::unknown;

    auto operator<=>(const DoubtfulCode&) const = default;
};

/// A field that a vocabulary may be for: "plan.created.kind", "service.started.specification.type" or, of every event,
/// "envelope.kle.subject". `invalid` unless it is a clear code, or a list of them.
[[nodiscard]] Status check_vocabulary_field(std::string_view field);

/// The shipped vocabulary of a field of a clear struct; nullptr if it has none.
[[nodiscard]] const Vocabulary* vocabulary_of(capnp::StructSchema::Field field);

class CodeCheck {
  public:
    /// Keeps a reference to the vocabularies. Fields that do not exist are passed over.
    explicit CodeCheck(std::span<const Vocabulary> vocabularies);

    [[nodiscard]] std::vector<DoubtfulCode> doubtful_in(const EventView& event) const;

  private:
    struct Place {
        std::string field;
        std::vector<std::string> steps;  // from the payload or envelope inwards
        const Vocabulary* vocabulary = nullptr;
    };

    std::map<const EventType*, std::vector<Place>> in_payload_;
    std::vector<Place> in_envelope_;
};

}  // namespace forloeb
