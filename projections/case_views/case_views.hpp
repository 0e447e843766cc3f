// The views of one case that everyday work asks for, one file each. They fill an answer (projections/schema/views.capnp)
// from one reading; query_case_view (queries.hpp) opens the reading and chooses. Lines that several views show (a promise,
// a service, a meeting) are filled by one function. Pure; one thread.
#pragma once

#include "projections/case_views/view_reading.hpp"

namespace forloeb {

void fill_promises(const ViewReading& view, answers::Promises::Builder out);
void fill_goals(const ViewReading& view, answers::GoalBoard::Builder out);
void fill_services(const ViewReading& view, answers::Services::Builder out);
void fill_meetings(const ViewReading& view, answers::Meetings::Builder out);
void fill_information(const ViewReading& view, answers::Information::Builder out);
void fill_complexity(const ViewReading& view, answers::ComplexityHistory::Builder out);
/// All but the overview.
void fill_dossier(const ViewReading& view, answers::Dossier::Builder out);
void fill_extract(const ViewReading& view, const std::vector<std::string>& topics, answers::Extract::Builder out);

// ---- lines that several views show ----

[[nodiscard]] bool is_settled(const facts::Commitment& commitment);
void fill_promise(const ViewReading& view, const facts::Commitment& commitment, answers::Promise::Builder out);
void fill_due_date(const ViewReading& view, const facts::Deadline& deadline, answers::DueDate::Builder out);
[[nodiscard]] answers::Standing standing_of(const ViewReading& view, const facts::Commitment& commitment);
[[nodiscard]] answers::Standing standing_of(const ViewReading& view, const facts::Deadline& deadline);
/// Most urgent first: by date, those without one last.
[[nodiscard]] std::vector<const facts::Commitment*> open_promises(const ViewReading& view);
[[nodiscard]] std::vector<const facts::Deadline*> open_deadlines(const ViewReading& view);

void fill_board_goal(const ViewReading& view, const facts::Goal& goal, answers::BoardGoal::Builder out);
void fill_service(const ViewReading& view, const facts::Service& service, answers::ServiceLine::Builder out);
[[nodiscard]] answers::Running running_state(const ViewReading& view, const facts::Service& service);
[[nodiscard]] std::vector<const facts::Service*> running_services(const ViewReading& view);
void fill_meeting(const ViewReading& view, const facts::Meeting& meeting, answers::MeetingLine::Builder out);
[[nodiscard]] std::vector<const facts::Meeting*> meetings_to_come(const ViewReading& view);
void fill_request(const ViewReading& view, const facts::InformationRequest& request, answers::RequestLine::Builder out);
[[nodiscard]] bool is_waiting(const facts::InformationRequest& request);
void fill_consent(const ViewReading& view, const facts::Consent& consent, answers::ConsentLine::Builder out);
[[nodiscard]] bool is_in_force(const ViewReading& view, const facts::Consent& consent);
void fill_handover(const ViewReading& view, const facts::Handover& handover, answers::HandoverLine::Builder out);

}  // namespace forloeb
