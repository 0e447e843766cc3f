// The handover dossier: what whoever comes next needs, the person first (the overview), then what is under way and what is
// still to be done. And the lines of a handover: an open item is closed when what it names is (M21 c).
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

std::string_view state_of(const facts::Handover& handover) {
    if (handover.completed) return "completed";
    if (handover.accepted) return "accepted";
    return handover.rejected ? "rejected" : "proposed";
}

template <typename Item, typename Closed>
Answer closed_by(const std::vector<Item>& items, std::string Item::*reference, const std::string& wanted, const Closed& closed) {
    const auto found = std::ranges::find(items, wanted, reference);
    return found == items.end() ? Answer::UNKNOWN : (closed(*found) ? Answer::YES : Answer::NO);
}

Answer is_closed(const facts::CaseFacts& facts, const facts::Handover& handover, const facts::OpenItem& item) {
    using Kind = ::forloeb::OpenItem::Kind;
    if (std::ranges::find(handover.closed_items, item.item) != handover.closed_items.end()) return Answer::YES;
    switch (item.kind) {
        case Kind::GOAL: return closed_by(facts.goals, &facts::Goal::goal, item.item, [](const auto& goal) { return goal.closed.has_value(); });
        case Kind::COMMITMENT: return closed_by(facts.commitments, &facts::Commitment::commitment, item.item, is_settled);
        case Kind::DEADLINE: return closed_by(facts.deadlines, &facts::Deadline::deadline, item.item, [](const auto& deadline) { return deadline.met.has_value(); });
        case Kind::APPLICATION: return closed_by(facts.applications, &facts::Application::application, item.item, [](const auto& application) { return application.decided.has_value(); });
        case Kind::DECISION: return closed_by(facts.decisions, &facts::Decision::decision, item.item, [](const auto& decision) { return decision.issued.has_value(); });
        default: return handover.completed ? Answer::NO : Answer::UNKNOWN;
    }
}

void fill_transition(const facts::Transition& item, answers::TransitionLine::Builder out) {
    out.setFrom(item.from_organisation);
    set_list(item.from_sectors, [&](unsigned size) { return out.initSectors(size); });
    out.setUnit(item.unit);
    write_told(out.initAnnounced(), item.announced);
    write_moment(out.initExpected(), item.expected);
    write_told(out.initLeft(), item.left);
    out.setReference(item.transition);
}

template <typename Items, typename Init>
void fill_friction(const Items& items, std::string_view kind, const Init& next) {
    for (const auto& item : items) {
        if (item.resolved) continue;
        answers::FrictionLine::Builder out = next();
        out.setKind(std::string(kind));
        out.setAbout(item.about);
        write_told(out.initRaised(), item.raised);
        if constexpr (requires { item.between; }) {
            std::vector<std::string> sides;
            for (const facts::DisagreementSide& side : item.between) sides.push_back(side.party.empty() ? side.unit : side.party);
            set_list(sides, [&](unsigned size) { return out.initBetween(size); });
            out.setReference(item.disagreement);
        } else {
            out.setReference(item.uncertainty);
        }
    }
}

std::vector<std::string> documents_of(const facts::CaseFacts& facts) {
    std::vector<std::string> documents;
    const auto add = [&](const std::string& document) {
        if (!document.empty() && std::ranges::find(documents, document) == documents.end()) documents.push_back(document);
    };
    for (const facts::DocumentLink& link : facts.documents) add(link.document);
    for (const facts::Handover& handover : facts.handovers)
        for (const std::string& document : handover.documents) add(document);
    return documents;
}

}  // namespace

void fill_handover(const ViewReading& view, const facts::Handover& handover, answers::HandoverLine::Builder out) {
    out.setFrom(handover.from);
    out.setTo(handover.to);
    out.setState(std::string(state_of(handover)));
    write_told(out.initProposed(), handover.proposed);
    write_told(out.initAccepted(), handover.accepted);
    write_told(out.initRejected(), handover.rejected);
    out.setReason(handover.reject_reason);
    write_told(out.initCompleted(), handover.completed);
    write_moment(out.initFirstContact(), handover.first_contact);
    out.setReceiver(handover.receiver);
    view.text(out.initSummary(), handover.proposed, {"summary"});
    fill_list(handover.open_items, [&](unsigned size) { return out.initItems(size); },
              [&](answers::HandoverItem::Builder line, const facts::OpenItem& item) {
                  view.item_text(line.initText(), handover.proposed, "openItemTexts", item.item);
                  line.setKind(item.kind);
                  line.setClosed(is_closed(view.facts(), handover, item));
                  write_moment(line.initDue(), item.due);
                  line.setItem(item.item);
              });
    set_list(handover.documents, [&](unsigned size) { return out.initDocuments(size); });
    out.setReference(handover.handover);
}

void fill_dossier(const ViewReading& view, answers::Dossier::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    fill_list(facts.transitions, [&](unsigned size) { return out.initTransitions(size); },
              [](answers::TransitionLine::Builder line, const facts::Transition& item) { fill_transition(item, line); });
    fill_list(facts.handovers, [&](unsigned size) { return out.initHandovers(size); },
              [&](answers::HandoverLine::Builder line, const facts::Handover& item) { fill_handover(view, item, line); });
    fill_list(open_promises(view), [&](unsigned size) { return out.initPromises(size); },
              [&](answers::Promise::Builder line, const facts::Commitment* item) { fill_promise(view, *item, line); });
    fill_list(open_deadlines(view), [&](unsigned size) { return out.initDeadlines(size); },
              [&](answers::DueDate::Builder line, const facts::Deadline* item) { fill_due_date(view, *item, line); });
    fill_list(running_services(view), [&](unsigned size) { return out.initServices(size); },
              [&](answers::ServiceLine::Builder line, const facts::Service* item) { fill_service(view, *item, line); });
    fill_list(chosen(facts.requests, is_waiting), [&](unsigned size) { return out.initRequests(size); },
              [&](answers::RequestLine::Builder line, const facts::InformationRequest* item) { fill_request(view, *item, line); });
    fill_list(chosen(facts.consents, [&](const facts::Consent& consent) { return is_in_force(view, consent); }),
              [&](unsigned size) { return out.initConsents(size); },
              [&](answers::ConsentLine::Builder line, const facts::Consent* item) { fill_consent(view, *item, line); });
    const auto open = [](const auto& item) { return !item.resolved; };
    auto friction = out.initFriction(static_cast<unsigned>(std::ranges::count_if(facts.disagreements, open) + std::ranges::count_if(facts.uncertainties, open)));
    unsigned at = 0;
    const auto next = [&] { return friction[at++]; };
    fill_friction(facts.disagreements, "disagreement", next);
    fill_friction(facts.uncertainties, "uncertainty", next);
    set_list(documents_of(facts), [&](unsigned size) { return out.initDocuments(size); });
}

}  // namespace forloeb
