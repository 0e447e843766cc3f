// Intake, opening, closing, phases and the attributes cohorts are made of; notes and what other systems recorded.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Attributes latest_attributes(const CaseFacts& facts) {
    return facts.attributes.empty() ? Attributes{} : facts.attributes.back().attributes;
}

void set_attributes(CaseFacts& facts, const Told& at, Attributes attributes) {
    facts.attributes.push_back({at, std::move(attributes)});
}

bool is_open(const CaseFacts& facts) { return !facts.episodes.empty() && !facts.episodes.back().closed; }

Intake intake_at(const Told& at, Intake::Outcome outcome) {
    Intake intake;
    intake.at = at;
    intake.outcome = outcome;
    return intake;
}

void open(CaseFacts& facts, const Told& at) {
    if (!is_open(facts)) facts.episodes.push_back({at, std::nullopt, {}, {}});
}

}  // namespace

void note(CaseFacts& facts, IntakeReceived::Reader payload, const Occurrence& occurrence) {
    Intake intake = intake_at(occurrence.at, Intake::Outcome::received);
    intake.route = text_of(payload.getRoute());
    intake.unit = text_of(payload.getUnit());
    intake.from_organisation = text_of(payload.getFromOrganisation());
    intake.topics = texts_of(payload.getTopics());
    intake.urgent = payload.getUrgent();
    facts.intakes.push_back(std::move(intake));
}

void note(CaseFacts& facts, IntakeDeclined::Reader payload, const Occurrence& occurrence) {
    Intake intake = intake_at(occurrence.at, Intake::Outcome::declined);
    intake.reason = text_of(payload.getReason());
    intake.to = text_of(payload.getReferredTo());
    intake.intake = uuid_of(payload.getIntake());
    facts.intakes.push_back(std::move(intake));
}

void note(CaseFacts& facts, IntakeReferredOn::Reader payload, const Occurrence& occurrence) {
    Intake intake = intake_at(occurrence.at, Intake::Outcome::referred_on);
    intake.reason = text_of(payload.getReason());
    intake.to = text_of(payload.getToUnit().size() > 0 ? payload.getToUnit() : payload.getToOrganisation());
    intake.intake = uuid_of(payload.getIntake());
    facts.intakes.push_back(std::move(intake));
}

void note(CaseFacts& facts, CaseOpened::Reader payload, const Occurrence& occurrence) {
    open(facts, occurrence.at);
    if (facts.citizen.is_nil()) facts.citizen = uuid_of(payload.getSubject());
    if (payload.getMunicipality().size() > 0) facts.municipality = text_of(payload.getMunicipality());
    Attributes attributes = latest_attributes(facts);
    attributes.unit = text_of(payload.getUnit());
    attributes.target_group = text_of(payload.getPrimaryTargetGroup());
    if (attributes.target_group.empty() && payload.getTargetGroups().size() == 1)
        attributes.target_group = text_of(payload.getTargetGroups()[0]);
    set_attributes(facts, occurrence.at, std::move(attributes));
}

void note(CaseFacts& facts, CaseClosed::Reader payload, const Occurrence& occurrence) {
    if (!is_open(facts)) return;
    Episode& episode = facts.episodes.back();
    episode.closed = occurrence.at;
    episode.close_reason = text_of(payload.getReason());
    episode.outcome = text_of(payload.getOutcome());
}

void note(CaseFacts& facts, CaseReopened::Reader payload, const Occurrence& occurrence) {
    open(facts, occurrence.at);
    if (payload.getUnit().size() == 0) return;
    Attributes attributes = latest_attributes(facts);
    attributes.unit = text_of(payload.getUnit());
    set_attributes(facts, occurrence.at, std::move(attributes));
}

void note(CaseFacts& facts, CaseLinked::Reader payload, const Occurrence& occurrence) {
    facts.links.push_back({occurrence.at, uuid_of(payload.getOtherCase()), text_of(payload.getRelation())});
}

void note(CaseFacts& facts, PhaseEntered::Reader payload, const Occurrence& occurrence) {
    facts.phases.push_back({occurrence.at, text_of(payload.getPhase())});
}

void note(CaseFacts& facts, ExternalRecorded::Reader payload, const Occurrence& occurrence) {
    facts.external.push_back({occurrence.at, text_of(payload.getActivity()), text_of(payload.getState())});
}

void note(CaseFacts& facts, NoteRecorded::Reader payload, const Occurrence& occurrence) {
    facts.notes.push_back({occurrence.at, text_of(payload.getKind()), texts_of(payload.getAbout()), uuids_of(payload.getAboutEvents())});
}

void note(CaseFacts& facts, DocumentLinked::Reader payload, const Occurrence& occurrence) {
    facts.documents.push_back({occurrence.at, text_of(payload.getDocument()), text_of(payload.getKind()), texts_of(payload.getAbout()),
                               uuids_of(payload.getAboutEvents()), text_of(payload.getSha256()), text_of(payload.getSystem()),
                               read_moment(payload.getDated())});
}

void set_target_group(CaseFacts& facts, std::string target_group, const Told& at) {
    Attributes attributes = latest_attributes(facts);
    attributes.target_group = std::move(target_group);
    set_attributes(facts, at, std::move(attributes));
}

}  // namespace forloeb::facts
