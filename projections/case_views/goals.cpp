// The goal board: what everybody works for, who stands behind it, how far it has come, and what runs for it.
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

using answers::Risk;

bool names(const std::vector<std::string>& references, const std::string& wanted) {
    return std::ranges::find(references, wanted) != references.end();
}

/// The latest word of each party, in the order they first spoke.
std::vector<const facts::Endorsement*> latest_words(const facts::Goal& goal) {
    std::vector<const facts::Endorsement*> latest;
    for (const facts::Endorsement& word : goal.endorsements) {
        const auto known = std::ranges::find(latest, word.party, &facts::Endorsement::party);
        if (known == latest.end())
            latest.push_back(&word);
        else
            *known = &word;
    }
    return latest;
}

Answer citizen_word(const facts::Goal& goal) {
    Answer word = goal.citizen_endorses;
    for (const facts::Endorsement* endorsement : latest_words(goal))
        if (endorsement->kind == ParticipantKind::CITIZEN || endorsement->party == facts::citizen_reference) word = endorsement->endorses;
    return word;
}

std::vector<std::string> services_for(const ViewReading& view, const facts::Goal& goal) {
    std::vector<std::string> types;
    for (const facts::Service* service : running_services(view)) {
        const facts::ServiceTerms& terms = service->latest();
        if (names(terms.goals, goal.goal)) types.push_back(terms.type.empty() ? service->service : terms.type);
    }
    return types;
}

std::vector<Risk> risks_of(const ViewReading& view, const facts::Goal& goal, bool supported) {
    std::vector<Risk> risks;
    if (goal.closed) return risks;
    if (view.has_passed(goal.due)) risks.push_back(Risk::OVERDUE);
    if (view.is_soon(goal.due)) risks.push_back(Risk::DUE_SOON);
    if (citizen_word(goal) == Answer::NO) risks.push_back(Risk::NOT_ENDORSED);
    if (!supported && !running_services(view).empty()) risks.push_back(Risk::NOTHING_SUPPORTS_IT);
    return risks;
}

void fill_proposal(const ViewReading& view, const facts::GoalProposal& proposal, answers::BoardGoal::Builder out) {
    view.text(out.initText(), proposal.at, {"text"});
    view.text(out.initOwnWords(), proposal.at, {"citizenWords"});
    out.setTheme(proposal.theme);
    out.setReference(proposal.goal);
}

}  // namespace

void fill_board_goal(const ViewReading& view, const facts::Goal& goal, answers::BoardGoal::Builder out) {
    const auto services = services_for(view, goal);
    view.text(out.initText(), goal.agreed, {"text"});
    view.text(out.initOwnWords(), goal.agreed, {"citizenWords"});
    set_list(risks_of(view, goal, !services.empty()), [&](unsigned size) { return out.initRisks(size); });
    out.setResult(goal.result);
    out.setType(goal.type);
    out.setTheme(goal.theme);
    out.setExpected(goal.expected_level);
    if (const facts::GoalRating* latest = goal.latest_rating()) out.setLatest(latest->level);
    write_moment(out.initDue(), goal.due);
    write_moment(out.initAgreed(), goal.agreed.when);
    write_told(out.initClosed(), goal.closed);
    out.setCitizenEndorses(citizen_word(goal));
    fill_list(latest_words(goal), [&](unsigned size) { return out.initEndorsers(size); },
              [](answers::Endorser::Builder line, const facts::Endorsement* word) {
                  line.setParty(word->party);
                  line.setOrganisation(word->organisation);
                  line.setEndorses(word->endorses);
                  write_moment(line.initSince(), word->at.when);
              });
    fill_list(goal.ratings, [&](unsigned size) { return out.initRatings(size); },
              [&](answers::BoardRating::Builder line, const facts::GoalRating& rating) {
                  write_moment(line.initOccurred(), rating.at.when);
                  line.setLevel(rating.level);
                  line.setRatedBy(rating.rated_by);
                  view.text(line.initOwnWords(), rating.at, {"citizenWords"});
              });
    set_list(services, [&](unsigned size) { return out.initServices(size); });
    out.setMeetings(static_cast<std::uint32_t>(std::ranges::count_if(view.facts().meetings, [&](const facts::Meeting& meeting) {
        return meeting.held && names(meeting.goals, goal.goal);
    })));
    out.setReference(goal.goal);
}

void fill_goals(const ViewReading& view, answers::GoalBoard::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    const auto fill = [&](answers::BoardGoal::Builder line, const facts::Goal* goal) { fill_board_goal(view, *goal, line); };
    fill_list(chosen(facts.goals, [](const facts::Goal& goal) { return !goal.closed; }), [&](unsigned size) { return out.initOpen(size); }, fill);
    fill_list(chosen(facts.goals, [](const facts::Goal& goal) { return goal.closed.has_value(); }), [&](unsigned size) { return out.initClosed(size); }, fill);
    const auto not_agreed = [&](const facts::GoalProposal& proposal) {
        return std::ranges::find(facts.goals, proposal.goal, &facts::Goal::goal) == facts.goals.end();
    };
    fill_list(chosen(facts.goal_proposals, not_agreed), [&](unsigned size) { return out.initProposed(size); },
              [&](answers::BoardGoal::Builder line, const facts::GoalProposal* proposal) { fill_proposal(view, *proposal, line); });
}

}  // namespace forloeb
