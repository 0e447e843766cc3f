// A scoped extract for somebody outside (a region's nurse, a probation officer): only the topics asked for. That it is
// given, to whom, for what purpose and on what basis, is an event of its own that whoever asks appends first.
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

bool names(const std::vector<std::string>& topics, std::string_view wanted) { return std::ranges::find(topics, wanted) != topics.end(); }

}  // namespace

void fill_extract(const ViewReading& view, const std::vector<std::string>& topics, answers::Extract::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    set_list(topics, [&](unsigned size) { return out.initTopics(size); });
    if (names(topics, "goals"))
        fill_list(chosen(facts.goals, [](const facts::Goal& goal) { return !goal.closed; }), [&](unsigned size) { return out.initGoals(size); },
                  [&](answers::BoardGoal::Builder line, const facts::Goal* item) { fill_board_goal(view, *item, line); });
    if (names(topics, "promises")) {
        fill_list(open_promises(view), [&](unsigned size) { return out.initPromises(size); },
                  [&](answers::Promise::Builder line, const facts::Commitment* item) { fill_promise(view, *item, line); });
        fill_list(open_deadlines(view), [&](unsigned size) { return out.initDeadlines(size); },
                  [&](answers::DueDate::Builder line, const facts::Deadline* item) { fill_due_date(view, *item, line); });
    }
    if (names(topics, "services"))
        fill_list(running_services(view), [&](unsigned size) { return out.initServices(size); },
                  [&](answers::ServiceLine::Builder line, const facts::Service* item) { fill_service(view, *item, line); });
    if (names(topics, "meetings"))
        fill_list(meetings_to_come(view), [&](unsigned size) { return out.initMeetings(size); },
                  [&](answers::MeetingLine::Builder line, const facts::Meeting* item) { fill_meeting(view, *item, line); });
    if (names(topics, "handover"))
        fill_list(facts.handovers, [&](unsigned size) { return out.initHandovers(size); },
                  [&](answers::HandoverLine::Builder line, const facts::Handover& item) { fill_handover(view, item, line); });
}

}  // namespace forloeb
