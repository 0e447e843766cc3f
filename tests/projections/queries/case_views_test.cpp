#include <doctest/doctest.h>

#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;
using answers::CaseViewKind;
using answers::Risk;
using answers::Standing;

/// A case in the spring of 2026, seen on 15 April: promises kept and not, a service without a goal, two who ask for the same.
class SpringCase : public QueryFixture {
  public:
    SpringCase() {
        say("2026-01-05", "case.opened", R"({"subject":")" + citizen_.id.text() + R"(","unit":"handicap"})");
        say("2026-01-06", "coordinator.need_assessed", R"({"criteriaSet":"ltk","decision":"yes","advice":"yes","results":[{"criterion":"aktiv_sag","kind":"requirement","met":"yes"}]})");
        say("2026-01-07", "coordinator.assigned", R"({"person":"k1","kind":"handicapkoordinator","homeUnit":"handicap"})");
        say("2026-01-08", "complexity.assessed", R"({"model":"kompleks","modelVersion":"1","grade":"middel","dimensions":[{"code":"netvaerk","grade":"lav"}]})",
            R"({"reasoning":"Flere ydelser"})");
    }

    /// At noon that day, by the coordinator.
    Uuid say(const std::string& day, const std::string& type, const std::string& payload, const std::string& personal = "{}", const std::string& more = "") {
        return append(stream_, (day + "T12:00:00Z").c_str(),
                      R"({"type":")" + type + R"(","occurredAt":")" + day + R"(","actor":{"pseudonym":"k1","role":"coordinator","unit":"handicap"})" + more +
                          R"(,"payload":)" + payload + (personal == "{}" ? std::string() : R"(,"personal":)" + personal) + "}");
    }
    answers::CaseView::Reader view(CaseViewKind kind, const AsOf& as_of = {}, Audience audience = Audience::INTERNAL, std::vector<std::string> topics = {}) {
        CaseViewQuery query;
        query.view = kind;
        query.audience = audience;
        query.topics = std::move(topics);
        return ask<answers::CaseView>([&](auto out) { return query_case_view(*engine, test_receipt(), stream_.id, as_of, query, out); });
    }
};

std::vector<Risk> risks(capnp::List<Risk>::Reader list) {
    std::vector<Risk> found;
    for (const Risk risk : list) found.push_back(risk);
    return found;
}

}  // namespace

TEST_CASE_FIXTURE(SpringCase, "promises: what is open comes first by date, and each says what to look at") {
    say("2026-02-01", "commitment.made", R"({"commitment":"ring","to":"borger","due":"2026-02-10"})", R"({"what":"Ringe mandag"})");
    say("2026-02-09", "commitment.kept", R"({"commitment":"ring"})");
    say("2026-02-02", "commitment.made", R"({"commitment":"sent","to":"borger","due":"2026-02-10"})");
    say("2026-02-11", "commitment.kept", R"({"commitment":"sent"})");
    say("2026-02-03", "commitment.made", R"({"commitment":"bevilling","to":"borger","kind":"grant","withinCompetence":"no"})", R"({"what":"Love en bevilling"})");
    say("2026-02-04", "commitment.made", R"({"commitment":"flyttet","to":"mor","due":"2026-03-01"})");
    say("2026-02-20", "commitment.renegotiated", R"({"commitment":"flyttet","newDue":"2026-04-18","reason":"lack_of_time"})");
    say("2026-02-05", "commitment.made", R"({"commitment":"glemt","to":"mor","due":"2026-03-01"})");
    say("2026-03-05", "commitment.renegotiated", R"({"commitment":"glemt","newDue":"2026-05-01","reason":"lack_of_time"})");
    say("2026-02-06", "commitment.made", R"({"commitment":"brudt","to":"borger","due":"2026-03-01"})");
    say("2026-02-07", "commitment.broken", R"({"commitment":"brudt","reason":"lack_of_time"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto answer = view(CaseViewKind::PROMISES).getPromises();
    const auto promises = answer.getPromises();
    REQUIRE(promises.size() == 6);
    CHECK(text(promises[0].getReference()) == "glemt");
    CHECK(promises[0].getStanding() == Standing::OVERDUE);
    CHECK(when(promises[0].getDue()) == "2026-03-01");  // a new date after the old one had passed moves nothing
    CHECK(promises[0].getDaysLeft() == -45);
    CHECK(risks(promises[0].getRisks()) == std::vector{Risk::OVERDUE, Risk::MOVED_AFTER_DUE});
    CHECK(text(promises[1].getReference()) == "flyttet");
    CHECK(when(promises[1].getDue()) == "2026-04-18");
    CHECK(risks(promises[1].getRisks()) == std::vector{Risk::DUE_SOON});
    CHECK(promises[1].getMoved() == 1);
    CHECK(text(promises[2].getReference()) == "bevilling");
    CHECK(text(promises[2].getWhat().getText()) == "Love en bevilling");
    CHECK(risks(promises[2].getRisks()) == std::vector{Risk::NO_DUE, Risk::OUTSIDE_COMPETENCE, Risk::NO_BACKING_DECISION});
    CHECK(text(promises[3].getReference()) == "brudt");
    CHECK(promises[3].getStanding() == Standing::BROKEN);
    CHECK(text(promises[3].getReason()) == "lack_of_time");
    CHECK(promises[4].getStanding() == Standing::LATE);
    CHECK(promises[5].getStanding() == Standing::IN_TIME);
    CHECK(promises[5].getRisks().size() == 0);
    CHECK(answer.getAtRisk() == 3);
    CHECK(view(CaseViewKind::PROMISES, known_at("2026-02-05")).getPromises().getPromises().size() == 1);  // the rest was recorded later
    CHECK(view(CaseViewKind::PROMISES, occurred_by("2026-02-05")).getPromises().getAtRisk() == 3);
}

TEST_CASE_FIXTURE(SpringCase, "deadlines: extended in time moves the date, met late is late") {
    say("2026-02-01", "deadline.set", R"({"deadline":"svar","kind":"sagsbehandlingsfrist","due":"2026-03-01","basis":"statutory","legalBasis":{"law":"serviceloven","paragraph":"96"}})");
    say("2026-02-20", "deadline.extended", R"({"deadline":"svar","newDue":"2026-04-01","reason":"awaiting_information"})");
    say("2026-02-02", "deadline.set", R"({"deadline":"plan","kind":"opfoelgning","due":"2026-03-01"})");
    say("2026-03-02", "deadline.met", R"({"deadline":"plan"})");
    set_clock("2026-03-15T10:00:00Z");
    const auto deadlines = view(CaseViewKind::PROMISES).getPromises().getDeadlines();
    REQUIRE(deadlines.size() == 2);
    CHECK(text(deadlines[0].getReference()) == "svar");
    CHECK(when(deadlines[0].getDue()) == "2026-04-01");
    CHECK(deadlines[0].getMoved() == 1);
    CHECK(deadlines[0].getStatutory() == Answer::YES);
    CHECK(text(deadlines[0].getLegalBasis().getParagraph()) == "96");
    CHECK(deadlines[0].getDaysLeft() == 17);
    CHECK(deadlines[0].getRisks().size() == 0);
    CHECK(deadlines[1].getStanding() == Standing::LATE);
}

TEST_CASE_FIXTURE(SpringCase, "goals: the board shows who stands behind each, the latest rating and what runs for it") {
    say("2026-02-01", "goal.agreed", R"({"goal":"bolig","theme":"egenomsorg","goalType":"maintain","citizenEndorses":"yes","due":"2026-04-20","endorsedBy":[{"party":"mor","kind":"relative"}]})",
        R"({"text":"Bo hjemme","citizenWords":"Jeg bliver her"})");
    say("2026-02-02", "goal.endorsed", R"({"goal":"bolig","by":{"party":"job","organisation":"kommune","kind":"professional"},"endorses":"yes"})");
    say("2026-02-03", "goal.endorsed", R"({"goal":"bolig","by":{"party":"mor","kind":"relative"},"endorses":"no"})");
    say("2026-03-01", "goal.progress_rated", R"({"goal":"bolig","level":"moderate","progress":"some","ratedBy":"citizen"})", R"({"citizenWords":"Det går"})");
    say("2026-02-04", "goal.agreed", R"({"goal":"job","citizenEndorses":"no"})");
    say("2026-02-05", "goal.agreed", R"({"goal":"lukket"})");
    say("2026-03-05", "goal.closed", R"({"goal":"lukket","result":"reached"})");
    say("2026-03-06", "goal.proposed", R"({"goal":"ny","theme":"relationer"})", R"({"text":"Flere venner"})");
    say("2026-03-01", "service.started", R"({"specification":{"service":"s1","type":"bostoette","unit":"handicap","goals":["bolig"]}})");
    set_clock("2026-04-15T10:00:00Z");
    const auto board = view(CaseViewKind::GOALS).getGoals();
    REQUIRE(board.getOpen().size() == 2);
    const auto home = board.getOpen()[0];
    CHECK(text(home.getText().getText()) == "Bo hjemme");
    CHECK(text(home.getOwnWords().getText()) == "Jeg bliver her");
    CHECK(risks(home.getRisks()) == std::vector{Risk::DUE_SOON});
    REQUIRE(home.getEndorsers().size() == 2);
    CHECK(text(home.getEndorsers()[0].getParty()) == "mor");
    CHECK(home.getEndorsers()[0].getEndorses() == Answer::NO);
    CHECK(home.getLatest() == FunctionLevel::MODERATE);
    CHECK(text(home.getRatings()[0].getOwnWords().getText()) == "Det går");
    CHECK(text(home.getServices()[0]) == "bostoette");
    CHECK(risks(board.getOpen()[1].getRisks()) == std::vector{Risk::NOT_ENDORSED, Risk::NOTHING_SUPPORTS_IT});
    REQUIRE(board.getClosed().size() == 1);
    CHECK(board.getClosed()[0].getResult() == GoalClosed::Result::REACHED);
    REQUIRE(board.getProposed().size() == 1);
    CHECK(text(board.getProposed()[0].getText().getText()) == "Flere venner");
    CHECK(view(CaseViewKind::GOALS, known_at("2026-02-28")).getGoals().getOpen().size() == 1);  // the others were recorded later
}

TEST_CASE_FIXTURE(SpringCase, "services: grouped by the law they rest on, with applications and decisions beside them") {
    say("2026-02-01", "application.received", R"({"application":"a1","unit":"handicap","services":[{"service":"bpa","type":"bpa","legalBasis":{"law":"serviceloven","paragraph":"96"}}]})");
    say("2026-02-02", "application.received", R"({"application":"a2","unit":"handicap","services":[{"service":"bil","type":"bil"}]})");
    say("2026-02-10", "decision.drafted", R"({"decision":"d1","applications":["a1"],"services":[{"service":"bpa","type":"bpa"}],"outcome":"granted","unit":"handicap"})");
    say("2026-03-01", "decision.issued", R"({"decision":"d1","applications":["a1"],"services":[{"service":"bpa","type":"bpa"}],"outcome":"granted","appealUntil":"2026-03-29"})");
    const std::string basis = R"("legalBasis":{"law":"serviceloven","paragraph":"96"})";
    say("2026-03-02", "service.started", R"({"specification":{"service":"bpa","type":"bpa","unit":"handicap","minutesPerWeek":5460,)" + basis +
        R"(,"validFrom":"2026-03-15","weeklyTimes":[{"weekday":"monday","fromMinute":540,"toMinute":1320}]},"decision":"d1"})");
    say("2026-03-03", "service.started", R"({"specification":{"service":"hjaelp","type":"hjemmehjælp","guidelines":["kvalitetsstandard","referenceprogram"],"legalBasis":{"law":"serviceloven","paragraph":"83"},"validTo":"2026-04-15"}})");
    set_clock("2026-04-15T10:00:00Z");
    const auto services = view(CaseViewKind::SERVICES).getServices();
    REQUIRE(services.getBases().size() == 2);
    const auto help = services.getBases()[0];
    CHECK(text(help.getLegalBasis().getParagraph()) == "83");
    CHECK(help.getRunning() == 0);  // its end is exclusive: on 15 April it no longer runs
    CHECK(help.getServices()[0].getState() == answers::Running::ENDED);
    REQUIRE(help.getServices()[0].getGuidelines().size() == 2);
    CHECK(text(help.getServices()[0].getGuidelines()[1]) == "referenceprogram");
    const auto bpa = services.getBases()[1].getServices()[0];
    CHECK(services.getBases()[1].getRunning() == 1);
    CHECK(text(bpa.getWeekly()[0]) == "mo 09:00-22:00");
    CHECK(bpa.getMinutesPerWeek() == 5460);
    CHECK(risks(bpa.getRisks()) == std::vector{Risk::NO_GOAL});
    REQUIRE(services.getApplications().size() == 2);
    CHECK(when(services.getApplications()[0].getDecided()) == "2026-03-01");
    CHECK(services.getApplications()[0].getDaysWaiting() == -1);
    CHECK(services.getApplications()[1].getDaysWaiting() == 72);
    REQUIRE(services.getDecisions().size() == 1);
    CHECK(risks(services.getDecisions()[0].getRisks()) == std::vector{Risk::NOT_DISCUSSED, Risk::NOT_HEARD});
    CHECK(view(CaseViewKind::SERVICES, occurred_by("2026-03-10")).getServices().getBases()[1].getServices()[0].getState() == answers::Running::PLANNED);
}

TEST_CASE_FIXTURE(SpringCase, "meetings: why, who with what stake, what was covered and whether what was agreed is done") {
    const Uuid trigger = say("2026-02-01", "contact.held", R"({"with":["borger"]})");
    say("2026-02-02", "meeting.convened", R"({"meeting":"m1","kind":"coordinating","form":"withCitizen","planned":"2026-02-20","triggerEvent":")" + trigger.text() +
        R"(","agenda":[{"item":"1","topic":"bolig"},{"item":"2","topic":"job"}],"invitees":[{"party":"borger","kind":"citizen"},{"party":"job","kind":"professional","stake":"small"},{"party":"bank","kind":"professional"}]})",
        R"({"purpose":"Samle trådene","agendaTexts":[{"item":"1","text":"Hvor skal hun bo"}]})");
    say("2026-02-20", "commitment.made", R"({"commitment":"l1","to":"borger","due":"2026-03-01","meeting":"m1"})");
    say("2026-02-20", "meeting.held", R"({"meeting":"m1","leader":"k1","attendees":[{"party":"borger","kind":"citizen"},{"party":"job","kind":"professional"}],"absentInput":["bank"],"covered":["1"],"timeKept":"yes","agreements":["l1"]})",
        R"({"summary":"Enige om boligen","agreementTexts":[{"item":"l1","text":"Ringe til boligforeningen"}],"citizenWords":"Godt møde"})");
    say("2026-02-25", "meeting.convened", R"({"meeting":"m2","kind":"coordinating","planned":"2026-05-01","invitees":[{"party":"job","kind":"professional"}]})");
    say("2026-02-26", "meeting.convened", R"({"meeting":"m3","kind":"network","planned":"2026-03-10"})");
    say("2026-03-01", "meeting.cancelled", R"({"meeting":"m3","reason":"illness"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto meetings = view(CaseViewKind::MEETINGS).getMeetings();
    REQUIRE(meetings.getHeld().size() == 1);
    const auto held = meetings.getHeld()[0];
    CHECK(text(held.getPurpose().getText()) == "Samle trådene");
    CHECK(text(held.getTrigger().getEvent()) == "contact.held");
    CHECK(when(held.getTrigger().getOccurred()) == "2026-02-01");
    REQUIRE(held.getAgenda().size() == 2);
    CHECK(text(held.getAgenda()[0].getText().getText()) == "Hvor skal hun bo");
    CHECK(held.getAgenda()[0].getCovered() == Answer::YES);
    CHECK(held.getAgenda()[1].getCovered() == Answer::NO);
    REQUIRE(held.getParties().size() == 3);
    CHECK(held.getParties()[1].getStake() == MeetingConvened::Stake::SMALL);
    CHECK(held.getParties()[2].getAttended() == Answer::NO);
    CHECK(held.getParties()[2].getSentInput());
    CHECK(text(held.getAgreements()[0].getText().getText()) == "Ringe til boligforeningen");
    CHECK(text(held.getAgreements()[0].getStanding()) == "overdue");
    CHECK(risks(held.getRisks()) == std::vector{Risk::MINUTES_NOT_SHARED});
    REQUIRE(meetings.getPlanned().size() == 1);
    CHECK(risks(meetings.getPlanned()[0].getRisks()) == std::vector{Risk::NO_STAKE});
    REQUIRE(meetings.getCancelled().size() == 1);
    CHECK(text(meetings.getCancelled()[0].getReason()) == "illness");
    CHECK(view(CaseViewKind::MEETINGS, known_at("2026-02-19")).getMeetings().getPlanned().size() == 1);
}

TEST_CASE_FIXTURE(SpringCase, "information: who holds what since when, and who asked for what was there already") {
    const std::string topic = R"("topic":"helbred","period":{"from":"2025-01-01","to":"2026-01-01"})";
    say("2026-02-01", "information.requested", R"({"request":"i1","from":"sygehus","unit":"handicap","sector":"internal",)" + topic + "}");
    say("2026-02-10", "information.provided", R"({"request":"i1","by":"sygehus","holder":"handicap","holderSector":"internal","complete":"yes",)" + topic + "}");
    say("2026-03-01", "information.requested", R"({"request":"i2","from":"sygehus","unit":"jobcenter","sector":"internal",)" + topic + "}");
    say("2026-03-02", "information.requested", R"({"request":"i3","from":"sygehus","unit":"jobcenter","sector":"internal","updateWanted":"yes",)" + topic + "}");
    say("2026-03-03", "consent.given", R"({"consent":"s1","scope":["helbred"],"parties":["job"],"validTo":"2026-04-10","by":"citizen"})");
    say("2026-03-04", "information.shared", R"({"to":["job"],"topic":"helbred","channel":"email","consent":"s1"})");
    say("2026-03-05", "knowledge.consulted", R"({"specialist":"p9","profession":"neuropsykolog","topic":"hjerneskade"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto ledger = view(CaseViewKind::INFORMATION).getInformation();
    REQUIRE(ledger.getHoldings().size() == 1);
    CHECK(text(ledger.getHoldings()[0].getHolder()) == "handicap");
    CHECK(when(ledger.getHoldings()[0].getSince()) == "2026-02-10");
    REQUIRE(ledger.getRequests().size() == 3);
    CHECK(text(ledger.getRequests()[0].getState()) == "answered");
    CHECK(ledger.getRequests()[0].getRisks().size() == 0);
    CHECK(text(ledger.getRequests()[1].getBy()) == "jobcenter");
    CHECK(risks(ledger.getRequests()[1].getRisks()) == std::vector{Risk::HELD_ALREADY});
    CHECK(text(ledger.getRequests()[1].getHeldBy()) == "handicap");
    CHECK(ledger.getRequests()[1].getDaysWaiting() == 45);
    CHECK(ledger.getRequests()[2].getRisks().size() == 0);  // a newer answer is wanted
    CHECK(ledger.getAskedTwice() == 1);
    REQUIRE(ledger.getConsents().size() == 1);
    CHECK(text(ledger.getConsents()[0].getState()) == "expired");
    REQUIRE(ledger.getShares().size() == 1);
    CHECK(ledger.getShares()[0].getRisks().size() == 0);  // it was in force when it was shared
    CHECK(text(ledger.getKnowledge()[0].getProfession()) == "neuropsykolog");
    CHECK(text(view(CaseViewKind::INFORMATION, occurred_by("2026-03-20")).getInformation().getConsents()[0].getState()) == "in_force");
}

TEST_CASE_FIXTURE(SpringCase, "the dossier has what is open, and an item of a handover is closed when what it names is") {
    say("2026-02-01", "transition.announced", R"({"transition":"t1","fromSectors":["psychiatry"],"fromOrganisation":"region","toUnit":"socialpsykiatri","expected":"2026-03-01"})");
    say("2026-02-02", "goal.agreed", R"({"goal":"g1"})", R"({"text":"Bo selv"})");
    say("2026-02-03", "commitment.made", R"({"commitment":"l1","to":"borger","due":"2026-05-01"})");
    say("2026-02-04", "handover.proposed", R"({"handover":"o1","transition":"t1","fromParty":"region","toParty":"socialpsykiatri","openItems":[{"item":"g1","kind":"goal"},{"item":"l1","kind":"commitment"},{"item":"noegle","kind":"other"}],"documents":["epikrise"]})",
        R"({"summary":"Klar til at flytte","openItemTexts":[{"item":"noegle","text":"Nøglen hentes"}]})");
    say("2026-03-01", "goal.closed", R"({"goal":"g1","result":"reached"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto dossier = view(CaseViewKind::DOSSIER).getDossier();
    CHECK(text(dossier.getOverview().getCoordinator().getPseudonym()) == "k1");
    REQUIRE(dossier.getHandovers().size() == 1);
    CHECK(text(dossier.getHandovers()[0].getSummary().getText()) == "Klar til at flytte");
    const auto items = dossier.getHandovers()[0].getItems();
    REQUIRE(items.size() == 3);
    CHECK(items[0].getClosed() == Answer::YES);
    CHECK(items[1].getClosed() == Answer::NO);
    CHECK(items[2].getClosed() == Answer::UNKNOWN);
    CHECK(text(items[2].getText().getText()) == "Nøglen hentes");
    CHECK(dossier.getPromises().size() == 1);
    CHECK(text(dossier.getDocuments()[0]) == "epikrise");
    CHECK(when(dossier.getTransitions()[0].getExpected()) == "2026-03-01");
}

TEST_CASE_FIXTURE(SpringCase, "complexity and eligibility: the newest first, with what they rested on") {
    say("2026-03-01", "complexity.assessed", R"({"model":"kompleks","modelVersion":"1","grade":"hoej"})");
    const auto history = view(CaseViewKind::COMPLEXITY).getComplexity();
    REQUIRE(history.getGrades().size() == 2);
    CHECK(text(history.getGrades()[0].getGrade()) == "hoej");
    CHECK(text(history.getGrades()[1].getReasoning().getText()) == "Flere ydelser");
    CHECK(text(history.getGrades()[1].getDimensions()[0].getCode()) == "netvaerk");
    CHECK(history.getNeeds()[0].getDecision() == Answer::YES);
    CHECK(history.getNeeds()[0].getCriteria()[0].getRequirement());
    CHECK(text(history.getCoordinators()[0].getPerson()) == "k1");
    CHECK(text(view(CaseViewKind::COMPLEXITY, known_at("2026-02-01")).getComplexity().getGrades()[0].getGrade()) == "middel");
}

TEST_CASE_FIXTURE(SpringCase, "citizen and partner see only what is for them, and nobody with a protected name") {
    const StreamId hidden{StreamKind::person, id(200)};
    append(hidden, "2026-02-01T09:00:00Z", R"({"type":"subject.described","occurredAt":"2026-02-01","actor":{"pseudonym":"k1"},"payload":{"kind":"relative"},"personal":{"name":"Skjult Person","addressProtected":"yes"}})");
    append(citizen_, "2026-02-01T09:00:00Z", R"({"type":"subject.described","occurredAt":"2026-02-01","actor":{"pseudonym":"k1"},"payload":{"kind":"citizen"},"personal":{"name":"Opdigtet Borger"}})");
    const std::string both = R"(,"audience":["citizen","partner"])";
    say("2026-02-02", "partner.added", R"({"party":"mor","kind":"mother","sector":"privateNetwork","identity":")" + hidden.id.text() + R"("})", R"({"name":"Skjult Person"})", both);
    say("2026-02-02", "partner.added", R"({"party":"job","kind":"jobcentre","sector":"internal","unit":"jobcenter"})", R"({"name":"Aaben Person"})", both);
    say("2026-02-03", "goal.agreed", R"({"goal":"g1"})", R"({"text":"Bo selv","health":"lam"})", both);
    say("2026-02-04", "commitment.made", R"({"commitment":"l1","to":"borger"})", R"({"what":"Kun internt"})");
    const auto seen = [&](Audience audience) { return view(CaseViewKind::OVERVIEW, {}, audience).getOverview(); };
    CHECK(text(seen(Audience::CITIZEN).getName().getText()) == "Opdigtet Borger");
    CHECK(text(seen(Audience::CITIZEN).getGoals()[0].getText().getText()) == "Bo selv");
    CHECK(seen(Audience::CITIZEN).getOpenCommitments().size() == 0);
    CHECK(seen(Audience::CITIZEN).getHealth().size() == 1);
    CHECK(seen(Audience::PARTNER).getHealth().size() == 0);
    CHECK(seen(Audience::PARTNER).getGoals().size() == 1);
    CHECK(seen(Audience::INTERNAL).getOpenCommitments().size() == 1);
    const auto map = ask<answers::PartnerMap>([&](auto out) { return query_partner_map(*engine, test_receipt(), stream_.id, {}, std::nullopt, out, Audience::CITIZEN); });
    CHECK(map.getPrivateNetwork()[0].getName().getWithheld());
    CHECK(map.getPrivateNetwork()[0].getName().getText().size() == 0);
    CHECK(text(map.getInternal()[0].getName().getText()) == "Aaben Person");
    TimelineQuery query;
    query.audience = Audience::CITIZEN;
    const auto timeline_seen = timeline(query);
    CHECK(timeline_seen.getEntries().size() == 3);
    CHECK(timeline_seen.getEntries()[0].getPersonalWithheld());
    CHECK(view(CaseViewKind::GOALS, {}, Audience::EVALUATOR).getGoals().getOpen().size() == 0);
}

TEST_CASE_FIXTURE(SpringCase, "an extract holds the topics asked for and nothing else") {
    say("2026-02-01", "communication.preference_set", R"({"channel":"sms"})");
    say("2026-02-02", "goal.agreed", R"({"goal":"g1"})", R"({"text":"Bo selv"})");
    say("2026-02-03", "commitment.made", R"({"commitment":"l1","to":"borger"})");
    const auto extract = view(CaseViewKind::EXTRACT, {}, Audience::INTERNAL, {"communication", "goals"}).getExtract();
    CHECK(text(extract.getOverview().getCommunication().getChannel()) == "sms");
    CHECK(extract.getGoals().size() == 1);
    CHECK(extract.getPromises().size() == 0);
    CHECK(extract.getOverview().getOpenCommitments().size() == 0);
    CHECK(extract.getOverview().getGoals().size() == 0);
    capnp::MallocMessageBuilder scratch;
    CaseViewQuery all;
    all.view = CaseViewKind::EXTRACT;
    CHECK(query_case_view(*engine, test_receipt(), stream_.id, {}, all, scratch.initRoot<answers::CaseView>()).error().field == "topics");
    all.topics = {"everything"};
    CHECK(query_case_view(*engine, test_receipt(), stream_.id, {}, all, scratch.initRoot<answers::CaseView>()).error().field == "topics");
}

TEST_CASE_FIXTURE(SpringCase, "the timeline tells what is new, what happened in a phase, and why it may not be whole") {
    say("2026-02-01", "phase.entered", R"({"phase":"oplysning"})");
    say("2026-02-02", "contact.held", R"({"with":["borger"]})");
    const Uuid wrong = say("2026-02-03", "contact.held", R"({"with":["job"]})");
    say("2026-03-01", "phase.entered", R"({"phase":"vurdering"})");
    const Position before = engine->head().next;
    append(stream_, "2026-03-02T09:00:00Z", R"({"type":"contact.held","occurredAt":"2026-01","actor":{"pseudonym":"k1"},"payload":{"with":["borger"]}})");
    append(stream_, "2026-03-03T09:00:00Z", R"({"type":"event.retracted","occurredAt":"2026-03-03","actor":{"pseudonym":"k1"},"payload":{"target":")" + wrong.text() + R"(","reason":"other_case"}})");
    TimelineQuery phase;
    phase.phase = "oplysning";
    CHECK(timeline(phase).getEntries().size() == 2);
    TimelineQuery news;
    news.since = before;
    const auto entries = timeline(news).getEntries();
    REQUIRE(entries.size() == 2);
    CHECK(when(entries[0].getOccurred()) == "2026-01");
    CHECK(entries[0].getImprecise());
    CHECK(entries[1].getRetracted());
    CHECK(text(entries[1].getPhase()) == "");
    const auto gaps = timeline(news).getIncomplete();
    REQUIRE(gaps.size() == 1);
    CHECK(text(gaps[0].getCode()) == "imprecise");
    CHECK(gaps[0].getCount() == 1);
}

}  // namespace forloeb
