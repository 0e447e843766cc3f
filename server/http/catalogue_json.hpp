// The catalogue and the vocabularies as JSON: what `forloeb event list --json` and `forloeb vocabulary show --json` print and
// what HTTP gives, and what a form needs to ask for one event. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/vocabulary.hpp"

namespace forloeb {

[[nodiscard]] std::vector<std::string> stream_names(const EventType& type);
/// The classes of its sealed fields: as words of the schema, or labelled in a language ("da", "en").
[[nodiscard]] std::vector<std::string> sealed_classes(const EventType& type, std::string_view language = {});

[[nodiscard]] std::string event_types_json();
/// {"type","da","en","streams","envelope":[FIELD],"payload":[FIELD],"personal":[FIELD]}, in the schema's order. FIELD has
/// `name`, `da`, `en` and `kind`: text, code, boolean, integer, number, id, time, words, struct or void; and where they apply
/// `list`, `required`, `verbatim`, `bytesMax`, `vocabulary`, `class`, `words` [{word,da,en}], `fields` [FIELD] and `alternative`
/// (only one of those in the same list may be said).
[[nodiscard]] std::string event_form_json(const EventType& type);

[[nodiscard]] std::string vocabulary_json(const Vocabulary& vocabulary);
[[nodiscard]] std::string vocabularies_json(std::span<const Vocabulary> vocabularies);

}  // namespace forloeb
