// What each event type adds to the facts of its case: one overload per type, grouped in files as the schemas are.
// Internal to case_facts. A type without an overload adds nothing but its occurrence.
#pragma once

#include <capnp/list.h>

#include <algorithm>
#include <string>
#include <vector>

#include "events/schema/assessment.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/network.capnp.h"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb::facts {

struct Occurrence {
    const EffectiveEvent& event;
    Told at;
    std::string by;            // the actor, or on whose behalf
    std::string organisation;  // of the same
};

void note(CaseFacts& facts, IntakeReceived::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseOpened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseClosed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseReopened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PhaseEntered::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AssessmentCompleted::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, CoordinatorNeedAssessed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAssigned::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorReleased::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAnnounced::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAcknowledged::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ComplexityAssessed::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, PartnerAdded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PartnerChanged::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PartnerRemoved::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommunicationPreferenceSet::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, ContactHeld::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ContactAttempted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingConvened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingHeld::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingCancelled::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, GoalAgreed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalEndorsed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalProgressRated::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalClosed::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, TransitionAnnounced::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, TransitionLeft::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverProposed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverAccepted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverRejected::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverCompleted::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, CommitmentMade::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommitmentKept::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommitmentBroken::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DeadlineSet::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DeadlineMet::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ApplicationReceived::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionDrafted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionIssued::Reader payload, const Occurrence& occurrence);

inline std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }
inline Uuid uuid_of(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()); }
inline std::vector<std::string> texts_of(capnp::List<capnp::Text>::Reader list) {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (const auto text : list) out.push_back(text_of(text));
    return out;
}

/// The newest item with this reference; nullptr if none was told of.
template <typename Item>
Item* newest(std::vector<Item>& items, std::string Item::*reference, capnp::Text::Reader name) {
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        if (name == (*item).*reference) return &*item;
    return nullptr;
}

/// The same, made if there is none: a meeting held that was never convened is a meeting all the same.
template <typename Item>
Item& newest_or_new(std::vector<Item>& items, std::string Item::*reference, capnp::Text::Reader name) {
    if (Item* found = newest(items, reference, name)) return *found;
    Item item;
    item.*reference = text_of(name);
    items.push_back(std::move(item));
    return items.back();
}

}  // namespace forloeb::facts
