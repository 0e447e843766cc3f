#include "engine/rules/rule_table.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

using Asked = Rule::Asked;
using Rules = std::vector<Rule>;

Uuid to_uuid(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()); }

bool is_correction(const EventType& type) { return type.type_id() == capnp::typeId<EventCorrected>(); }
bool is_retraction(const EventType& type) { return type.type_id() == capnp::typeId<EventRetracted>(); }

// ---- checks that fit no shape ----

Verdict stands_on_its_kind_of_stream(const Question& question) {
    const auto& streams = question.role.type->streams;
    if (std::ranges::find(streams, question.state.kind()) != streams.end()) return no_objection;
    return something_missing;
}

Verdict case_has_been_opened(const Question& question) {
    if (question.state.kind() != StreamKind::case_) return no_objection;
    for (const FactIndex step : question.state.thread(ThreadKind::case_, 0).steps) {
        if (question.role_at(step).type->name == "case.opened") return no_objection;
    }
    return something_missing;
}

Verdict names_its_subject(const Question& question) {
    const bool named = question.content.subject != 0;  // number 0 is the empty reference
    return named ? no_objection : Verdict(something_missing);
}

Verdict names_its_person(const Question& question) {
    const bool named = question.content.person != 0;
    return named ? no_objection : Verdict(something_missing);
}

// The newest of "convened" and "cancelled" that did not certainly happen after the event.
FactIndex newest_call(const Question& question) {
    FactIndex newest = no_fact;
    for (const FactIndex step : question.steps()) {
        const std::string_view type = question.role_at(step).type->name;
        if (step == question.self || (type != "meeting.convened" && type != "meeting.cancelled")) continue;
        if (!certainly_before(question.content.occurred, question.content_at(step).occurred)) newest = step;
    }
    return newest;
}

Verdict meeting_stands_convened(const Question& question) {
    const FactIndex call = newest_call(question);
    if (call == no_fact) return something_missing;
    if (question.role_at(call).type->name == "meeting.cancelled") return call;
    return no_objection;
}

Verdict meeting_is_not_cancelled(const Question& question) {
    const FactIndex call = newest_call(question);
    if (call != no_fact && question.role_at(call).type->name == "meeting.cancelled") return call;
    return no_objection;
}

FactIndex target_of(const Question& question) {
    const auto payload = question.event.payload;
    const FactIndex target = question.state.find(to_uuid(is_correction(*question.role.type)
                                                             ? payload.getAs<EventCorrected>().getTarget()
                                                             : payload.getAs<EventRetracted>().getTarget()));
    return target;
}

Verdict target_is_here(const Question& question) {
    return target_of(question) == no_fact ? Verdict(something_missing) : no_objection;
}

Verdict names_type_of_target(const Question& question) {
    const FactIndex target = target_of(question);
    const auto named = question.event.payload.getAs<EventCorrected>().getTargetType();
    if (target == no_fact || std::string_view(named.begin(), named.size()) == question.state.fact(target).type().name) {
        return no_objection;
    }
    return target;
}

Verdict target_is_no_amendment(const Question& question) {
    const FactIndex target = target_of(question);
    if (target == no_fact) return no_objection;
    const EventType& type = question.state.fact(target).type();
    return is_correction(type) || is_retraction(type) ? Verdict(target) : no_objection;
}

Verdict target_holds(const Question& question) {
    const FactIndex target = target_of(question);
    if (target == no_fact || question.state.fact(target).holds) return no_objection;
    const FactIndex retraction = question.state.retraction_of(target);
    return retraction != no_fact ? retraction : target;
}

// ---- the rows ----

void add_stream_rules(Rules& rules) {
    rules.push_back({
        .id = "stream.kind", .types = {}, .about = "alle / every type",
        .concerns = [](const EventRole&) { return true; }, .check = stands_on_its_kind_of_stream,
        .sentence = {"En hændelse hører til den slags strøm, som kataloget nævner.",
                     "An event stands on the kind of stream that the catalogue names for it."},
        .accepted = {"samme hændelse på en strøm af den rigtige slags", "the same event on a stream of the right kind"},
        .source = "ours"});
    rules.push_back({
        .id = "reference.named", .types = {}, .about = "alt, der følges over tid / everything followed over time",
        .concerns = [](const EventRole& role) { return role.names_its_subject(); }, .check = names_its_subject,
        .sentence = {"En hændelse om et mål, et møde, et løfte osv. nævner, hvilket.",
                     "An event about a goal, a meeting, a promise and so on names which one."},
        .accepted = {"samme hændelse med referencen udfyldt", "the same event with its reference filled in"},
        .source = "ours"});
}

void add_case_rules(Rules& rules) {
    rules.push_back({
        .id = "case.opened_first", .types = {}, .about = "alt undtagen henvendelse, varslet overgang og notat / everything but intake, announced transition and note",
        .concerns = [](const EventRole& role) { return role.when != CaseTime::any; }, .check = case_has_been_opened,
        .sentence = {"En sag åbnes, før andet registreres på den.", "A case is opened before anything else is recorded on it."},
        .accepted = {"først case.opened, derefter denne hændelse", "case.opened first, then this event"},
        .source = "ours"});
    rules.push_back({
        .id = "case.opened_once", .types = {"case.opened"},
        .check = at_most_one_of({"case.opened"}),
        .sentence = {"En sag åbnes én gang.", "A case is opened once."},
        .accepted = {"case.reopened efter en afslutning, eller en rettelse af åbningen",
                     "case.reopened after a closing, or a correction of the opening"},
        .source = "G4"});
    rules.push_back({
        .id = "case.open_then", .types = {}, .about = "alt arbejde i en åben sag / all work in an open case",
        .concerns = [](const EventRole& role) { return role.when == CaseTime::while_open; },
        .check = happens_while_case_is_open,
        .sentence = {"Kontakt og andet arbejde i sagen sker, mens sagen er åben; det må gerne skrives ned senere.",
                     "Contact and other work on the case happens while the case is open; it may be written down later."},
        .accepted = {"et tidspunkt, hvor sagen var åben; eller case.reopened først; eller note.recorded",
                     "a time at which the case was open; or case.reopened first; or note.recorded"},
        .source = "ours"});
    rules.push_back({
        .id = "case.closed_while_open", .types = {"case.closed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En sag afsluttes, mens den er åben, og én gang for hver åbning.",
                     "A case is closed while it is open, and once for each opening."},
        .accepted = {"en rettelse af den anden afslutning, eller en genåbning imellem",
                     "a correction of the other closing, or a reopening between the two"},
        .source = "G4"});
    rules.push_back({
        .id = "case.reopened_after_closing", .types = {"case.reopened"}, .asked = Asked::at_the_end,
        .check = starts_after_an_end,
        .sentence = {"En sag genåbnes efter en afslutning.", "A case is reopened after a closing."},
        .accepted = {"case.closed før genåbningen, eller en dato efter afslutningen",
                     "case.closed before the reopening, or a date after the closing"},
        .source = "G4"});
    rules.push_back({
        .id = "case.nothing_after_closing", .types = {"case.closed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En afslutning ligger ikke før arbejde, der allerede er registreret i sagen.",
                     "A closing does not lie before work that is already recorded on the case."},
        .accepted = {"en afslutning samme dag som det arbejde eller senere, en genåbning imellem, eller at arbejdet først rettes",
                     "a closing on the day of that work or later, a reopening between, or that work corrected first"},
        .source = "ours"});
    rules.push_back({
        .id = "intake.received_first", .types = {"intake.declined"}, .check = used_while_it_runs,
        .sentence = {"En henvendelse afvises, efter at den er modtaget.", "An intake is declined after it was received."},
        .accepted = {"intake.received først", "intake.received first"},
        .source = "ours"});
}

void add_coordinator_rules(Rules& rules) {
    rules.push_back({
        .id = "coordinator.named", .types = {"coordinator.assigned", "coordinator.released"}, .check = names_its_person,
        .sentence = {"En udpegning og en fratræden nævner koordinatoren.", "An assignment and a release name the coordinator."},
        .accepted = {"samme hændelse med person udfyldt", "the same event with person filled in"},
        .source = "L7"});
    rules.push_back({
        .id = "coordinator.one_active", .types = {"coordinator.assigned"}, .asked = Asked::at_the_end,
        .check = [](const Question& question) -> Verdict {
            const Verdict twice = starts_what_does_not_run(question);
            return twice ? twice : alone_in_its_time(question);
        },
        .sentence = {"Der er højst én koordinator ad gangen.", "There is at most one coordinator at a time."},
        .accepted = {"coordinator.released for den anden samme dag eller før, evt. i samme tilføjelse",
                     "coordinator.released for the other one on that day or before, in the same append if you like"},
        .source = "L7"});
    rules.push_back({
        .id = "coordinator.assigned_first", .types = {"coordinator.announced", "coordinator.acknowledged"},
        .check = used_while_it_runs,
        .sentence = {"Kun en udpeget koordinator kan meddeles eller bekræftes.",
                     "Only an assigned coordinator can be announced or acknowledged."},
        .accepted = {"coordinator.assigned først, eller et tidspunkt, hvor der var en koordinator",
                     "coordinator.assigned first, or a time at which there was a coordinator"},
        .source = "L7, M3"});
    rules.push_back({
        .id = "coordinator.released_once", .types = {"coordinator.released"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"En koordinator fratræder efter sin udpegning, og én gang for hver udpegning.",
                     "A coordinator is released after being assigned, and once for each assignment."},
        .accepted = {"coordinator.assigned for samme person først, eller en rettelse af den anden fratræden",
                     "coordinator.assigned for the same person first, or a correction of the other release"},
        .source = "L7, G9"});
    rules.push_back({
        .id = "coordinator.nothing_after_release", .types = {"coordinator.released"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En fratræden ligger ikke før en meddelelse eller bekræftelse, som ingen anden koordinator dækker.",
                     "A release does not lie before an announcement or acknowledgement that no other coordinator covers."},
        .accepted = {"en fratræden samme dag eller senere, en afløser imellem, eller at den anden hændelse først rettes",
                     "a release on that day or later, a successor between, or the other event corrected first"},
        .source = "L7, M3"});
}

void add_partner_rules(Rules& rules) {
    rules.push_back({
        .id = "partner.added_once", .types = {"partner.added"}, .asked = Asked::at_the_end, .check = starts_what_does_not_run,
        .sentence = {"En part tilføjes én gang, så længe den ikke er fratrådt.",
                     "A partner is added once, as long as it has not been removed."},
        .accepted = {"partner.changed, eller partner.removed imellem", "partner.changed, or partner.removed between the two"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.added_first", .types = {"partner.changed"}, .check = used_while_it_runs,
        .sentence = {"Kun en tilføjet part kan ændres.", "Only an added partner can be changed."},
        .accepted = {"partner.added først", "partner.added first"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.removed_once", .types = {"partner.removed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En part fratræder efter at være tilføjet, og én gang for hver tilføjelse.",
                     "A partner is removed after being added, and once for each time."},
        .accepted = {"partner.added først, eller en rettelse af den anden fratræden",
                     "partner.added first, or a correction of the other removal"},
        .source = "L3"});
    rules.push_back({
        .id = "partner.nothing_after_removal", .types = {"partner.removed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En parts fratræden ligger ikke før en registreret ændring af parten.",
                     "A partner's removal does not lie before a recorded change of it."},
        .accepted = {"en fratræden samme dag eller senere, eller at ændringen først rettes",
                     "a removal on that day or later, or the change corrected first"},
        .source = "L3"});
}

void add_transition_rules(Rules& rules) {
    rules.push_back({
        .id = "transition.left_once", .types = {"transition.left"}, .check = at_most_one_of({"transition.left"}),
        .sentence = {"Borgeren forlader det afgivende sted én gang i hver overgang.",
                     "The citizen leaves the sending place once in each transition."},
        .accepted = {"en ny overgang, eller en rettelse", "a new transition, or a correction"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.proposed_once", .types = {"handover.proposed"}, .check = at_most_one_of({"handover.proposed"}),
        .sentence = {"En overlevering foreslås én gang.", "A handover is proposed once."},
        .accepted = {"en ny overlevering, eller en rettelse", "a new handover, or a correction"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.proposed_first", .types = {"handover.accepted", "handover.rejected"},
        .check = only_after({"handover.proposed"}),
        .sentence = {"En overlevering modtages eller afvises, efter at den er foreslået.",
                     "A handover is accepted or rejected after it was proposed."},
        .accepted = {"handover.proposed først", "handover.proposed first"},
        .source = "ours"});
    rules.push_back({
        .id = "handover.answered_once", .types = {"handover.accepted", "handover.rejected"},
        .check = at_most_one_of({"handover.accepted", "handover.rejected"}),
        .sentence = {"En overlevering får ét svar: modtaget eller afvist.",
                     "A handover gets one answer: accepted or rejected."},
        .accepted = {"en ny overlevering, eller at det andet svar trækkes tilbage",
                     "a new handover, or the other answer retracted"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.accepted_first", .types = {"handover.completed"}, .check = only_after({"handover.accepted"}),
        .sentence = {"En overlevering gennemføres, efter at den er modtaget.", "A handover is completed after it was accepted."},
        .accepted = {"handover.accepted først", "handover.accepted first"},
        .source = "M21"});
    rules.push_back({
        .id = "handover.completed_once", .types = {"handover.completed"}, .check = at_most_one_of({"handover.completed"}),
        .sentence = {"En overlevering gennemføres én gang.", "A handover is completed once."},
        .accepted = {"en ny overlevering, eller en rettelse", "a new handover, or a correction"},
        .source = "M21"});
}

void add_goal_rules(Rules& rules) {
    rules.push_back({
        .id = "goal.agreed_once", .types = {"goal.agreed"}, .asked = Asked::at_the_end, .check = starts_what_does_not_run,
        .sentence = {"Et mål aftales én gang, så længe det ikke er afsluttet.",
                     "A goal is agreed once, as long as it has not been closed."},
        .accepted = {"et nyt mål, en rettelse, eller goal.closed imellem",
                     "a new goal, a correction, or goal.closed between the two"},
        .source = "L3, M4"});
    rules.push_back({
        .id = "goal.agreed_first", .types = {"goal.endorsed", "goal.progress_rated"}, .check = used_while_it_runs,
        .sentence = {"Tilslutning og fremgang gælder et aftalt mål, der ikke er afsluttet på det tidspunkt.",
                     "Endorsement and progress are of an agreed goal that is not closed at that time."},
        .accepted = {"goal.agreed først, eller et tidspunkt, hvor målet gjaldt",
                     "goal.agreed first, or a time at which the goal was running"},
        .source = "ours"});
    rules.push_back({
        .id = "goal.closed_once", .types = {"goal.closed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"Et mål afsluttes efter at være aftalt, og én gang.", "A goal is closed after it was agreed, and once."},
        .accepted = {"goal.agreed først, eller en rettelse af den anden afslutning",
                     "goal.agreed first, or a correction of the other closing"},
        .source = "ours"});
    rules.push_back({
        .id = "goal.nothing_after_closing", .types = {"goal.closed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"Et måls afslutning ligger ikke før registreret tilslutning eller fremgang.",
                     "A goal's closing does not lie before recorded endorsement or progress."},
        .accepted = {"en afslutning samme dag eller senere, eller at den anden hændelse først rettes",
                     "a closing on that day or later, or the other event corrected first"},
        .source = "ours"});
}

void add_meeting_rules(Rules& rules) {
    rules.push_back({
        .id = "meeting.held_once", .types = {"meeting.held"}, .check = at_most_one_of({"meeting.held"}),
        .sentence = {"Et møde afholdes én gang.", "A meeting is held once."},
        .accepted = {"et nyt møde, eller en rettelse", "a new meeting, or a correction"},
        .source = "L4"});
    rules.push_back({
        .id = "meeting.convened_to_cancel", .types = {"meeting.cancelled"}, .check = meeting_stands_convened,
        .sentence = {"Kun et indkaldt møde, der ikke allerede er aflyst, kan aflyses.",
                     "Only a convened meeting that is not cancelled already can be cancelled."},
        .accepted = {"meeting.convened først", "meeting.convened first"},
        .source = "L4"});
    rules.push_back({
        .id = "meeting.held_is_not_cancelled", .types = {"meeting.cancelled"}, .check = at_most_one_of({"meeting.held"}),
        .sentence = {"Et afholdt møde kan ikke aflyses.", "A meeting that was held cannot be cancelled."},
        .accepted = {"at afholdelsen trækkes tilbage først", "the holding retracted first"},
        .source = "L4"});
    rules.push_back({
        .id = "meeting.cancelled_is_not_held", .types = {"meeting.held"}, .check = meeting_is_not_cancelled,
        .sentence = {"Et aflyst møde afholdes ikke, medmindre det indkaldes igen. Uindkaldte møder må gerne holdes.",
                     "A cancelled meeting is not held unless convened again. A meeting nobody convened may be held."},
        .accepted = {"meeting.convened igen, et nyt møde, eller at aflysningen trækkes tilbage",
                     "meeting.convened again, a new meeting, or the cancelling retracted"},
        .source = "L4"});
}

void add_decision_rules(Rules& rules) {
    rules.push_back({
        .id = "application.received_once", .types = {"application.received"},
        .check = at_most_one_of({"application.received"}),
        .sentence = {"En ansøgning modtages én gang.", "An application is received once."},
        .accepted = {"en ny ansøgning, eller en rettelse", "a new application, or a correction"},
        .source = "L9"});
    rules.push_back({
        .id = "decision.issued_once", .types = {"decision.issued"}, .check = at_most_one_of({"decision.issued"}),
        .sentence = {"En afgørelse meddeles én gang.", "A decision is issued once."},
        .accepted = {"en ny afgørelse, eller en rettelse", "a new decision, or a correction"},
        .source = "L12"});
    rules.push_back({
        .id = "decision.drafted_before_issue", .types = {"decision.drafted"}, .check = never_after({"decision.issued"}),
        .sentence = {"Et udkast ligger ikke efter afgørelsen. Udkast og drøftelse er ikke krav; at de mangler, er et råd (R6).",
                     "A draft does not lie after the decision. Draft and discussion are not required; lacking them is advice (R6)."},
        .accepted = {"en ny afgørelse, eller en dato før meddelelsen", "a new decision, or a date before the issue"},
        .source = "L12, M14"});
    rules.push_back({
        .id = "decision.issued_after_draft", .types = {"decision.issued"}, .asked = Asked::at_the_end,
        .check = never_before({"decision.drafted"}),
        .sentence = {"En afgørelse meddeles ikke før sit eget udkast.", "A decision is not issued before its own draft."},
        .accepted = {"en dato efter udkastet, eller at udkastet først rettes",
                     "a date after the draft, or the draft corrected first"},
        .source = "L12, M14"});
}

void add_promise_rules(Rules& rules) {
    rules.push_back({
        .id = "commitment.made_once", .types = {"commitment.made"}, .check = at_most_one_of({"commitment.made"}),
        .sentence = {"Et løfte gives én gang.", "A promise is made once."},
        .accepted = {"et nyt løfte, eller en rettelse", "a new promise, or a correction"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.made_first", .types = {"commitment.kept", "commitment.broken"},
        .check = only_after({"commitment.made"}),
        .sentence = {"Et løfte holdes eller brydes, efter at det er givet.", "A promise is kept or broken after it was made."},
        .accepted = {"commitment.made først", "commitment.made first"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.settled_once", .types = {"commitment.kept", "commitment.broken"},
        .check = at_most_one_of({"commitment.kept", "commitment.broken"}),
        .sentence = {"Et løfte afgøres én gang: holdt eller brudt.", "A promise is settled once: kept or broken."},
        .accepted = {"at den anden hændelse trækkes tilbage først", "the other event retracted first"},
        .source = "K, M17"});
    rules.push_back({
        .id = "deadline.set_once", .types = {"deadline.set"}, .check = at_most_one_of({"deadline.set"}),
        .sentence = {"En frist sættes én gang.", "A deadline is set once."},
        .accepted = {"en ny frist, eller en rettelse", "a new deadline, or a correction"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.set_first", .types = {"deadline.met"}, .check = only_after({"deadline.set"}),
        .sentence = {"En frist overholdes, efter at den er sat.", "A deadline is met after it was set."},
        .accepted = {"deadline.set først", "deadline.set first"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.met_once", .types = {"deadline.met"}, .check = at_most_one_of({"deadline.met"}),
        .sentence = {"En frist overholdes én gang.", "A deadline is met once."},
        .accepted = {"en rettelse af den anden hændelse", "a correction of the other event"},
        .source = "K, M18"});
}

void add_assessment_and_survey_rules(Rules& rules) {
    rules.push_back({
        .id = "assessment.started_once", .types = {"assessment.started"}, .check = at_most_one_of({"assessment.started"}),
        .sentence = {"En udredning påbegyndes én gang.", "An assessment is started once."},
        .accepted = {"en ny udredning, eller en rettelse", "a new assessment, or a correction"},
        .source = "K, M6"});
    rules.push_back({
        .id = "assessment.started_first", .types = {"assessment.theme_scored"}, .check = used_while_it_runs,
        .sentence = {"Et tema vurderes i en påbegyndt udredning, der ikke er afsluttet på det tidspunkt.",
                     "A theme is scored in a started assessment that is not completed at that time."},
        .accepted = {"assessment.started først, eller en ny udredning", "assessment.started first, or a new assessment"},
        .source = "K, M6"});
    rules.push_back({
        .id = "assessment.completed_once", .types = {"assessment.completed"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"En udredning afsluttes efter at være påbegyndt, og én gang.",
                     "An assessment is completed after it was started, and once."},
        .accepted = {"assessment.started først, eller en rettelse af den anden afslutning",
                     "assessment.started first, or a correction of the other completion"},
        .source = "K, M6"});
    rules.push_back({
        .id = "assessment.nothing_after_completion", .types = {"assessment.completed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En udrednings afslutning ligger ikke før et registreret tema.",
                     "An assessment's completion does not lie before a recorded theme."},
        .accepted = {"en afslutning samme dag eller senere, eller at temaet først rettes",
                     "a completion on that day or later, or the theme corrected first"},
        .source = "K, M6"});
    rules.push_back({
        .id = "survey.invited_first", .types = {"survey.answered"}, .check = only_after({"survey.invited"}),
        .sentence = {"Kun en inviteret respondent besvarer en måling i et spørgeskema.",
                     "Only an invited respondent answers a wave of a survey."},
        .accepted = {"survey.invited for samme spørgeskema, måling og respondent først",
                     "survey.invited for the same survey, wave and respondent first"},
        .source = "K, E1"});
}

void add_amendment_rules(Rules& rules) {
    rules.push_back({
        .id = "correction.target_here", .types = {"event.corrected", "event.retracted"}, .check = target_is_here,
        .sentence = {"En rettelse eller tilbagetrækning nævner en hændelse i samme sag.",
                     "A correction or retraction names an event of the same stream."},
        .accepted = {"id'et på en hændelse i sagen", "the id of an event of this stream"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.target_is_original", .types = {"event.corrected"}, .check = target_is_no_amendment,
        .sentence = {"En rettelse eller tilbagetrækning rettes ikke; den oprindelige hændelse rettes igen.",
                     "A correction or retraction is not corrected; the original event is corrected again."},
        .accepted = {"en ny rettelse af den oprindelige hændelse, eller event.retracted for rettelsen",
                     "another correction of the original event, or event.retracted for the correction"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.names_type", .types = {"event.corrected"}, .check = names_type_of_target,
        .sentence = {"En rettelse nævner den type, som den rettede hændelse har.",
                     "A correction names the type that the corrected event has."},
        .accepted = {"targetType som på den rettede hændelse; en forkert type trækkes tilbage og skrives på ny",
                     "targetType as on the corrected event; a wrong type is retracted and written anew"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.target_holds", .types = {"event.corrected", "event.retracted"}, .check = target_holds,
        .sentence = {"Det, der allerede er trukket tilbage, rettes ikke og trækkes ikke tilbage igen.",
                     "What is retracted already is not corrected and not retracted again."},
        .accepted = {"event.retracted for tilbagetrækningen, som genopretter hændelsen",
                     "event.retracted for the retraction, which restores the event"},
        .source = "ours"});
}

struct Book {
    Rules rules;
    std::unordered_map<const EventType*, std::vector<const Rule*>> about;
};

const Book& book() {
    static const Book all = [] {
        Book built;
        add_stream_rules(built.rules);
        add_case_rules(built.rules);
        add_amendment_rules(built.rules);
        add_coordinator_rules(built.rules);
        add_partner_rules(built.rules);
        add_transition_rules(built.rules);
        add_goal_rules(built.rules);
        add_meeting_rules(built.rules);
        add_decision_rules(built.rules);
        add_promise_rules(built.rules);
        add_assessment_and_survey_rules(built.rules);
        for (const EventType& type : all_event_types()) {
            auto& mine = built.about[&type];
            for (const Rule& rule : built.rules) {
                const bool listed = std::ranges::find(rule.types, type.name) != rule.types.end();
                if (listed || (rule.concerns != nullptr && rule.concerns(role_of(type)))) mine.push_back(&rule);
            }
        }
        return built;
    }();
    return all;
}

std::string_view words(CaseTime when) {
    switch (when) {
        case CaseTime::any: return "any time, also before the case is opened";
        case CaseTime::once_opened: return "once the case has been opened, whenever it happened";
        case CaseTime::while_open: return "happened while the case was open";
    }
    return "";
}

}  // namespace

std::span<const Rule> rule_table() { return book().rules; }

std::span<const Rule* const> rules_about(const EventType& type) { return book().about.at(&type); }

const Rule* find_rule(std::string_view id) {
    const auto found = std::ranges::find(book().rules, id, &Rule::id);
    return found == book().rules.end() ? nullptr : &*found;
}

std::string describe_rules() {
    std::string text = "| Rule | About | What must hold | Hvad der skal gælde | Source |\n|---|---|---|---|---|\n";
    for (const Rule& rule : rule_table()) {
        std::string about(rule.about);
        for (const std::string_view type : rule.types) about.append(about.empty() ? "" : ", ").append(type);
        const std::string id = "`" + std::string(rule.id) + "`";
        for (const std::string_view cell : {std::string_view(id), std::string_view(about),
                                            rule.sentence.en, rule.sentence.da, rule.source}) {
            text.append("| ").append(cell).append(" ");
        }
        text.append("|\n");
    }
    text.append("\n| When in the life of a case | Event types |\n|---|---|\n");
    for (const CaseTime when : {CaseTime::any, CaseTime::once_opened, CaseTime::while_open}) {
        std::string types;
        for (const EventType& type : all_event_types()) {
            const bool on_case = std::ranges::find(type.streams, StreamKind::case_) != type.streams.end();
            if (on_case && role_of(type).when == when) types.append(types.empty() ? "" : ", ").append(type.name);
        }
        text.append("| ").append(words(when)).append(" | ").append(types).append(" |\n");
    }
    return text;
}

}  // namespace forloeb
