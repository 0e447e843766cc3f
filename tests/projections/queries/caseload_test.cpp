#include <doctest/doctest.h>

#include <set>

#include "engine/privacy/govern.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;
using answers::Attention;
using answers::CoordinatorViewKind;

/// Cases of two coordinators on 15 April 2026.
class SpringCaseload : public QueryFixture {
  public:
    Uuid say(std::uint64_t number, const std::string& day, const std::string& type, const std::string& payload, const std::string& personal = "{}") {
        return append(case_stream(number), (day + "T12:00:00Z").c_str(),
                      R"({"type":")" + type + R"(","occurredAt":")" + day + R"(","actor":{"pseudonym":"k"},"payload":)" + payload +
                          (personal == "{}" ? std::string() : R"(,"personal":)" + personal) + "}");
    }
    void open(std::uint64_t number, const std::string& coordinator) {
        const StreamId person{StreamKind::person, id(1000 + number)};
        append(person, "2026-01-01T09:00:00Z", R"({"type":"subject.described","occurredAt":"2026-01-01","actor":{"pseudonym":"k"},"payload":{"kind":"citizen"},"personal":{"name":"Opdigtet )" + std::to_string(number) + R"("}})");
        say(number, "2026-01-02", "case.opened", R"({"subject":")" + person.id.text() + R"(","unit":"handicap"})");
        say(number, "2026-01-03", "coordinator.assigned", R"({"person":")" + coordinator + R"("})");
    }
    answers::CoordinatorView::Reader mine(CoordinatorViewKind view, const std::string& coordinator = "k1", const AsOf& as_of = {}, Position since = {}) {
        Runner& rows = runner();
        CoordinatorQuery query;
        query.coordinator = coordinator;
        query.view = view;
        query.since = since;
        return ask<answers::CoordinatorView>([&](auto out) { return query_coordinator(*engine, test_receipt(), rows, as_of, query, out); });
    }
};

std::vector<Attention> reasons(answers::CaseloadCase::Reader row) {
    std::vector<Attention> found;
    for (const auto item : row.getAttention()) found.push_back(item.getReason());
    return found;
}

}  // namespace

TEST_CASE_FIXTURE(SpringCaseload, "the caseload has the coordinator's open cases, the most urgent first") {
    for (const std::uint64_t number : {1, 2, 3, 5}) open(number, "k1");
    open(4, "k2");
    say(2, "2026-04-10", "contact.held", R"({"with":["borger"]})");
    say(2, "2026-04-01", "deadline.set", R"({"deadline":"f","kind":"opfoelgning","due":"2026-04-14"})");
    say(3, "2026-04-10", "contact.held", R"({"with":["borger"]})");
    say(3, "2026-04-01", "commitment.made", R"({"commitment":"l","to":"borger","due":"2026-04-20"})");
    say(3, "2026-04-01", "commitment.made", R"({"commitment":"m","to":"borger","due":"2026-06-20"})");
    say(5, "2026-03-01", "case.closed", R"({"reason":"moved"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto load = mine(CoordinatorViewKind::CASELOAD).getCaseload();
    REQUIRE(load.getCases().size() == 3);
    CHECK(text(load.getCases()[0].getName().getText()) == "Opdigtet 2");
    CHECK(reasons(load.getCases()[0]) == std::vector{Attention::DEADLINE_OVERDUE});
    CHECK(load.getCases()[0].getAttention()[0].getDaysLeft() == -1);
    CHECK(reasons(load.getCases()[1]) == std::vector{Attention::PROMISE_SOON});
    CHECK(load.getCases()[1].getOpenPromises() == 2);
    CHECK(when(load.getCases()[1].getNextDue()) == "2026-04-20");
    CHECK(reasons(load.getCases()[2]) == std::vector{Attention::CONTACT_GAP});  // nobody has spoken with the citizen
    CHECK(load.getAsOf().getKnown() == engine->head().next.value);
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k2").getCaseload().getCases().size() == 1);
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k3").getCaseload().getCases().size() == 0);
}

TEST_CASE_FIXTURE(SpringCaseload, "the list of all cases in order of urgency says why, and goes on after the last case of a page") {
    for (const std::uint64_t number : {1, 2, 3, 4, 5, 6}) open(number, "k" + std::to_string(number));
    for (const std::uint64_t number : {2, 3, 4, 6}) say(number, "2026-04-10", "contact.held", R"({"kinds":["citizen"]})");
    say(2, "2026-04-01", "commitment.made", R"({"commitment":"l","to":"borger","due":"2026-04-20"})");
    say(3, "2026-04-01", "deadline.set", R"({"deadline":"f","kind":"opfoelgning","due":"2026-04-14"})");
    say(6, "2026-04-01", "deadline.set", R"({"deadline":"f","kind":"opfoelgning","due":"2026-04-12"})");
    say(5, "2026-03-01", "case.closed", R"({"reason":"moved"})");
    set_clock("2026-04-15T10:00:00Z");
    const auto page = [&](std::uint32_t limit, const Uuid& after = {}) {
        CaseListQuery query;
        query.limit = limit;
        query.after = after;
        query.urgent_first = true;
        Runner& rows = runner();
        return ask<answers::CaseList>([&](auto out) { return query_case_list(*engine, rows, query, out); });
    };
    const auto case_of = [](answers::CaseRow::Reader row) { return Uuid::from_halves(row.getCaseId().getHigh(), row.getCaseId().getLow()); };
    const auto first = page(3);
    CHECK(first.getMore());
    REQUIRE(first.getRows().size() == 3);
    CHECK(case_of(first.getRows()[0]) == case_stream(6).id);  // the deadline that passed first
    CHECK(case_of(first.getRows()[1]) == case_stream(3).id);
    CHECK(case_of(first.getRows()[2]) == case_stream(2).id);
    CHECK(text(first.getRows()[1].getUrgentReason()) == "deadlineOverdue");
    CHECK(when(first.getRows()[1].getUrgentDate()) == "2026-04-14");
    CHECK(text(first.getRows()[2].getUrgentReason()) == "promiseSoon");
    const auto rest = page(3, case_of(first.getRows()[2]));
    CHECK_FALSE(rest.getMore());
    REQUIRE(rest.getRows().size() == 3);
    CHECK(text(rest.getRows()[0].getUrgentReason()) == "contactGap");  // case 1: nobody has spoken with the citizen
    CHECK(case_of(rest.getRows()[1]) == case_stream(4).id);
    CHECK(case_of(rest.getRows()[2]) == case_stream(5).id);            // closed: nothing is pending
    CHECK(text(rest.getRows()[2].getUrgentReason()).empty());
    Runner& rows = runner();
    CaseListQuery gone;
    gone.after = id(77);
    gone.urgent_first = true;
    capnp::MallocMessageBuilder message;
    const Status refused = query_case_list(*engine, rows, gone, message.initRoot<answers::CaseList>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().field == "after");
}

TEST_CASE_FIXTURE(SpringCaseload, "a case follows its coordinator, and the past is answered by folding") {
    open(1, "k1");
    open(2, "k1");
    CHECK(mine(CoordinatorViewKind::CASELOAD).getCaseload().getCases().size() == 2);
    say(1, "2026-04-01", "coordinator.released", R"({"person":"k1","successor":"k2"})");
    say(1, "2026-04-01", "coordinator.assigned", R"({"person":"k2"})");
    set_clock("2026-04-15T10:00:00Z");
    CHECK(mine(CoordinatorViewKind::CASELOAD).getCaseload().getCases().size() == 1);
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k2").getCaseload().getCases().size() == 1);
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k1", known_at("2026-03-31")).getCaseload().getCases().size() == 2);
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k2", occurred_by("2026-03-31")).getCaseload().getCases().size() == 0);
    REQUIRE(runner().rebuild(runner().all(), {}).has_value());
    CHECK(mine(CoordinatorViewKind::CASELOAD, "k2").getCaseload().getCases().size() == 1);
}

TEST_CASE_FIXTURE(SpringCaseload, "my day has what is overdue, today, waiting and near, with the words of each") {
    open(1, "k1");
    say(1, "2026-04-10", "contact.held", R"({"with":["borger"]})");
    say(1, "2026-04-01", "commitment.made", R"({"commitment":"l1","to":"borger","due":"2026-04-10"})", R"({"what":"Ringe til banken"})");
    say(1, "2026-04-01", "commitment.made", R"({"commitment":"l2","to":"mor","due":"2026-04-17"})", R"({"what":"Sende brev"})");
    say(1, "2026-04-01", "meeting.convened", R"({"meeting":"m1","kind":"network","planned":"2026-04-15T13:00:00+02:00"})", R"({"purpose":"Samle trådene"})");
    say(1, "2026-04-01", "meeting.convened", R"({"meeting":"m2","kind":"network","planned":"2026-04-02"})");
    say(1, "2026-04-02", "handover.proposed", R"({"handover":"o1","fromParty":"region","toParty":"kommune"})");
    say(1, "2026-04-02", "information.requested", R"({"request":"i1","from":"sygehus","topic":"helbred"})");
    set_clock("2026-04-15T08:00:00Z");
    const auto day = mine(CoordinatorViewKind::DAY).getDay();
    CHECK(when(day.getToday()) == "2026-04-15");
    REQUIRE(day.getOverdue().size() == 1);
    CHECK(text(day.getOverdue()[0].getItem().getWhat().getText()) == "Ringe til banken");
    CHECK(text(day.getOverdue()[0].getName().getText()) == "Opdigtet 1");
    REQUIRE(day.getMeetings().size() == 1);
    CHECK(text(day.getMeetings()[0].getItem().getWhat().getText()) == "Samle trådene");
    REQUIRE(day.getWaitForMe().size() == 1);
    CHECK(text(day.getWaitForMe()[0].getItem().getWho()) == "region");
    REQUIRE(day.getSoon().size() == 1);
    CHECK(text(day.getSoon()[0].getItem().getWhat().getText()) == "Sende brev");
    REQUIRE(day.getIWaitFor().size() == 1);
    CHECK(text(day.getIWaitFor()[0].getItem().getCode()) == "helbred");
    REQUIRE(day.getLookAt().size() == 3);
    CHECK(day.getLookAt()[0].getItem().getReason() == Attention::MEETING_UNREGISTERED);
    // Last what the rules say: nobody told the citizen of the coordinator, and no goal is shared.
    for (const unsigned i : {1U, 2U}) CHECK(day.getLookAt()[i].getItem().getReason() == Attention::ADVICE);
    CHECK(text(day.getLookAt()[1].getItem().getCode()) == "R9");
    CHECK(text(day.getLookAt()[1].getItem().getReference()) == "function_not_explained");
    CHECK(mine(CoordinatorViewKind::DAY, "k1", occurred_by("2026-04-03")).getDay().getOverdue().size() == 0);
}

TEST_CASE_FIXTURE(SpringCaseload, "an answer over many cases leaves out the words of a citizen whose data are restricted for that purpose") {
    open(1, "k1");
    open(2, "k1");
    Warrant warrant;
    warrant.append_id = id(0x31);
    warrant.actor = "leder-1";
    warrant.approved_by = {"leder-1", "dpo-1"};
    warrant.reason = "article_18";
    warrant.law = "databeskyttelsesforordningen";
    warrant.paragraph = "18";
    REQUIRE(restrict_subject(*engine, {warrant, id(1001), {SensitivityClass::IDENTITY}, false, {"complaint"}}).has_value());
    const auto names = [&](const std::string& purpose) {
        const ReadReceipt receipt = test_receipt_for(purpose);
        Runner& rows = runner();
        CoordinatorQuery query;
        query.coordinator = "k1";
        const auto load = ask<answers::CoordinatorView>([&](auto out) { return query_coordinator(*engine, receipt, rows, {}, query, out); }).getCaseload();
        std::set<std::string> found;
        for (const auto row : load.getCases()) found.insert(text(row.getName().getText()));
        return found;
    };
    CHECK(names("coordination") == std::set<std::string>{"", "Opdigtet 2"});
    CHECK(names("complaint") == std::set<std::string>{"Opdigtet 1", "Opdigtet 2"});
}

TEST_CASE_FIXTURE(SpringCaseload, "news are what was recorded since, case by case, and where to go on from") {
    open(1, "k1");
    open(2, "k1");
    const Position seen = engine->head().next;
    say(2, "2026-04-10", "contact.held", R"({"with":["borger"]})");
    const auto news = mine(CoordinatorViewKind::NEWS, "k1", {}, seen).getNews();
    REQUIRE(news.getCases().size() == 1);
    CHECK(text(news.getCases()[0].getName().getText()) == "Opdigtet 2");
    REQUIRE(news.getCases()[0].getEntries().size() == 1);
    CHECK(text(news.getCases()[0].getEntries()[0].getType()) == "contact.held");
    CHECK(news.getNext() == engine->head().next.value);
    CHECK(mine(CoordinatorViewKind::NEWS, "k1", {}, engine->head().next).getNews().getCases().size() == 0);
}

TEST_CASE_FIXTURE(SpringCaseload, "a partner is found in all its cases, and lessons by phase") {
    open(1, "k1");
    open(2, "k1");
    for (const std::uint64_t number : {1, 2})
        say(number, "2026-02-01", "partner.added", R"({"party":"job","sector":"internal","unit":"Jobcenter","profession":"socialraadgiver"})");
    say(2, "2026-02-02", "coordinator.acknowledged", R"({"party":"job"})");
    say(2, "2026-02-03", "contact.held", R"({"with":["job"]})");
    say(1, "2026-02-04", "lesson.recorded", R"({"lesson":"e1","source":"case","phase":"opfoelgning","problems":["bolig"]})", R"({"text":"Spørg tidligt"})");
    Runner& rows = runner();
    const auto partner = ask<answers::PartnerCases>([&](auto out) { return query_partner_cases(*engine, rows, "Jobcenter", out); });
    CHECK(partner.getTotal() == 2);
    CHECK(partner.getKnowCoordinator() == 1);
    CHECK(when(partner.getCases()[1].getLastContact()) == "2026-02-03");
    const auto lessons = ask<answers::LessonIndex>([&](auto out) { return query_lessons(*engine, test_receipt(), rows, out); });
    CHECK(lessons.getTotal() == 1);
    CHECK(text(lessons.getPhases()[0].getPhase()) == "opfoelgning");
    CHECK(text(lessons.getPhases()[0].getLessons()[0].getText().getText()) == "Spørg tidligt");
    CHECK(text(lessons.getPhases()[0].getLessons()[0].getProblems()[0]) == "bolig");
}

TEST_CASE_FIXTURE(SpringCaseload, "a citizen's cases are found by a number or name, however it is spelled") {
    open(1, "k1");
    open(2, "k1");
    const StreamId person{StreamKind::person, id(1002)};
    append(person, "2026-04-01T09:00:00Z", R"({"type":"subject.described","occurredAt":"2026-04-01","actor":{"pseudonym":"k"},"payload":{"kind":"citizen"},"personal":{"name":"Opdigtet Å"}})", false,
           {{"cpr", "010203-1234", person}, {"name", "Opdigtet Å", person}});
    CHECK(engine->lookup("cpr", "0102031234").value() == person);
    CHECK(engine->lookup("name", " opdigtet  å").value() == person);
    CHECK_FALSE(engine->lookup("name", "opdigtet").value().has_value());
    CaseListQuery query;
    query.citizen = person.id;
    Runner& rows = runner();
    const auto found = ask<answers::CaseList>([&](auto out) { return query_case_list(*engine, rows, query, out); });
    REQUIRE(found.getRows().size() == 1);
    CHECK(Uuid::from_halves(found.getRows()[0].getCaseId().getHigh(), found.getRows()[0].getCaseId().getLow()) == case_stream(2).id);
}

}  // namespace forloeb
