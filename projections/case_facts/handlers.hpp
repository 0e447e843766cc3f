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
#include "events/schema/decision.capnp.h"
#include "events/schema/evaluation.capnp.h"
#include "events/schema/friction.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/information.capnp.h"
#include "events/schema/learning.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/network.capnp.h"
#include "events/schema/plan.capnp.h"
#include "events/schema/promise.capnp.h"
#include "events/schema/relation.capnp.h"
#include "events/schema/transition.capnp.h"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb::facts {

struct Occurrence {
    const EffectiveEvent& event;
    Told at;
    const std::string& by;            // the actor, or on whose behalf
    const std::string& organisation;  // of the same
};

void note(CaseFacts& facts, IntakeReceived::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, IntakeReferredOn::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, IntakeDeclined::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseOpened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseClosed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseReopened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CaseLinked::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PhaseEntered::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ExternalRecorded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, NoteRecorded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DocumentLinked::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, CoordinatorNeedAssessed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAssigned::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorReleased::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAnnounced::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CoordinatorAcknowledged::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ComplexityAssessed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, OnboardingRecorded::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, SubstituteAppointed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, SubstituteEnded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, RepresentativeAppointed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, RepresentativeEnded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, TeamMemberAdded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, TeamMemberRemoved::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, PartnerAdded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PartnerChanged::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PartnerRemoved::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, NetworkAssessed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommunicationPreferenceSet::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, ContactHeld::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ContactAttempted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CitizenInformed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CitizenInvolved::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CitizenViewRecorded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GuidanceGiven::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, MeetingConvened::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingHeld::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingCancelled::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingAttendanceRated::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MeetingMinutesShared::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, InformationRequested::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, InformationProvided::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, InformationRequestWithdrawn::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, InformationReused::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, InformationShared::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ConsentGiven::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ConsentWithdrawn::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, KnowledgeConsulted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, KnowledgeContributed::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, GoalProposed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalAgreed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalEndorsed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalProgressRated::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, GoalClosed::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, PlanOffered::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PlanCreated::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PlanRevised::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PlanDeclined::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ServiceStarted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ServiceChanged::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ServiceEnded::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, AssessmentStarted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AssessmentThemeScored::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AssessmentCompleted::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, ApplicationReceived::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, OfferDeclined::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionDrafted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionDiscussed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CitizenHeard::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionIssued::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DecisionAppealed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AppealResolved::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, CommitmentMade::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommitmentKept::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommitmentBroken::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, CommitmentRenegotiated::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DeadlineSet::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DeadlineMet::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DeadlineExtended::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, TimeRegistered::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, DisagreementRaised::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, DisagreementResolved::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, UncertaintyRaised::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, UncertaintyResolved::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, TransitionAnnounced::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, TransitionLeft::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverProposed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverAccepted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverRejected::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, HandoverCompleted::Reader payload, const Occurrence& occurrence);

void note(CaseFacts& facts, SurveyInvited::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, SurveyAnswered::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, SurveyDeclined::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, MonitoringRegistered::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, FeedbackRecorded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, LessonRecorded::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, PracticeHighlighted::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, ToolUsed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AdviceShown::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AdviceFollowed::Reader payload, const Occurrence& occurrence);
void note(CaseFacts& facts, AdviceOverridden::Reader payload, const Occurrence& occurrence);

/// From here on the case belongs to this target group.
void set_target_group(CaseFacts& facts, std::string target_group, const Told& at);

inline std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }
inline std::string first_said(capnp::Text::Reader text, std::string otherwise) { return text.size() > 0 ? text_of(text) : std::move(otherwise); }
inline Uuid uuid_of(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()); }
inline std::vector<std::string> texts_of(capnp::List<capnp::Text>::Reader list) {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (const auto text : list) out.push_back(text_of(text));
    return out;
}

inline std::vector<Uuid> uuids_of(capnp::List<Id16>::Reader list) {
    std::vector<Uuid> out;
    out.reserve(list.size());
    for (const auto id : list) out.push_back(uuid_of(id));
    return out;
}

[[nodiscard]] LegalBasis legal_basis_of(::forloeb::LegalBasis::Reader basis);
[[nodiscard]] ServiceTerms service_terms_of(ServiceSpecification::Reader service);
[[nodiscard]] std::vector<ServiceTerms> services_of(capnp::List<ServiceSpecification>::Reader services);

inline Contact contact_of(Contact::Kind kind, Answer with_citizen, const Occurrence& occurrence) {
    Contact contact;
    contact.at = occurrence.at;
    contact.kind = kind;
    contact.with_citizen = with_citizen;
    contact.by = occurrence.by;
    contact.organisation = occurrence.organisation;
    return contact;
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
