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
    static const Handlers all =
        handlers_for<IntakeReceived, CaseOpened, CaseClosed, CaseReopened, PhaseEntered, AssessmentCompleted,
                     CoordinatorNeedAssessed, CoordinatorAssigned, CoordinatorReleased, CoordinatorAnnounced,
                     CoordinatorAcknowledged, ComplexityAssessed, PartnerAdded, PartnerChanged, PartnerRemoved,
                     CommunicationPreferenceSet, ContactHeld, ContactAttempted, MeetingConvened, MeetingHeld,
                     MeetingCancelled, GoalAgreed, GoalEndorsed, GoalProgressRated, GoalClosed, TransitionAnnounced,
                     TransitionLeft, HandoverProposed, HandoverAccepted, HandoverRejected, HandoverCompleted,
                     CommitmentMade, CommitmentKept, CommitmentBroken, DeadlineSet, DeadlineMet, ApplicationReceived,
                     DecisionDrafted, DecisionIssued>();
    return all;
}

Occurrence occurrence_of(const EffectiveEvent& event) {
    const auto envelope = event.envelope();
    const auto actor = envelope.getOnBehalfOf().getPseudonym().size() > 0 ? envelope.getOnBehalfOf() : envelope.getActor();
    return {event, Told{event.occurred, event.leaf().position, event.leaf().version}, text_of(actor.getPseudonym()),
            text_of(actor.getOrganisation())};
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

void CaseFactsFold::apply(const EffectiveEvent& event) {
    const Occurrence occurrence = occurrence_of(event);
    ++facts_.events;
    facts_.last = occurrence.at;
    if ((event.leaf().flags & leaf_rule_objected) != 0) ++facts_.rule_objections;
    note_method_version(facts_, occurrence);
    if (const auto handler = handlers().find(event.type().type_id()); handler != handlers().end())
        handler->second(facts_, occurrence);
    note_sealed_parts(facts_, occurrence);
    note_source(facts_, occurrence);
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
