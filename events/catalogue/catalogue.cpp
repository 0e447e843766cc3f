#include "events/catalogue/catalogue.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "events/schema/access.capnp.h"
#include "events/schema/assessment.capnp.h"
#include "events/schema/audit.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/schema/decision.capnp.h"
#include "events/schema/evaluation.capnp.h"
#include "events/schema/friction.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/governance.capnp.h"
#include "events/schema/information.capnp.h"
#include "events/schema/instrument.capnp.h"
#include "events/schema/learning.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/network.capnp.h"
#include "events/schema/person.capnp.h"
#include "events/schema/plan.capnp.h"
#include "events/schema/project.capnp.h"
#include "events/schema/promise.capnp.h"
#include "events/schema/relation.capnp.h"
#include "events/schema/transition.capnp.h"

namespace forloeb {
namespace {

constexpr std::uint64_t label_annotation = 0xc0d1ff0e7b5a4e02;
constexpr std::uint64_t class_annotation = 0xc0d1ff0e7b5a4e03;
constexpr std::uint64_t verbatim_annotation = 0xc0d1ff0e7b5a4e04;

constexpr auto on_person = {StreamKind::person};
constexpr auto on_project = {StreamKind::project};
constexpr auto on_reads = {StreamKind::reads};
constexpr auto on_governance = {StreamKind::governance};
constexpr auto on_case_or_project = {StreamKind::case_, StreamKind::project};
constexpr auto on_any = {StreamKind::case_, StreamKind::person, StreamKind::project, StreamKind::governance};

struct NoPersonal;

template <typename Clear, typename Personal = NoPersonal>
EventType row(std::uint16_t number, std::string_view name, std::string_view group, std::uint16_t schema_version,
              std::initializer_list<StreamKind> streams = {StreamKind::case_}) {
    std::optional<capnp::StructSchema> personal;
    if constexpr (!std::is_same_v<Personal, NoPersonal>) personal = capnp::Schema::from<Personal>();
    return {EventTypeNumber{number}, name, group, schema_version, streams, capnp::Schema::from<Clear>(), personal, capnp::typeId<Clear>()};
}

// Numbers and names are stored: never change one, never use one again. Groups start at round numbers and leave room.
std::vector<EventType> make_rows() {
    return {
        row<IntakeReceived, IntakeReceivedPersonal>(100, "intake.received", "intake", 1),
        row<IntakeDeclined, IntakeDeclinedPersonal>(101, "intake.declined", "intake", 1),
        row<IntakeReferredOn, IntakeReferredOnPersonal>(102, "intake.referred_on", "intake", 1),

        row<CaseOpened, CaseOpenedPersonal>(110, "case.opened", "case", 1),
        row<CaseClosed, CaseClosedPersonal>(111, "case.closed", "case", 1),
        row<CaseReopened, CaseReopenedPersonal>(112, "case.reopened", "case", 1),
        row<CaseLinked, CaseLinkedPersonal>(113, "case.linked", "case", 1),
        row<PhaseEntered>(120, "phase.entered", "case", 1),
        row<ExternalRecorded, ExternalRecordedPersonal>(130, "external.recorded", "case", 1),
        row<NoteRecorded, NoteRecordedPersonal>(140, "note.recorded", "case", 1, on_case_or_project),
        row<DocumentLinked, DocumentLinkedPersonal>(141, "document.linked", "case", 1, on_case_or_project),

        row<EventCorrected>(200, "event.corrected", "correction", 1, on_any),
        row<EventRetracted>(201, "event.retracted", "correction", 1, on_any),
        row<ImportRetracted>(210, "import.retracted", "correction", 1, on_governance),

        row<SubjectDescribed, SubjectDescribedPersonal>(250, "subject.described", "person", 1, on_person),

        row<CoordinatorNeedAssessed, CoordinatorNeedAssessedPersonal>(300, "coordinator.need_assessed", "coordinator",
                                                                      1),
        row<CoordinatorAssigned>(301, "coordinator.assigned", "coordinator", 1),
        row<CoordinatorAnnounced>(302, "coordinator.announced", "coordinator", 1),
        row<CoordinatorAcknowledged>(303, "coordinator.acknowledged", "coordinator", 1),
        row<CoordinatorReleased, CoordinatorReleasedPersonal>(304, "coordinator.released", "coordinator", 1),
        row<ComplexityAssessed, ComplexityAssessedPersonal>(320, "complexity.assessed", "coordinator", 1),
        row<OnboardingRecorded>(330, "onboarding.recorded", "coordinator", 1, on_case_or_project),

        row<SubstituteAppointed>(340, "substitute.appointed", "relation", 1),
        row<SubstituteEnded>(341, "substitute.ended", "relation", 1),
        row<RepresentativeAppointed, RepresentativeAppointedPersonal>(342, "representative.appointed", "relation", 1),
        row<RepresentativeEnded, RepresentativeEndedPersonal>(343, "representative.ended", "relation", 1),
        row<TeamMemberAdded>(344, "team.member_added", "relation", 1),
        row<TeamMemberRemoved>(345, "team.member_removed", "relation", 1),

        row<PartnerAdded, PartnerAddedPersonal>(400, "partner.added", "network", 1),
        row<PartnerChanged, PartnerChangedPersonal>(401, "partner.changed", "network", 1),
        row<PartnerRemoved, PartnerRemovedPersonal>(402, "partner.removed", "network", 1),
        row<NetworkAssessed, NetworkAssessedPersonal>(410, "network.assessed", "network", 1),
        row<CommunicationPreferenceSet, CommunicationPreferenceSetPersonal>(420, "communication.preference_set",
                                                                            "network", 1),

        row<ContactHeld, ContactHeldPersonal>(500, "contact.held", "contact", 2),
        row<ContactAttempted, ContactAttemptedPersonal>(501, "contact.attempted", "contact", 1),
        row<GuidanceGiven, GuidanceGivenPersonal>(510, "guidance.given", "contact", 1),
        row<CitizenInformed, CitizenInformedPersonal>(520, "citizen.informed", "contact", 1),
        row<CitizenInvolved, CitizenInvolvedPersonal>(521, "citizen.involved", "contact", 1),
        row<CitizenViewRecorded, CitizenViewRecordedPersonal>(522, "citizen.view_recorded", "contact", 1),
        row<CitizenHeard, CitizenHeardPersonal>(523, "citizen.heard", "contact", 1),

        row<MeetingConvened, MeetingConvenedPersonal>(600, "meeting.convened", "meeting", 1),
        row<MeetingHeld, MeetingHeldPersonal>(601, "meeting.held", "meeting", 1),
        row<MeetingCancelled, MeetingCancelledPersonal>(602, "meeting.cancelled", "meeting", 1),
        row<MeetingAttendanceRated, MeetingAttendanceRatedPersonal>(603, "meeting.attendance_rated", "meeting", 1),
        row<MeetingMinutesShared>(604, "meeting.minutes_shared", "meeting", 1),

        row<InformationRequested, InformationRequestedPersonal>(650, "information.requested", "information", 1),
        row<InformationProvided, InformationProvidedPersonal>(651, "information.provided", "information", 1),
        row<InformationRequestWithdrawn>(652, "information.request_withdrawn", "information", 1),
        row<InformationReused>(653, "information.reused", "information", 1),
        row<InformationShared, InformationSharedPersonal>(654, "information.shared", "information", 1),
        row<ConsentGiven, ConsentGivenPersonal>(660, "consent.given", "information", 1),
        row<ConsentWithdrawn, ConsentWithdrawnPersonal>(661, "consent.withdrawn", "information", 1),
        row<KnowledgeConsulted, KnowledgeConsultedPersonal>(670, "knowledge.consulted", "information", 1),
        row<KnowledgeContributed, KnowledgeContributedPersonal>(671, "knowledge.contributed", "information", 1),

        row<TransitionAnnounced, TransitionAnnouncedPersonal>(700, "transition.announced", "transition", 1),
        row<TransitionLeft, TransitionLeftPersonal>(701, "transition.left", "transition", 1),
        row<HandoverProposed, HandoverProposedPersonal>(720, "handover.proposed", "transition", 1),
        row<HandoverAccepted, HandoverAcceptedPersonal>(721, "handover.accepted", "transition", 1),
        row<HandoverRejected, HandoverRejectedPersonal>(722, "handover.rejected", "transition", 1),
        row<HandoverCompleted, HandoverCompletedPersonal>(723, "handover.completed", "transition", 1),

        row<AssessmentStarted>(800, "assessment.started", "assessment", 1),
        row<AssessmentThemeScored, AssessmentThemeScoredPersonal>(801, "assessment.theme_scored", "assessment", 1),
        row<AssessmentCompleted, AssessmentCompletedPersonal>(802, "assessment.completed", "assessment", 1),

        row<GoalAgreed, GoalAgreedPersonal>(900, "goal.agreed", "goal", 1),
        row<GoalEndorsed, GoalEndorsedPersonal>(901, "goal.endorsed", "goal", 1),
        row<GoalProgressRated, GoalProgressRatedPersonal>(902, "goal.progress_rated", "goal", 1),
        row<GoalClosed, GoalClosedPersonal>(903, "goal.closed", "goal", 1),
        row<GoalProposed, GoalProposedPersonal>(904, "goal.proposed", "goal", 1),

        row<PlanOffered, PlanOfferedPersonal>(920, "plan.offered", "plan", 1),
        row<PlanCreated, PlanCreatedPersonal>(921, "plan.created", "plan", 1),
        row<PlanRevised, PlanRevisedPersonal>(922, "plan.revised", "plan", 1),
        row<PlanDeclined, PlanDeclinedPersonal>(923, "plan.declined", "plan", 1),
        row<ServiceStarted, ServiceStartedPersonal>(940, "service.started", "plan", 1),
        row<ServiceChanged, ServiceChangedPersonal>(941, "service.changed", "plan", 1),
        row<ServiceEnded, ServiceEndedPersonal>(942, "service.ended", "plan", 1),

        row<ApplicationReceived, ApplicationReceivedPersonal>(1000, "application.received", "decision", 1),
        row<OfferDeclined, OfferDeclinedPersonal>(1010, "offer.declined", "decision", 1),
        row<DecisionDrafted, DecisionDraftedPersonal>(1020, "decision.drafted", "decision", 1),
        row<DecisionDiscussed, DecisionDiscussedPersonal>(1021, "decision.discussed", "decision", 1),
        row<DecisionIssued, DecisionIssuedPersonal>(1022, "decision.issued", "decision", 1),
        row<DecisionAppealed, DecisionAppealedPersonal>(1023, "decision.appealed", "decision", 1),
        row<AppealResolved, AppealResolvedPersonal>(1024, "appeal.resolved", "decision", 1),

        row<CommitmentMade, CommitmentMadePersonal>(1100, "commitment.made", "promise", 1),
        row<CommitmentKept>(1101, "commitment.kept", "promise", 1),
        row<CommitmentBroken, CommitmentBrokenPersonal>(1102, "commitment.broken", "promise", 1),
        row<CommitmentRenegotiated, CommitmentRenegotiatedPersonal>(1103, "commitment.renegotiated", "promise", 1),
        row<DeadlineSet, DeadlineSetPersonal>(1120, "deadline.set", "promise", 1),
        row<DeadlineMet>(1121, "deadline.met", "promise", 1),
        row<DeadlineExtended, DeadlineExtendedPersonal>(1122, "deadline.extended", "promise", 1),
        row<TimeRegistered>(1140, "time.registered", "promise", 1, on_case_or_project),

        row<DisagreementRaised, DisagreementRaisedPersonal>(1160, "disagreement.raised", "friction", 1),
        row<DisagreementResolved, DisagreementResolvedPersonal>(1161, "disagreement.resolved", "friction", 1),
        row<UncertaintyRaised, UncertaintyRaisedPersonal>(1170, "uncertainty.raised", "friction", 1),
        row<UncertaintyResolved, UncertaintyResolvedPersonal>(1171, "uncertainty.resolved", "friction", 1),

        row<SurveyInvited>(1200, "survey.invited", "evaluation", 1, on_case_or_project),
        row<SurveyAnswered, SurveyAnsweredPersonal>(1201, "survey.answered", "evaluation", 1, on_case_or_project),
        row<SurveyDeclined>(1202, "survey.declined", "evaluation", 1, on_case_or_project),
        row<MonitoringRegistered, MonitoringRegisteredPersonal>(1220, "monitoring.registered", "evaluation", 1,
                                                                on_case_or_project),

        row<FeedbackRecorded, FeedbackRecordedPersonal>(1230, "feedback.recorded", "learning", 1, on_case_or_project),
        row<LessonRecorded, LessonRecordedPersonal>(1240, "lesson.recorded", "learning", 1, on_case_or_project),
        row<PracticeHighlighted, PracticeHighlightedPersonal>(1250, "practice.highlighted", "learning", 1,
                                                              on_case_or_project),
        row<ToolUsed>(1260, "tool.used", "learning", 1, on_case_or_project),
        row<AdviceShown>(1270, "advice.shown", "learning", 1),
        row<AdviceFollowed>(1271, "advice.followed", "learning", 1),
        row<AdviceOverridden, AdviceOverriddenPersonal>(1272, "advice.overridden", "learning", 1),

        row<ProjectDesigned, ProjectDesignedPersonal>(1300, "project.designed", "project", 1, on_project),
        row<InstrumentDefined>(1305, "instrument.defined", "project", 1, on_project),
        row<WaveOpened>(1310, "wave.opened", "project", 1, on_project),
        row<WaveClosed>(1311, "wave.closed", "project", 1, on_project),
        row<RespondentEnrolled>(1320, "respondent.enrolled", "project", 1, on_project),
        row<RespondentLeft>(1321, "respondent.left", "project", 1, on_project),
        row<PeriodExpected>(1330, "period.expected", "project", 1, on_project),
        row<SeminarHeld, SeminarHeldPersonal>(1340, "seminar.held", "project", 1, on_project),

        row<PolicyChanged>(1400, "policy.changed", "governance", 1, on_governance),
        row<SubjectRestricted>(1410, "subject.restricted", "governance", 1, on_governance),
        row<HoldPlaced>(1420, "hold.placed", "governance", 1, on_governance),
        row<HoldLifted>(1421, "hold.lifted", "governance", 1, on_governance),
        row<RetentionExpired>(1430, "retention.expired", "governance", 1, on_governance),
        row<ArchiveExported>(1440, "archive.exported", "governance", 1, on_governance),
        row<SubjectKeyDestroyed>(1450, "subject.key_destroyed", "governance", 1, on_governance),
        row<PayloadPurged>(1460, "payload.purged", "governance", 1, on_governance),

        row<TokenCreated>(1480, "token.created", "access", 1, on_governance),
        row<TokenRevoked>(1481, "token.revoked", "access", 1, on_governance),
        row<AccessLockedOut>(1482, "access.locked_out", "access", 1, on_governance),
        row<BreakGlassOpened, BreakGlassOpenedPersonal>(1490, "break_glass.opened", "access", 1, on_governance),
        row<BreakGlassReviewed, BreakGlassReviewedPersonal>(1491, "break_glass.reviewed", "access", 1, on_governance),

        row<ReadRecorded, ReadRecordedPersonal>(1500, "read.recorded", "audit", 1, on_reads),
    };
}

struct Catalogue {
    std::vector<EventType> rows = make_rows();
    std::unordered_map<std::string_view, const EventType*> by_name;
    std::unordered_map<std::uint64_t, const EventType*> by_type_id;

    Catalogue() {
        for (const EventType& type : rows) {
            by_name.emplace(type.name, &type);
            by_type_id.emplace(type.type_id(), &type);
        }
    }
};

const Catalogue& catalogue() {
    static const Catalogue instance;
    return instance;
}

using Annotations = capnp::List<capnp::schema::Annotation>::Reader;

std::optional<capnp::schema::Value::Reader> annotation(Annotations annotations, std::uint64_t id) {
    for (const auto one : annotations)
        if (one.getId() == id) return one.getValue();
    return std::nullopt;
}

std::string_view view_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

std::string_view label_in(Annotations annotations, std::string_view language, capnp::Text::Reader otherwise) {
    const auto value = annotation(annotations, label_annotation);
    if (!value) return view_of(otherwise);
    const auto label = value->getStruct().getAs<Label>();
    return view_of(language == "en" ? label.getEn() : label.getDa());
}

template <typename Index, typename Key>
const EventType* find_in(const Index& index, const Key& key) {
    const auto found = index.find(key);
    return found == index.end() ? nullptr : found->second;
}

}  // namespace

std::string_view EventType::label(std::string_view language) const {
    return label_in(clear.getProto().getAnnotations(), language, clear.getShortDisplayName());
}

std::span<const EventType> all_event_types() { return catalogue().rows; }

const EventType* find_event_type(std::string_view name) { return find_in(catalogue().by_name, name); }

const EventType* find_event_type(std::uint64_t type_id) { return find_in(catalogue().by_type_id, type_id); }

const EventType& event_type_of(capnp::Schema schema) {
    const EventType* type = find_event_type(schema.getProto().getId());
    if (type == nullptr) std::abort();  // a payload struct of this program without its row in the catalogue
    return *type;
}

std::string_view label_of(capnp::StructSchema::Field field, std::string_view language) {
    return label_in(field.getProto().getAnnotations(), language, field.getProto().getName());
}

std::string_view label_of(capnp::EnumSchema::Enumerant enumerant, std::string_view language) {
    return label_in(enumerant.getProto().getAnnotations(), language, enumerant.getProto().getName());
}

SensitivityClass class_of(capnp::StructSchema::Field field) {
    const auto value = annotation(field.getProto().getAnnotations(), class_annotation);
    return value ? static_cast<SensitivityClass>(value->getEnum()) : SensitivityClass::NONE;
}

bool is_verbatim(capnp::StructSchema::Field field) {
    return annotation(field.getProto().getAnnotations(), verbatim_annotation).has_value();
}

}  // namespace forloeb
