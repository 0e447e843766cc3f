// Roles of event types: the case, the people around the citizen, meetings and transitions. See event_roles.hpp.
#include "engine/rules/role_rows.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/network.capnp.h"
#include "events/schema/person.capnp.h"
#include "events/schema/relation.capnp.h"
#include "events/schema/transition.capnp.h"

namespace forloeb {
namespace {

template <typename Type>
RoleSubject read_substitute(RolePayload payload) {
    const auto substitute = payload.getAs<Type>();
    return {role_text(substitute.getPerson(), substitute.getForPerson())};
}
RoleSubject read_appointed_substitute(RolePayload payload) {
    RoleSubject subject = read_substitute<SubstituteAppointed>(payload);
    subject.until = role_day(payload.getAs<SubstituteAppointed>().getValidTo());
    return subject;
}

RoleSubject read_link(RolePayload payload) {
    const auto other = payload.getAs<CaseLinked>().getOtherCase();
    const bool none = other.getHigh() == 0 && other.getLow() == 0;
    return {{}, none ? std::string() : Uuid::from_halves(other.getHigh(), other.getLow()).text()};
}

}  // namespace

void add_case_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<IntakeReceived>(intake, start, any);
    roles.add<IntakeDeclined>(intake, use, any);
    roles.add<IntakeReferredOn>(intake, use, any);
    roles.add<CaseOpened>(case_, start, any);
    roles.add<CaseClosed>(case_, end, once_opened);
    roles.add<CaseReopened>(case_, start, once_opened);
    roles.add<CaseLinked>(link, step, once_opened, &read_link);
    roles.add<PhaseEntered>(while_open);
    roles.add<ExternalRecorded>(once_opened);
    roles.add<NoteRecorded>(any);  // the duty to take notes does not wait for a case
    roles.add<DocumentLinked, &DocumentLinked::Reader::getDocument>(document, step, any);
    roles.add<EventCorrected>(any);
    roles.add<EventRetracted>(any);
    roles.add<ImportRetracted>(any);
    roles.add<SubjectDescribed>(any);
}

void add_people_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<CoordinatorNeedAssessed>(while_open);
    roles.add<ComplexityAssessed>(while_open);
    roles.add<CoordinatorAssigned>(coordinator, start, while_open, &read_person<CoordinatorAssigned>);
    roles.add<CoordinatorReleased>(coordinator, end, once_opened, &read_person<CoordinatorReleased>);
    roles.add<CoordinatorAnnounced>(coordinator, use, while_open);
    roles.add<CoordinatorAcknowledged>(coordinator, use, while_open);
    // A mother was there before the case was, and the network does not end with it.
    roles.add<PartnerAdded, &PartnerAdded::Reader::getParty>(partner, start, once_opened);
    roles.add<PartnerChanged, &PartnerChanged::Reader::getParty>(partner, use, once_opened);
    roles.add<PartnerRemoved, &PartnerRemoved::Reader::getParty>(partner, end, once_opened);
    roles.add<NetworkAssessed>(while_open);
    roles.add<CommunicationPreferenceSet>(once_opened);
    roles.add<OnboardingRecorded>(once_opened);
    // Relations that give access: they may be there before the case and outlast it.
    roles.add<SubstituteAppointed>(substitute, start, once_opened, &read_appointed_substitute);
    roles.add<SubstituteEnded>(substitute, end, once_opened, &read_substitute<SubstituteEnded>);
    roles.add_until<RepresentativeAppointed, &RepresentativeAppointed::Reader::getRepresentative>(representative, start,
                                                                                                  once_opened);
    roles.add<RepresentativeEnded, &RepresentativeEnded::Reader::getRepresentative>(representative, end, once_opened);
    roles.add_until<TeamMemberAdded, &TeamMemberAdded::Reader::getPerson>(team, start, once_opened);
    roles.add<TeamMemberRemoved, &TeamMemberRemoved::Reader::getPerson>(team, end, once_opened);
    roles.add<ContactHeld>(while_open);
    roles.add<ContactAttempted>(while_open);
    roles.add<CitizenInformed>(while_open);
    roles.add<CitizenInvolved>(while_open);
    roles.add<CitizenViewRecorded>(once_opened);  // the citizen may speak at any time
    roles.add<GuidanceGiven>(while_open);
    roles.add<MeetingConvened, &MeetingConvened::Reader::getMeeting>(meeting, start, while_open);
    roles.add<MeetingHeld, &MeetingHeld::Reader::getMeeting>(meeting, step, while_open);
    roles.add<MeetingCancelled, &MeetingCancelled::Reader::getMeeting>(meeting, end, once_opened);
    roles.add<MeetingAttendanceRated, &MeetingAttendanceRated::Reader::getMeeting>(meeting, step, once_opened);
    roles.add<MeetingMinutesShared, &MeetingMinutesShared::Reader::getMeeting>(meeting, step, once_opened);
}

void add_transition_roles(Roles& roles) {
    using enum ThreadKind;
    using enum ThreadPart;
    using enum CaseTime;
    roles.add<TransitionAnnounced, &TransitionAnnounced::Reader::getTransition>(transition, step, any);
    roles.add<TransitionLeft, &TransitionLeft::Reader::getTransition>(transition, step, once_opened);
    // A hospital proposes before the municipality opens its case, and the receiver answers when it can.
    roles.add<HandoverProposed, &HandoverProposed::Reader::getHandover>(handover, step, once_opened);
    roles.add<HandoverAccepted, &HandoverAccepted::Reader::getHandover>(handover, step, once_opened);
    roles.add<HandoverRejected, &HandoverRejected::Reader::getHandover>(handover, step, once_opened);
    roles.add<HandoverCompleted, &HandoverCompleted::Reader::getHandover>(handover, step, once_opened);
}

}  // namespace forloeb
