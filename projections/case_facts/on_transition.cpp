// Transitions and their handovers. Each sender is a handover of its own.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

std::vector<OpenItem> items_of(capnp::List<::forloeb::OpenItem>::Reader items) {
    std::vector<OpenItem> out;
    for (const auto item : items) out.push_back({text_of(item.getItem()), item.getKind()});
    return out;
}

std::string first_said(capnp::Text::Reader a, capnp::Text::Reader b) { return a.size() > 0 ? text_of(a) : text_of(b); }

}  // namespace

void note(CaseFacts& facts, TransitionAnnounced::Reader payload, const Occurrence& occurrence) {
    Transition& transition = newest_or_new(facts.transitions, &Transition::transition, payload.getTransition());
    if (!transition.announced) transition.announced = occurrence.at;
    transition.from_organisation = text_of(payload.getFromOrganisation());
    transition.unit = text_of(payload.getToUnit());
    transition.expected = read_moment(payload.getExpected());
}

void note(CaseFacts& facts, TransitionLeft::Reader payload, const Occurrence& occurrence) {
    Transition& transition = newest_or_new(facts.transitions, &Transition::transition, payload.getTransition());
    if (!transition.left) transition.left = occurrence.at;
}

void note(CaseFacts& facts, HandoverProposed::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.transition = text_of(payload.getTransition());
    handover.from = first_said(payload.getFromParty(), payload.getFromOrganisation());
    handover.to = first_said(payload.getToParty(), payload.getToUnit());
    handover.proposed = occurrence.at;
    handover.open_items = items_of(payload.getOpenItems());
}

void note(CaseFacts& facts, HandoverAccepted::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    if (!handover.accepted) handover.accepted = occurrence.at;
    handover.acceptances.push_back(occurrence.at);
    if (payload.getOpenItems().size() > 0) handover.open_items = items_of(payload.getOpenItems());
}

void note(CaseFacts& facts, HandoverRejected::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.rejected = occurrence.at;
    handover.rejections.push_back(occurrence.at);
}

void note(CaseFacts& facts, HandoverCompleted::Reader payload, const Occurrence& occurrence) {
    Handover& handover = newest_or_new(facts.handovers, &Handover::handover, payload.getHandover());
    handover.completed = occurrence.at;
    handover.closed_items = texts_of(payload.getClosedItems());
}

}  // namespace forloeb::facts
