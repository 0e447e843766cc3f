// Transitions and their handovers. Each sender is a handover of its own.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

std::vector<OpenItem> items_of(capnp::List<::forloeb::OpenItem>::Reader items) {
    std::vector<OpenItem> out;
    for (const auto item : items) out.push_back({text_of(item.getItem()), item.getKind(), read_moment(item.getDue())});
    return out;
}

}  // namespace

void note(CaseFacts& facts, TransitionAnnounced::Reader payload, const Occurrence& occurrence) {
    Transition& transition = newest_or_new(facts.transitions, &Transition::transition, payload.getTransition());
    if (!transition.announced) transition.announced = occurrence.at;
    transition.from_sectors = texts_of(payload.getFromSectors());
    transition.from_organisation = text_of(payload.getFromOrganisation());
    transition.unit = text_of(payload.getToUnit());
    transition.expected = read_moment(payload.getExpected());
    transition.meeting_requested = payload.getMeetingRequested();
}

void note(CaseFacts& facts, TransitionLeft::Reader payload, const Occurrence& occurrence) {
    Transition& transition = newest_or_new(facts.transitions, &Transition::transition, payload.getTransition());
    if (!transition.left) transition.left = occurrence.at;
    transition.planned = payload.getPlanned();
}

void note(CaseFacts& facts, HandoverProposed::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.transition = text_of(payload.getTransition());
    handover.from = first_said(payload.getFromParty(), text_of(payload.getFromOrganisation()));
    handover.to = first_said(payload.getToParty(), text_of(payload.getToUnit()));
    handover.from_sector = text_of(payload.getFromSector());
    handover.consent = text_of(payload.getConsent());
    handover.meeting_requested = payload.getMeetingRequested();
    handover.proposed = occurrence.at;
    handover.open_items = items_of(payload.getOpenItems());
    handover.documents = texts_of(payload.getDocuments());
}

void note(CaseFacts& facts, HandoverAccepted::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    if (!handover.accepted) handover.accepted = occurrence.at;
    handover.acceptances.push_back(occurrence.at);
    handover.receiver = first_said(payload.getReceiver(), text_of(payload.getUnit()));
    if (payload.getOpenItems().size() > 0) handover.open_items = items_of(payload.getOpenItems());
}

void note(CaseFacts& facts, HandoverRejected::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.rejected = occurrence.at;
    handover.rejections.push_back(occurrence.at);
    handover.reject_reason = text_of(payload.getReason());
}

void note(CaseFacts& facts, HandoverCompleted::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.completed = occurrence.at;
    handover.first_contact = read_moment(payload.getFirstContact());
    handover.closed_items = texts_of(payload.getClosedItems());
}

}  // namespace forloeb::facts
