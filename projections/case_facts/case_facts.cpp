#include "projections/case_facts/case_facts.hpp"

#include <kj/exception.h>

#include <unordered_map>

#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

using Handler = void (*)(CaseFacts&, const Occurrence&);
using Handlers = std::unordered_map<std::uint64_t, Handler>;

template <typename Payload>
void handle(CaseFacts& facts, const Occurrence& occurrence) {
    note(facts, occurrence.event.as<Payload>(), occurrence);
}

template <typename... Payloads>
Handlers handlers_for() {
    return {{capnp::typeId<Payloads>(), &handle<Payloads>}...};
}

const Handlers& handlers() {
    static const Handlers all = handlers_for<
        IntakeReceived, IntakeReferredOn, IntakeDeclined, CaseOpened, CaseClosed, CaseReopened, CaseLinked, PhaseEntered,
        ExternalRecorded, NoteRecorded, DocumentLinked, CoordinatorNeedAssessed, CoordinatorAssigned, CoordinatorReleased,
        CoordinatorAnnounced, CoordinatorAcknowledged, ComplexityAssessed, OnboardingRecorded, SubstituteAppointed,
        SubstituteEnded, RepresentativeAppointed, RepresentativeEnded, TeamMemberAdded, TeamMemberRemoved, PartnerAdded,
        PartnerChanged, PartnerRemoved, NetworkAssessed, CommunicationPreferenceSet, ContactHeld, ContactAttempted,
        CitizenInformed, CitizenInvolved, CitizenViewRecorded, GuidanceGiven, MeetingConvened, MeetingHeld,
        MeetingCancelled, MeetingAttendanceRated, MeetingMinutesShared, InformationRequested, InformationProvided,
        InformationRequestWithdrawn, InformationReused, InformationShared, ConsentGiven, ConsentWithdrawn,
        KnowledgeConsulted, KnowledgeContributed, GoalProposed, GoalAgreed, GoalEndorsed, GoalProgressRated, GoalClosed,
        PlanOffered, PlanCreated, PlanRevised, PlanDeclined, ServiceStarted, ServiceChanged, ServiceEnded,
        AssessmentStarted, AssessmentThemeScored, AssessmentCompleted, ApplicationReceived, OfferDeclined, DecisionDrafted,
        DecisionDiscussed, CitizenHeard, DecisionIssued, DecisionAppealed, AppealResolved, CommitmentMade, CommitmentKept,
        CommitmentBroken, CommitmentRenegotiated, DeadlineSet, DeadlineMet, DeadlineExtended, TimeRegistered,
        DisagreementRaised, DisagreementResolved, UncertaintyRaised, UncertaintyResolved, TransitionAnnounced,
        TransitionLeft, HandoverProposed, HandoverAccepted, HandoverRejected, HandoverCompleted, SurveyInvited,
        SurveyAnswered, SurveyDeclined, MonitoringRegistered, FeedbackRecorded, LessonRecorded, PracticeHighlighted,
        ToolUsed, AdviceShown, AdviceFollowed, AdviceOverridden>();
    return all;
}

Told told_of(const EffectiveEvent& event, std::size_t act) {
    const LeafRecord& leaf = event.leaf();
    return {event.occurred, leaf.position, leaf.version, leaf.event_id, leaf.recorded_at, static_cast<std::uint32_t>(act)};
}

Act act_of(const EffectiveEvent& event, const Told& at) {
    const auto envelope = event.envelope();
    const auto actor = envelope.getOnBehalfOf().getPseudonym().size() > 0 ? envelope.getOnBehalfOf() : envelope.getActor();
    Act act;
    act.at = at;
    act.type = &event.type();
    act.by = text_of(actor.getPseudonym());
    act.role = text_of(actor.getRole());
    act.unit = text_of(actor.getUnit());
    act.organisation = text_of(actor.getOrganisation());
    act.entered = read_moment(envelope.getEnteredAt());
    act.imported = envelope.getSource().getSystem().size() > 0;
    act.synthesised = envelope.getSource().getSynthesised();
    return act;
}

bool has_segment(const EventView& event, SensitivityClass sensitivity) {
    for (const auto segment : event.stored().getSegments())
        if (segment.getClass() == sensitivity) return true;
    return false;
}

bool may_hold_own_words(const EventType& type) {
    if (!type.personal) return false;
    return type.personal->findFieldByName("citizenWords") != nullptr || type.personal->findFieldByName("ownWords") != nullptr;
}

// Every type says with a code or reference what the words were about, or its own name does.
std::string about_of(const EffectiveEvent& event) {
    if (event.is<CitizenViewRecorded>()) return text_of(event.as<CitizenViewRecorded>().getAbout());
    if (event.is<OfferDeclined>()) return text_of(event.as<OfferDeclined>().getType());
    if (event.is<GoalAgreed>()) return text_of(event.as<GoalAgreed>().getGoal());
    return std::string(event.type().name);
}

void note_sealed_parts(CaseFacts& facts, const Occurrence& occurrence) {
    const EventView& source = occurrence.event.personal_source();
    if (source.leaf().segment_count == 0) return;
    if (may_hold_own_words(occurrence.event.type()) && has_segment(source, SensitivityClass::NARRATIVE))
        facts.own_words.push_back({occurrence.at, about_of(occurrence.event), occurrence.event.is<OfferDeclined>()});
    if (has_segment(source, SensitivityClass::HEALTH)) facts.health.push_back(occurrence.at);
}

void note_source(CaseFacts& facts, const Occurrence& occurrence) {
    const auto envelope = occurrence.event.envelope();
    const auto source = envelope.getSource();
    if (source.getSystem().size() == 0) return;
    facts.source_system = text_of(source.getSystem());
    if (source.getSynthesised() || source.getPosition() == 0) return;
    facts.source_events.push_back({occurrence.at, read_moment(envelope.getEnteredAt()), source.getPosition(),
                                   text_of(envelope.getActor().getPseudonym()), text_of(envelope.getActor().getUnit())});
}

void note_method_version(CaseFacts& facts, const Occurrence& occurrence) {
    const auto version = occurrence.event.envelope().getMethodVersion();
    if (version.size() == 0) return;
    Attributes attributes = facts.attributes.empty() ? Attributes{} : facts.attributes.back().attributes;
    if (version == attributes.method_version) return;
    attributes.method_version = text_of(version);
    facts.attributes.push_back({occurrence.at, std::move(attributes)});
}

}  // namespace

LegalBasis legal_basis_of(::forloeb::LegalBasis::Reader basis) {
    return {text_of(basis.getLaw()), text_of(basis.getParagraph()), text_of(basis.getSubsection()),
            read_moment(basis.getValidFrom()), untold};
}

ServiceTerms service_terms_of(ServiceSpecification::Reader service) {
    ServiceTerms terms;
    terms.service = text_of(service.getService());
    terms.type = text_of(service.getType());
    terms.legal_basis = legal_basis_of(service.getLegalBasis());
    terms.service_level = text_of(service.getServiceLevel());
    terms.minutes_per_week = service.getMinutesPerWeek();
    for (const auto time : service.getWeeklyTimes())
        terms.weekly_times.push_back({time.getWeekday(), time.getFromMinute(), time.getToMinute()});
    terms.from = read_moment(service.getValidFrom());
    terms.to = read_moment(service.getValidTo());
    terms.unit = text_of(service.getUnit());
    terms.goals = texts_of(service.getGoals());
    terms.outcome = text_of(service.getOutcome());
    terms.themes = texts_of(service.getThemes());
    terms.provider = text_of(service.getProvider());
    terms.guidelines = texts_of(service.getGuidelines());
    return terms;
}

std::vector<ServiceTerms> services_of(capnp::List<ServiceSpecification>::Reader services) {
    std::vector<ServiceTerms> out;
    out.reserve(services.size());
    for (const auto service : services) out.push_back(service_terms_of(service));
    return out;
}

void CaseFactsFold::apply(const EffectiveEvent& event) {
    const Told at = told_of(event, facts_.acts.size());
    facts_.acts.push_back(act_of(event, at));
    const Act& act = facts_.acts.back();
    const Occurrence occurrence{event, at, act.by, act.organisation};
    ++facts_.events;
    facts_.last = occurrence.at;
    if ((event.leaf().flags & leaf_rule_objected) != 0) ++facts_.rule_objections;
    note_method_version(facts_, occurrence);
    if (const Waiting waiting{&event, at}; !hand_over(waiting)) waiting_.push_back(waiting);
    try_again(at.position);
    note_sealed_parts(facts_, occurrence);
    note_source(facts_, occurrence);
}

/// False if the handler did not find what the event refers to.
bool CaseFactsFold::hand_over(const Waiting& waiting) {
    const auto handler = handlers().find(waiting.event->type().type_id());
    if (handler == handlers().end()) return true;
    const std::uint32_t unknown = facts_.references_unknown;
    const Act& act = facts_.act(waiting.at);
    handler->second(facts_, {*waiting.event, waiting.at, act.by, act.organisation});
    return facts_.references_unknown == unknown;
}

/// An event can wait only for one that was told before it.
void CaseFactsFold::try_again(Position told) {
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        if (!(told < waiting.at.position)) return false;
        --facts_.references_unknown;  // counted again by the handler, if it is unknown still
        return hand_over(waiting);
    });
}

CaseFacts CaseFactsFold::take() {
    std::stable_sort(facts_.source_events.begin(), facts_.source_events.end(),
                     [](const SourceEvent& a, const SourceEvent& b) { return a.source_position < b.source_position; });
    return std::move(facts_);
}

Result<CaseFacts> facts_of(const Uuid& case_id, const History& history) {
    try {
        CaseFactsFold fold(case_id);
        for (const EffectiveEvent& event : history.effective) fold.apply(event);
        return fold.take();
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "Case " + case_id.text() + " has an event whose content cannot be read; verify the log.");
    }
}

}  // namespace forloeb::facts
