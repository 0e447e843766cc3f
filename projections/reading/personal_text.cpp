#include "projections/reading/personal_text.hpp"

#include <capnp/dynamic.h>
#include <kj/exception.h>

#include <algorithm>

#include "events/catalogue/catalogue.hpp"
#include "events/schema/terms.capnp.h"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/field_text.hpp"

namespace forloeb {
namespace {

/// Calls `visit(field, value)` for each field of a personal struct that says something.
template <typename Visit>
void for_each_said(const UnsealedPart& part, capnp::StructSchema schema, const Visit& visit) {
    MessageReader reader(part.fields);
    const auto fields = reader.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(schema);
    for (const auto field : schema.getFields())
        if (std::string text = field_text(fields.get(field)); !text.empty()) visit(field, std::move(text));
}

}  // namespace

const std::vector<UnsealedPart>& PersonalTexts::parts(const EffectiveEvent& event) {
    const EventView& source = event.personal_source();
    const auto [entry, added] = opened_.try_emplace(source.leaf().position.value);
    if (added && source.leaf().segment_count > 0)
        if (auto unsealed = engine_.unseal(source, receipt_)) entry->second = std::move(*unsealed);
    return entry->second;
}

std::vector<PersonalTexts::Named> PersonalTexts::all(const EffectiveEvent& event, SensitivityClass sensitivity) {
    std::vector<Named> found;
    if (!event.type().personal) return found;
    for (const UnsealedPart& part : parts(event)) {
        for_each_said(part, *event.type().personal, [&](capnp::StructSchema::Field field, std::string text) {
            const SensitivityClass of_field = class_of(field);
            if (view_ != nullptr && !view_->sees_part(event, part.subject, of_field)) return;
            if (sensitivity != SensitivityClass::NONE && of_field != sensitivity) return;
            found.push_back({field.getProto().getName().cStr(), {std::move(text), of_field, part.subject}});
        });
    }
    return found;
}

PersonalTexts::Found PersonalTexts::find(const EffectiveEvent& event, std::string_view field) {
    if (!event.type().personal) return {};
    KJ_IF_MAYBE (schema, event.type().personal->findFieldByName(kj::StringPtr(field.data(), field.size()))) {
        const SensitivityClass of_field = class_of(*schema);
        for (const UnsealedPart& part : parts(event)) {
            if (view_ != nullptr && !view_->sees_part(event, part.subject, of_field)) continue;
            MessageReader reader(part.fields);
            const auto fields = reader.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(*event.type().personal);
            if (std::string text = field_text(fields.get(*schema)); !text.empty()) return {std::move(text), of_field, part.subject};
        }
    }
    return {};
}

PersonalTexts::Found PersonalTexts::find_item(const EffectiveEvent& event, std::string_view field, std::string_view item) {
    if (!event.type().personal) return {};
    for (const UnsealedPart& part : parts(event)) {
        MessageReader reader(part.fields);
        const auto fields = reader.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(*event.type().personal);
        KJ_IF_MAYBE (schema, event.type().personal->findFieldByName(kj::StringPtr(field.data(), field.size()))) {
            const SensitivityClass of_field = class_of(*schema);
            if (view_ != nullptr && !view_->sees_part(event, part.subject, of_field)) continue;
            for (const auto entry : fields.get(*schema).as<capnp::List<CodedText>>())
                if (entry.getItem() == kj::StringPtr(item.data(), item.size())) return {entry.getText().cStr(), of_field, part.subject};
        }
    }
    return {};
}

bool PersonalTexts::withheld(const EffectiveEvent& event) {
    const EventView& source = event.personal_source();
    if (source.leaf().segment_count == 0) return false;
    const std::vector<Named> said = all(event);
    for (const auto segment : source.stored().getSegments()) {
        const bool opened = std::any_of(said.begin(), said.end(), [&](const Named& named) {
            return named.found.sensitivity == segment.getClass();
        });
        if (!opened) return true;  // a segment exists only for a class that says something
    }
    return false;
}

void PersonalTexts::put(answers::PersonalText::Builder out, const EffectiveEvent* event, std::initializer_list<std::string_view> fields) {
    if (event == nullptr) return;
    for (const std::string_view field : fields) {
        Found found = find(*event, field);
        if (found.text.empty()) continue;
        write(out, found, *event);
        return;
    }
    out.setWithheld(withheld(*event));
    if (out.getWithheld()) out.setPosition(event->personal_source().leaf().position.value);
}

void PersonalTexts::put_item(answers::PersonalText::Builder out, const EffectiveEvent* event, std::string_view field, std::string_view item) {
    if (event == nullptr) return;
    const Found found = find_item(*event, field, item);
    if (!found.text.empty()) write(out, found, *event);
}

void PersonalTexts::write(answers::PersonalText::Builder out, const Found& found, const EffectiveEvent& event) {
    out.setText(found.text);
    out.setSensitivity(found.sensitivity);
    out.setPosition(event.personal_source().leaf().position.value);
}

}  // namespace forloeb
