// Rows of the table of rules: the work: goals, meetings, decisions, promises, deadlines, assessments, surveys. See rule_table.hpp.
#include "engine/rules/rule_rows.hpp"
#include "events/schema/assessment.capnp.h"
#include "events/vocabulary/vocabulary.hpp"

namespace forloeb {
namespace {

using Asked = Rule::Asked;

Verdict level_where_there_is_one(const Question& question) {
    const auto scored = question.event.payload.getAs<AssessmentThemeScored>();
    const auto theme = scored.getTheme();
    const bool has_level = scored.getLevel() != FunctionLevel::NOT_ASSESSED;
    if (!has_level || theme_may_have_level({theme.begin(), theme.size()})) return no_objection;
    return something_missing;
}

Verdict meeting_is_not_cancelled(const Question& question) {
    FactIndex newest = no_fact;  // of the calls and cancellings, in order of occurrence
    for (const FactIndex step : question.steps()) {
        if (question.role_at(step).part != ThreadPart::step) newest = step;
    }
    if (newest != no_fact && question.role_at(newest).part == ThreadPart::end) return newest;
    return no_objection;
}

}  // namespace

void add_goal_rules(Rules& rules) {
    rules.push_back({
        .id = "goal.proposed_once", .types = {"goal.proposed"}, .check = at_most_one_of({"goal.proposed"}),
        .sentence = {"Et mål foreslås én gang.", "A goal is proposed once."},
        .accepted = {"et nyt mål, eller en rettelse", "a new goal, or a correction"},
        .source = "L3"});
    rules.push_back({
        .id = "goal.proposed_before_agreed", .types = {"goal.proposed"}, .check = never_after({"goal.agreed"}),
        .sentence = {"Et forslag ligger ikke efter aftalen om samme mål.",
                     "A proposal does not lie after the agreement on the same goal."},
        .accepted = {"et nyt mål, eller en dato før aftalen", "a new goal, or a date before the agreement"},
        .source = "L3"});
    rules.push_back({
        .id = "goal.agreed_after_proposal", .types = {"goal.agreed"}, .asked = Asked::at_the_end,
        .check = never_before({"goal.proposed"}),
        .sentence = {"Et mål aftales ikke før sit eget forslag.", "A goal is not agreed before its own proposal."},
        .accepted = {"en dato efter forslaget, eller at forslaget først rettes",
                     "a date after the proposal, or the proposal corrected first"},
        .source = "L3"});
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
        .id = "meeting.convened_to_cancel", .types = {"meeting.cancelled"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
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
    rules.push_back({
        .id = "meeting.held_first", .types = {"meeting.attendance_rated", "meeting.minutes_shared"},
        .check = only_after({"meeting.held"}),
        .sentence = {"Udbyttet vurderes og referatet deles, efter at mødet er afholdt.",
                     "Attendance is rated and minutes are shared after the meeting was held."},
        .accepted = {"meeting.held først", "meeting.held first"},
        .source = "L4, M9, M10"});
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
    rules.push_back({
        .id = "decision.issued_first", .types = {"decision.appealed"}, .check = only_after({"decision.issued"}),
        .sentence = {"En afgørelse påklages, efter at den er meddelt.", "A decision is appealed after it was issued."},
        .accepted = {"decision.issued først", "decision.issued first"},
        .source = "M28"});
    rules.push_back({
        .id = "appeal.named", .types = {"decision.appealed", "appeal.resolved"}, .check = names_its_person,
        .sentence = {"En klage nævnes ved sin reference.", "An appeal is named by its reference."},
        .accepted = {"samme hændelse med appeal udfyldt", "the same event with appeal filled in"},
        .source = "M28"});
    rules.push_back({
        .id = "appeal.made_once", .types = {"decision.appealed"},
        .check = at_most_one_of_its_person({"decision.appealed"}),
        .sentence = {"En klage indgives én gang; kommunens genvurdering og Ankestyrelsen svarer på den samme.",
                     "An appeal is made once; the municipality and the board answer the same one."},
        .accepted = {"en ny klage, eller en rettelse", "a new appeal, or a correction"},
        .source = "M28"});
    rules.push_back({
        .id = "appeal.made_first", .types = {"appeal.resolved"}, .check = only_after_its_person({"decision.appealed"}),
        .sentence = {"En klage afgøres, efter at den er indgivet.", "An appeal is resolved after it was made."},
        .accepted = {"decision.appealed først", "decision.appealed first"},
        .source = "M28"});
}

void add_promise_rules(Rules& rules) {
    rules.push_back({
        .id = "commitment.made_once", .types = {"commitment.made"}, .check = at_most_one_of({"commitment.made"}),
        .sentence = {"Et løfte gives én gang.", "A promise is made once."},
        .accepted = {"et nyt løfte, eller en rettelse", "a new promise, or a correction"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.made_first", .types = {"commitment.kept", "commitment.broken", "commitment.renegotiated"},
        .check = only_after({"commitment.made"}),
        .sentence = {"Et løfte holdes, brydes eller genforhandles, efter at det er givet.",
                     "A promise is kept, broken or renegotiated after it was made."},
        .accepted = {"commitment.made først", "commitment.made first"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.settled_once", .types = {"commitment.kept", "commitment.broken"},
        .check = at_most_one_of({"commitment.kept", "commitment.broken"}),
        .sentence = {"Et løfte afgøres én gang: holdt eller brudt.", "A promise is settled once: kept or broken."},
        .accepted = {"at den anden hændelse trækkes tilbage først", "the other event retracted first"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.renegotiated_before_settled", .types = {"commitment.renegotiated"},
        .check = never_after({"commitment.kept", "commitment.broken"}),
        .sentence = {"Et løfte genforhandles ikke, efter at det er holdt eller brudt.",
                     "A promise is not renegotiated after it was kept or broken."},
        .accepted = {"et nyt løfte, eller en dato før afgørelsen af løftet",
                     "a new promise, or a date before it was settled"},
        .source = "K, M17"});
    rules.push_back({
        .id = "commitment.settled_after_renegotiation", .types = {"commitment.kept", "commitment.broken"}, .asked = Asked::at_the_end,
        .check = never_before({"commitment.renegotiated"}),
        .sentence = {"Et løfte holdes eller brydes ikke før sin genforhandling.",
                     "A promise is not kept or broken before its renegotiation."},
        .accepted = {"en dato efter genforhandlingen, eller at den først rettes",
                     "a date after the renegotiation, or that corrected first"},
        .source = "K, M17"});
    rules.push_back({
        .id = "deadline.set_once", .types = {"deadline.set"}, .check = at_most_one_of({"deadline.set"}),
        .sentence = {"En frist sættes én gang.", "A deadline is set once."},
        .accepted = {"en ny frist, eller en rettelse", "a new deadline, or a correction"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.set_first", .types = {"deadline.met", "deadline.extended"}, .check = only_after({"deadline.set"}),
        .sentence = {"En frist overholdes eller forlænges, efter at den er sat.",
                     "A deadline is met or extended after it was set."},
        .accepted = {"deadline.set først", "deadline.set first"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.met_once", .types = {"deadline.met"}, .check = at_most_one_of({"deadline.met"}),
        .sentence = {"En frist overholdes én gang.", "A deadline is met once."},
        .accepted = {"en rettelse af den anden hændelse", "a correction of the other event"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.extended_before_met", .types = {"deadline.extended"}, .check = never_after({"deadline.met"}),
        .sentence = {"En frist forlænges ikke, efter at den er overholdt.",
                     "A deadline is not extended after it was met."},
        .accepted = {"en ny frist, eller en dato før overholdelsen", "a new deadline, or a date before it was met"},
        .source = "K, M18"});
    rules.push_back({
        .id = "deadline.met_after_extension", .types = {"deadline.met"}, .asked = Asked::at_the_end,
        .check = never_before({"deadline.extended"}),
        .sentence = {"En frist overholdes ikke før sin forlængelse.", "A deadline is not met before its extension."},
        .accepted = {"en dato efter forlængelsen, eller at den først rettes",
                     "a date after the extension, or that corrected first"},
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
        .id = "assessment.level_where_there_is_one", .types = {"assessment.theme_scored"},
        .check = level_where_there_is_one,
        .sentence = {"FFB giver kun temaer under aktivitet og deltagelse et funktionsniveau.",
                     "FFB gives a function level only to themes under activity and participation."},
        .accepted = {"samme tema med level=notAssessed og en beskrivelse; eller en anden metodes tema",
                     "the same theme with level=notAssessed and a description; or another method's theme"},
        .source = "FFB"});
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
        .id = "survey.invited_first", .types = {"survey.answered", "survey.declined"},
        .check = only_after({"survey.invited"}),
        .sentence = {"Kun en inviteret respondent besvarer eller afslår en måling i et spørgeskema.",
                     "Only an invited respondent answers or declines a wave of a survey."},
        .accepted = {"survey.invited for samme spørgeskema, måling og respondent først",
                     "survey.invited for the same survey, wave and respondent first"},
        .source = "K, E1"});
    rules.push_back({
        .id = "survey.declined_once", .types = {"survey.declined"}, .check = at_most_one_of({"survey.declined"}),
        .sentence = {"En måling afslås én gang.", "A wave is declined once."},
        .accepted = {"en rettelse; et svar efter et afslag tæller", "a correction; an answer after a refusal counts"},
        .source = "E1"});
}

}  // namespace forloeb
