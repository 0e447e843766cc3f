// How one source's log is to be understood: the mapping file (TOML). Every key is listed in tools/import/README.md; a key
// that is not known is refused with its line, so that a misspelt one cannot silently seal or open a field.
//
// Immutable after loading; any thread. Does not look at the log: keys name attributes as XES' standard extensions write
// them, and a file with other prefixes is met by Header::key_in_file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/message.hpp"
#include "events/schema/promise.capnp.h"
#include "tools/import/zone.hpp"

namespace forloeb {

using KeySet = std::set<std::string, std::less<>>;

/// A trace attribute that is a deadline: becomes deadline.set beside staying an attribute.
struct DeadlineMapping {
    std::string attribute;
    std::string kind;       // "sagsbehandlingsfrist"
    std::string reference;  // the deadline's reference within the case; the kind unless said otherwise
    DeadlineSet::Basis basis = DeadlineSet::Basis::UNKNOWN;
};

/// An activity that is a type of our catalogue. Attributes that no field takes are kept in an external.recorded beside it.
struct TypeMapping {
    using FieldFrom = std::pair<std::string, std::string>;  // field, attribute
    std::string activity;
    const EventType* type = nullptr;
    Message fields;                   // the clear payload with the fixed fields
    std::vector<FieldFrom> from;      // clear fields filled from attributes
    std::vector<FieldFrom> personal;  // sealed text fields filled from attributes
};

/// The source's second clock: when an event was entered.
struct EnteredMapping {
    std::string attribute;
    std::string format;  // strftime's letters; empty = as xs:dateTime
    Zone zone;
};

struct Mapping {
    std::string source;  // id of the source: a code
    Zone zone;           // for times without offset

    std::string case_id = "concept:name";
    std::vector<std::string> opened = {"startDate", "startdate"};  // the first one a trace has; else its first event
    std::string case_unit;                                         // trace attribute; empty = none
    KeySet clear_trace;                                            // everything else is sealed

    std::vector<std::string> activity = {"concept:name"};
    std::string classifier;  // of the log; takes the place of `activity`
    std::string time = "time:timestamp";
    std::string state = "lifecycle:transition";
    std::string resource = "org:resource";
    std::string group = "org:group";
    std::string role = "org:role";
    std::string event_id;  // an attribute that identifies the event and may stand in the clear; empty = none
    bool pseudonymise = true;
    KeySet filler = {"UNKNOWN", "-", "?", ""};  // words that mean "nobody": kept, never made a pseudonym
    KeySet clear_event;                         // everything else is sealed

    std::optional<EnteredMapping> entered;
    std::vector<DeadlineMapping> deadlines;
    std::vector<TypeMapping> types;

    [[nodiscard]] const TypeMapping* find_type(std::string_view activity_name) const;

    /// The mapping of a log nobody has described: standard keys, everything sealed. `invalid` if `source` is no code.
    [[nodiscard]] static Result<Mapping> standard(const std::string& source);
    /// `invalid` with file, line and column of what is wrong; `not_found` if there is no such file.
    [[nodiscard]] static Result<Mapping> load(const std::filesystem::path& path);
    [[nodiscard]] static Result<Mapping> parse(std::string_view text, const std::string& file_name);
};

}  // namespace forloeb
