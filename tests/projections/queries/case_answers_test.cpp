#include <doctest/doctest.h>

#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

/// One case through a winter: words, a promise, a deadline, a change of coordinator, a late note, a correction.
class WinterCase : public QueryFixture {
  public:
    WinterCase() {
        const std::string who = R"("actor":{"pseudonym":"k1","role":"coordinator","unit":"handicap"})";
        append(citizen_, "2026-01-05T09:00:00Z", R"({"type":"subject.described","occurredAt":"2026-01-05",)" + who +
               R"(,"payload":{"kind":"citizen"},"personal":{"name":"Opdigtet Person","diagnoses":["senhjerneskade"]}})");
        append(stream_, "2026-01-05T09:00:00Z", R"({"type":"case.opened","occurredAt":"2026-01-05T10:00:00+01:00",)" + who +
               R"(,"payload":{"subject":")" + citizen_.id.text() + R"(","unit":"handicap","primaryTargetGroup":"hjerneskade"},)"
               R"("personal":{"citizenWords":"Jeg vil klare mig selv","health":"lammet i venstre side"}})");
        append(stream_, "2026-01-06T09:00:00Z", R"({"type":"communication.preference_set","occurredAt":"2026-01-06",)" + who +
               R"(,"payload":{"channel":"sms","aids":["tavle"],"pace":"slow"},"personal":{"ownWords":"Skriv hellere end ring"}})");
        append(stream_, "2026-01-07T09:00:00Z", R"({"type":"coordinator.assigned","occurredAt":"2026-01-07",)" + who +
               R"(,"payload":{"person":"k1","kind":"handicapkoordinator","homeUnit":"handicap"}})");
        append(stream_, "2026-01-08T09:00:00Z", R"({"type":"partner.added","occurredAt":"2026-01-08",)" + who +
               R"(,"payload":{"party":"mor","kind":"mother","sector":"privateNetwork"},"personal":{"name":"Moder Opdigtet"}})");
        append(stream_, "2026-01-08T09:01:00Z", R"({"type":"partner.added","occurredAt":"2026-01-08",)" + who +
               R"(,"payload":{"party":"job","kind":"jobcentre","sector":"internal","unit":"jobcenter","profession":"socialrådgiver"}})");
        append(stream_, "2026-01-09T09:00:00Z", R"({"type":"coordinator.acknowledged","occurredAt":"2026-01-09",)" + who + R"(,"payload":{"party":"job"}})");
        goal = append(stream_, "2026-01-20T09:00:00Z", R"({"type":"goal.agreed","occurredAt":"2026-01-20",)" + who +
               R"(,"payload":{"goal":"g1","citizenEndorses":"yes","goalType":"maintain"},"personal":{"text":"Bo hjemme","citizenWords":"Jeg bliver her"}})");
        append(stream_, "2026-01-21T09:00:00Z", R"({"type":"commitment.made","occurredAt":"2026-01-21",)" + who +
               R"(,"payload":{"commitment":"c1","to":"borger","due":"2026-02-01"},"personal":{"what":"Ringe til boligforeningen"}})");
        append(stream_, "2026-01-21T09:01:00Z", R"({"type":"deadline.set","occurredAt":"2026-01-21",)" + who +
               R"(,"payload":{"deadline":"f1","kind":"opfoelgning","due":"2026-03-15","basis":"statutory"}})");
        late = append(stream_, "2026-02-20T09:00:00Z", R"({"type":"contact.held","occurredAt":"2026-01-15",)" + who +
               R"(,"payload":{"with":["borger","job"],"inPerson":"yes"},"personal":{"note":"Talte om boligen"}})");
    }
    Uuid goal;
    Uuid late;
};

}  // namespace

TEST_CASE_FIXTURE(WinterCase, "the overview puts the person first and unseals text only for the answer") {
    set_clock("2026-02-21T09:00:00Z");
    const auto answer = overview();
    CHECK(text(answer.getName().getText()) == "Opdigtet Person");
    REQUIRE(answer.getOwnWords().size() == 3);
    CHECK(text(answer.getOwnWords()[0].getWords().getText()) == "Jeg bliver her");
    CHECK(text(answer.getOwnWords()[2].getWords().getText()) == "Jeg vil klare mig selv");
    CHECK(text(answer.getCommunication().getChannel()) == "sms");
    CHECK(text(answer.getCommunication().getNeeds()[0].getText()) == "Skriv hellere end ring");
    REQUIRE(answer.getGoals().size() == 1);
    CHECK(text(answer.getGoals()[0].getText().getText()) == "Bo hjemme");
    CHECK(text(answer.getGoals()[0].getGoalType()) == "maintain");
    CHECK(text(answer.getCoordinator().getPseudonym()) == "k1");
    CHECK(answer.getCoordinator().getKnownBy() == 1);
    CHECK(answer.getCoordinator().getOf() == 1);
    CHECK(text(answer.getNextDeadline().getReference()) == "f1");
    CHECK(answer.getNextDeadline().getDaysLeft() == 22);
    REQUIRE(answer.getOpenCommitments().size() == 1);
    CHECK(answer.getOpenCommitments()[0].getOverdue());
    CHECK(text(answer.getOpenCommitments()[0].getWhat().getText()) == "Ringe til boligforeningen");
    CHECK(when(answer.getLastContact()) == "2026-01-15");
    CHECK(answer.getStatus().getLateRecorded() == 1);
    REQUIRE(answer.getHealth().size() == 2);
    CHECK(text(answer.getHealth()[0].getText()) == "senhjerneskade");
    CHECK(text(answer.getHealth()[1].getText()) == "lammet i venstre side");
    CHECK(answer.getAsOf().getKnown() == engine->head().next.value);
}

TEST_CASE_FIXTURE(WinterCase, "the overview and the list of cases have a deadline and a promise by the date they were moved to in time") {
    const auto say = [&](const std::string& type, const std::string& payload) {
        append(stream_, "2026-02-20T10:00:00Z", R"({"type":")" + type + R"(","occurredAt":"2026-02-20","actor":{"pseudonym":"k1"},"payload":)" + payload + "}");
    };
    say("deadline.extended", R"({"deadline":"f1","newDue":"2026-04-01","reason":"citizen_wish"})");
    say("commitment.made", R"({"commitment":"l9","to":"borger","due":"2026-02-25"})");
    say("commitment.renegotiated", R"({"commitment":"l9","newDue":"2026-03-05"})");
    set_clock("2026-03-01T09:00:00Z");
    const auto answer = overview();
    CHECK(when(answer.getNextDeadline().getDue()) == "2026-04-01");
    CHECK(answer.getNextDeadline().getDaysLeft() == 31);
    REQUIRE(answer.getOpenCommitments().size() == 2);
    CHECK(when(answer.getOpenCommitments()[1].getDue()) == "2026-03-05");
    CHECK_FALSE(answer.getOpenCommitments()[1].getOverdue());
    Runner& rows = runner();
    const auto list = ask<answers::CaseList>([&](auto out) { return query_case_list(*engine, rows, {}, out); });
    CHECK(when(list.getRows()[0].getNextDeadline()) == "2026-04-01");
}

TEST_CASE_FIXTURE(WinterCase, "what an application and an assessment say of health in the same words is shown once") {
    for (const char* words : {"lammet i venstre side", "bruger stok"})
        append(stream_, "2026-02-20T10:00:00Z", R"({"type":"application.received","occurredAt":"2026-02-20","actor":{"pseudonym":"k1"},)"
               R"("payload":{"application":"a)" + std::string(words).substr(0, 1) + R"(","unit":"handicap"},"personal":{"health":")" + words + R"("}})");
    const auto health = overview().getHealth();
    REQUIRE(health.size() == 3);
    CHECK(text(health[0].getText()) == "senhjerneskade");
    CHECK(text(health[1].getText()) == "bruger stok");
    CHECK(text(health[2].getText()) == "lammet i venstre side");
}

TEST_CASE_FIXTURE(WinterCase, "what was known, and what had happened, are two different questions") {
    const auto then = overview(known_at("2026-01-31"));
    CHECK(read_moment(then.getLastContact()).is_unknown());
    const auto now = overview(occurred_by("2026-01-31"));
    CHECK(when(now.getLastContact()) == "2026-01-15");
    CHECK_FALSE(now.getOpenCommitments()[0].getOverdue());
    CHECK_FALSE(query_case_overview(*engine, test_receipt(), id(999), {}, capnp::MallocMessageBuilder().initRoot<answers::CaseOverview>()).has_value());
}

TEST_CASE_FIXTURE(WinterCase, "the timeline is in order of occurrence and marks what was written late") {
    const auto answer = timeline();
    REQUIRE(answer.getEntries().size() == 10);
    const auto contact = answer.getEntries()[6];
    CHECK(text(contact.getType()) == "contact.held");
    CHECK(contact.getLate() == answers::Late::LATE);
    CHECK(contact.getLateDays() == 36);
    CHECK(text(contact.getLabel().getDa()) == "Kontakt");
    REQUIRE(contact.getFields().size() == 3);
    CHECK(text(contact.getFields()[0].getName()) == "with");
    CHECK(text(contact.getFields()[0].getValue()) == "borger, job");
    CHECK(text(contact.getFields()[1].getValueLabel().getDa()) == "ja");
    CHECK(text(contact.getFields()[2].getValue()) == "Talte om boligen");
    CHECK(contact.getFields()[2].getPersonal());
    CHECK(answer.getEntries()[0].getLate() == answers::Late::IN_TIME);
    CHECK(timeline({.skip = 6, .limit = 2, .originals = false, .types = {}}).getEntries()[0].getLateDays() == 36);
    CHECK(timeline({.skip = 0, .limit = 0, .originals = false, .types = {"goal.agreed"}}).getTotal() == 1);
    CHECK(timeline({.skip = 0, .limit = 0, .originals = false, .types = {}, .late_days = 36}).getEntries()[6].getLate() == answers::Late::IN_TIME);
}

TEST_CASE_FIXTURE(WinterCase, "a correction shows its content and its mark, the original can be asked for") {
    append(stream_, "2026-02-22T09:00:00Z", R"({"type":"event.corrected","occurredAt":"2026-02-22","actor":{"pseudonym":"k1"},"payload":{"target":")" + goal.text() +
           R"(","targetType":"goal.agreed","reason":"wrong_date","occurredAt":"2026-01-10","payload":{"goal":"g1","goalType":"develop"}},"personal":{"text":"Bo godt"}})");
    append(stream_, "2026-02-23T09:00:00Z", R"({"type":"event.retracted","occurredAt":"2026-02-23","actor":{"pseudonym":"k1"},"payload":{"target":")" + late.text() + R"(","reason":"other_case"}})");
    const auto corrected = timeline();
    REQUIRE(corrected.getEntries().size() == 9);
    const auto entry = corrected.getEntries()[6];
    CHECK(text(entry.getType()) == "goal.agreed");
    CHECK(when(entry.getOccurred()) == "2026-01-10");
    CHECK(entry.getCorrected());
    CHECK(entry.getCorrectedBy().getPosition() == 11);
    CHECK(text(overview().getGoals()[0].getText().getText()) == "Bo godt");
    CHECK(text(overview().getGoals()[0].getGoalType()) == "develop");
    CHECK(overview().getStatus().getRetracted() == 1);

    const auto originals = timeline({.skip = 0, .limit = 0, .originals = true, .types = {}});
    REQUIRE(originals.getEntries().size() == 12);
    CHECK(text(originals.getEntries()[6].getType()) == "contact.held");
    CHECK(originals.getEntries()[6].getRetracted());
    CHECK(originals.getEntries()[6].getRetractedBy().getPosition() == 12);
    CHECK(when(originals.getEntries()[7].getOccurred()) == "2026-01-20");
    CHECK(text(originals.getEntries()[7].getFields()[1].getValue()) == "maintain");
    CHECK(text(originals.getEntries()[10].getType()) == "event.corrected");
}

TEST_CASE_FIXTURE(WinterCase, "the partner map says who is there on a date and who knows the coordinator") {
    append(stream_, "2026-02-22T09:00:00Z", R"({"type":"coordinator.released","occurredAt":"2026-02-01","actor":{"pseudonym":"k1"},"payload":{"person":"k1"}})");
    append(stream_, "2026-02-22T09:01:00Z", R"({"type":"coordinator.assigned","occurredAt":"2026-02-01","actor":{"pseudonym":"k1"},"payload":{"person":"k2"}})");
    const auto before = partners({}, parse_date("2026-01-31").value());
    REQUIRE(before.getInternal().size() == 1);
    CHECK(before.getInternal()[0].getKnowsCoordinator() == Answer::YES);
    CHECK(when(before.getInternal()[0].getLastContact()) == "2026-01-15");
    CHECK(text(before.getInternal()[0].getProfession()) == "socialrådgiver");
    CHECK(text(before.getCoordinator().getPseudonym()) == "k1");
    REQUIRE(before.getPrivateNetwork().size() == 1);
    CHECK(text(before.getPrivateNetwork()[0].getName().getText()) == "Moder Opdigtet");
    const auto after = partners({}, parse_date("2026-02-01").value());
    CHECK(text(after.getCoordinator().getPseudonym()) == "k2");
    CHECK(after.getInternal()[0].getKnowsCoordinator() == Answer::NO);
    const auto early = partners({}, parse_date("2026-01-07").value());
    CHECK(early.getInternal().size() == 0);
    CHECK(early.getCoordinator().getAssigned());
}

TEST_CASE_FIXTURE(QueryFixture, "imported history says which rule would have objected, and is late only by its own clock") {
    const std::string source = R"("source":{"system":"log","position":)";
    append(stream_, "2026-06-01T09:00:00Z", R"({"type":"contact.held","occurredAt":"2026-01-01T10:00:00+01:00","enteredAt":"2026-01-20T10:00:00+01:00",)" + source + R"(1},"payload":{}})", true);
    append(stream_, "2026-06-01T09:00:01Z", R"({"type":"external.recorded","occurredAt":"2026-01-02T10:00:00+01:00",)" + source + R"(2},"payload":{"activity":"A","attributes":[{"key":"kanal","value":{"text":"brev"}}]}})", true);
    const auto answer = timeline();
    REQUIRE(answer.getEntries().size() == 2);
    CHECK(text(answer.getEntries()[0].getRuleObjection()).find(": ") != std::string::npos);
    CHECK(answer.getEntries()[0].getLate() == answers::Late::LATE);
    CHECK(answer.getEntries()[0].getLateDays() == 19);
    CHECK(answer.getEntries()[1].getLate() == answers::Late::UNKNOWN);
    CHECK(text(answer.getEntries()[1].getFields()[1].getValue()) == "kanal: brev");
    CHECK(answer.getEntries()[1].getSourcePosition() == 2);
    CHECK(overview().getStatus().getRuleObjections() == 2);  // nobody had opened the case
}

}  // namespace forloeb
