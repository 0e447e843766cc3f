#include "events/codec/code_check.hpp"

#include <capnp/dynamic.h>

#include <functional>
#include <optional>

#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using Steps = std::span<const std::string>;

/// A field's path taken apart: whose it is, and the steps inwards.
struct FieldPath {
    const EventType* type = nullptr;  // nullptr = the envelope
    capnp::StructSchema schema;
    std::vector<std::string> steps;
};

Result<FieldPath> take_apart(std::string_view field) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= field.size();) {
        const std::size_t dot = std::min(field.find('.', from), field.size());
        words.emplace_back(field.substr(from, dot - from));
        from = dot + 1;
    }
    if (words.size() >= 2 && words[0] == "envelope")
        return FieldPath{nullptr, capnp::Schema::from<Envelope>(), {words.begin() + 1, words.end()}};
    const EventType* type = words.size() < 3 ? nullptr : find_event_type(std::string_view(words[0] + "." + words[1]));
    if (type == nullptr)
        return fail(ErrorKind::invalid,
                    "'" + std::string(field) + "' does not begin with an event type or 'envelope'.");
    return FieldPath{type, type->clear, {words.begin() + 2, words.end()}};
}

/// The field at the end of a path; `invalid` unless it is a clear code, or a list of them.
Result<capnp::StructSchema::Field> field_at(capnp::StructSchema schema, Steps steps, std::string_view path) {
    const auto no_code = [&] { return fail(ErrorKind::invalid, "'" + std::string(path) + "' is no field for codes."); };
    KJ_IF_MAYBE (found, schema.findFieldByName(steps.front().c_str())) {
        auto type = found->getType();
        if (type.isList()) type = type.asList().getElementType();
        if (steps.size() > 1) {
            if (type.isStruct()) return field_at(type.asStruct(), steps.subspan(1), path);
            return no_code();
        }
        if (type.isText() && !is_verbatim(*found)) return *found;
        return no_code();
    }
    return fail(ErrorKind::invalid, "There is no field '" + std::string(path) + "'.");
}

/// A field of a struct, wherever that struct stands.
using FieldKey = std::pair<std::uint64_t, unsigned>;
FieldKey key_of(capnp::StructSchema::Field field) {
    return {field.getContainingStruct().getProto().getId(), field.getIndex()};
}

void each_code(capnp::DynamicValue::Reader value, Steps steps, const std::function<void(std::string_view)>& visit) {
    switch (value.getType()) {
        case capnp::DynamicValue::LIST:
            for (const auto element : value.as<capnp::DynamicList>()) each_code(element, steps, visit);
            return;
        case capnp::DynamicValue::TEXT: {
            const auto text = value.as<capnp::Text>();
            if (text.size() > 0) visit({text.begin(), text.size()});
            return;
        }
        case capnp::DynamicValue::STRUCT: {
            const auto fields = value.as<capnp::DynamicStruct>();
            const auto field = fields.getSchema().getFieldByName(steps.front().c_str());
            if (fields.has(field)) each_code(fields.get(field), steps.subspan(1), visit);
            return;
        }
        default: return;
    }
}

std::optional<DoubtfulCode::Why> doubt(const Vocabulary& vocabulary, std::string_view code, const WhenTold& occurred) {
    const VocabularyCode* const known = vocabulary.find(code);
    if (known == nullptr) return vocabulary.knows(code) ? std::nullopt : std::optional(DoubtfulCode::Why::unknown);
    if (occurred.is_unknown()) return std::nullopt;
    const std::string day = format_date(local_date(occurred));  // as a month's first day, when only that is known
    const bool too_early = !known->valid_from.empty() && day < known->valid_from;
    const bool too_late = !known->valid_to.empty() && day >= known->valid_to;
    return too_early || too_late ? std::optional(DoubtfulCode::Why::not_valid_then) : std::nullopt;
}

}  // namespace

Status check_vocabulary_field(std::string_view field) {
    FORLOEB_TRY(const FieldPath path, take_apart(field));
    FORLOEB_CHECK(field_at(path.schema, path.steps, field));
    return {};
}

const Vocabulary* vocabulary_of(capnp::StructSchema::Field field) {
    static const std::map<FieldKey, const Vocabulary*> all = [] {
        std::map<FieldKey, const Vocabulary*> built;
        for (const Vocabulary& vocabulary : shipped_vocabularies())
            for (const std::string& name : vocabulary.fields) {
                const auto path = take_apart(name);
                const auto found = path ? field_at(path->schema, path->steps, name)
                                        : Result<capnp::StructSchema::Field>(fail(ErrorKind::invalid, name));
                if (found) built.emplace(key_of(*found), &vocabulary);
            }
        return built;
    }();
    const auto found = all.find(key_of(field));
    return found == all.end() ? nullptr : found->second;
}

CodeCheck::CodeCheck(std::span<const Vocabulary> vocabularies) {
    for (const Vocabulary& vocabulary : vocabularies) {
        for (const std::string& field : vocabulary.fields) {
            if (!check_vocabulary_field(field)) continue;
            FieldPath path = *take_apart(field);
            auto& places = path.type == nullptr ? in_envelope_ : in_payload_[path.type];
            places.push_back({field, std::move(path.steps), &vocabulary});
        }
    }
}

std::vector<DoubtfulCode> CodeCheck::doubtful_in(const EventView& event) const {
    std::vector<DoubtfulCode> found;
    const WhenTold occurred = read_moment(event.envelope().getOccurredAt());
    const auto look = [&](const Place& place, capnp::DynamicStruct::Reader fields) {
        each_code(fields, place.steps, [&](std::string_view code) {
            if (const auto why = doubt(*place.vocabulary, code, occurred))
                found.push_back({place.field, std::string(code), *why});
        });
    };
    for (const Place& place : in_envelope_) look(place, event.envelope());
    const auto places = in_payload_.find(&event.type());
    if (places == in_payload_.end()) return found;
    const auto payload = event.payload().getAs<capnp::DynamicStruct>(event.type().clear);
    for (const Place& place : places->second) look(place, payload);
    return found;
}

}  // namespace forloeb
