#include "projections/reading/audience_view.hpp"

#include "events/schema/network.capnp.h"
#include "events/schema/person.capnp.h"
#include "projections/reading/personal_text.hpp"

namespace forloeb {
namespace {

/// The person a party is, where the event says so.
Uuid party_identity(const EffectiveEvent& event) {
    Id16::Reader id;
    if (event.is<PartnerAdded>())
        id = event.as<PartnerAdded>().getIdentity();
    else if (event.is<PartnerChanged>())
        id = event.as<PartnerChanged>().getIdentity();
    return Uuid::from_halves(id.getHigh(), id.getLow());
}

}  // namespace

bool AudienceView::is_for(const EffectiveEvent& event, Audience audience) {
    if (audience == Audience::INTERNAL) return true;
    for (const Audience named : event.envelope().getAudience())
        if (named == audience) return true;
    return false;
}

bool AudienceView::sees_part(const EffectiveEvent& event, const Uuid& subject, SensitivityClass sensitivity) {
    if (audience_ == Audience::INTERNAL) return true;
    if (audience_ == Audience::EVALUATOR) return false;
    const bool own = subject.is_nil() || subject == citizen_;
    if (sensitivity == SensitivityClass::IDENTITY) {
        const Uuid party = party_identity(event);
        return (own || !is_protected(subject)) && (party.is_nil() || !is_protected(party));
    }
    return own && (audience_ == Audience::CITIZEN || sensitivity == SensitivityClass::NARRATIVE);
}

bool AudienceView::is_protected(const Uuid& person) {
    const auto [entry, asked] = protected_.try_emplace(person.text(), true);
    if (!asked) return entry->second;
    const auto history = engine_.history({StreamKind::person, person}, {});
    if (!history) return true;
    const EffectiveEvent* description = nullptr;
    for (const EffectiveEvent& event : history->effective)
        if (event.is<SubjectDescribed>()) description = &event;
    if (description == nullptr) return entry->second = false;  // nobody said anything about this person
    PersonalTexts texts(engine_, receipt_);
    return entry->second = texts.withheld(*description) || texts.find(*description, "addressProtected").text == "yes";
}

}  // namespace forloeb
