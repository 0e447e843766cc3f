#include "tests/projections/evaluation/evaluation_fixture.hpp"

#include "projections/evaluation/project_cases.hpp"

namespace forloeb {
namespace {

using namespace testing;

class ReplayFixture : public EvaluationFixture {
  public:
    ReplayFixture() {
        design();
        for (std::uint64_t number = 1; number <= 5; ++number) open_case(number);
    }
    answers::EvaluationCases::Reader cases() {
        capnp::MallocMessageBuilder message;
        return ask<answers::EvaluationCases>([&](auto out) { return query_evaluation_cases(*engine, midsummer, message.initRoot<answers::EvaluationQuery>().asReader(), out); });
    }
    std::string pseudonym_of(std::uint64_t number) {
        return project_pseudonym(*engine, project_.id, PseudonymUse::case_, case_stream(number).id.text());
    }
    answers::EvaluationReplay::Reader replay(std::uint64_t number) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::EvaluationReplayQuery>();
        query.setPseudonym(pseudonym_of(number));
        return ask<answers::EvaluationReplay>([&](auto out) { return query_evaluation_replay(*engine, midsummer, query.asReader(), out); });
    }
    static std::string field(answers::ReplayEntry::Reader entry, const char* name) {
        for (const auto each : entry.getFields())
            if (each.getName() == name) return text(each.getValue());
        return "";
    }
};

}  // namespace

TEST_CASE_FIXTURE(ReplayFixture, "a replayed case tells days since its first event, codes and levels, and no name, unit or date") {
    tell_case(1, "contact.held", R"({"with":["mor"],"channel":"phone","minutes":20,"inPerson":"no"})", "2026-02-15", R"({"note":"hemmelig samtale"})");
    const auto told = replay(1);
    REQUIRE(told.getEntries().size() == 3);
    const auto assigned = told.getEntries()[1];
    CHECK(assigned.getDay() == 10);
    CHECK(assigned.getRecordedAfter() == 110);  // 11 February to 1 June
    CHECK(text(assigned.getSide()) == "own_unit");
    CHECK(field(assigned, "kind") == "handicapkoordinator");
    CHECK(field(assigned, "person").empty());  // a person is left out
    const std::string all = kj::str(told).cStr();
    for (const char* secret : {"koord-9", "Voksenhandicap", "hemmelig", "2026-02", "\"mor\""}) {
        CAPTURE(secret);
        CHECK(all.find(secret) == std::string::npos);
    }
    CHECK(field(told.getEntries()[2], "channel") == "phone");
    CHECK(field(told.getEntries()[2], "minutes") == "20");
}

TEST_CASE_FIXTURE(ReplayFixture, "pseudonyms of a case, an actor and a reference differ, and none holds in another project") {
    const Uuid other = id(501);
    const std::string name = "r1";
    CHECK(project_pseudonym(*engine, project_.id, PseudonymUse::actor, name) != project_pseudonym(*engine, project_.id, PseudonymUse::case_, name));
    CHECK(project_pseudonym(*engine, project_.id, PseudonymUse::actor, name) != project_pseudonym(*engine, other, PseudonymUse::actor, name));
    CHECK(project_pseudonym(*engine, project_.id, PseudonymUse::reference, name, "a") != project_pseudonym(*engine, project_.id, PseudonymUse::reference, name, "b"));
    CHECK(project_pseudonym(*engine, project_.id, PseudonymUse::actor, name) != engine->pseudonym("respondent", name));
    const auto actor = text(replay(1).getEntries()[0].getActor());
    CHECK(actor == project_pseudonym(*engine, project_.id, PseudonymUse::actor, "koord-9"));
    CHECK(text(replay(2).getEntries()[0].getActor()) == actor);  // one coordinator over several cases is one
}

TEST_CASE_FIXTURE(ReplayFixture, "what a citizen answered in a survey is not tied to the replayed case") {
    tell_case(1, "survey.invited", R"({"instrument":"staff","version":"1","wave":"baseline","respondent":"r77","group":"citizen"})", "2026-02-11");
    tell_case(1, "survey.answered",
              R"({"instrument":"staff","version":"1","wave":"baseline","respondent":"r77","group":"citizen","answers":[{"item":"overblik","state":"answered","value":5}]})", "2026-02-12");
    const auto told = replay(1);
    CHECK(told.getEntries().size() == 2);
    for (const auto entry : told.getEntries()) CHECK_FALSE(text(entry.getType()).starts_with("survey."));
}

TEST_CASE_FIXTURE(ReplayFixture, "the list of a project's cases has pseudonyms, rounded sizes and no ids") {
    const auto all = cases();
    REQUIRE(all.getCases().size() == 5);
    for (const auto each : all.getCases()) CHECK(text(each.getPseudonym()).starts_with("p-"));
    CHECK(all.getCases()[0].getEvents() == 0);  // two, rounded to tens
    int third = 0;
    for (const auto each : all.getCases()) third += text(each.getPseudonym()) == pseudonym_of(3) ? 1 : 0;
    CHECK(third == 1);
}

TEST_CASE_FIXTURE(ReplayFixture, "a case outside the project has no pseudonym in it") {
    tell_project("project.designed", R"({"project":"dkk","units":["Voksenhandicap"],"validFrom":"2026-01-01"})", "2026-01-03");
    open_case(6, 10, "Socialpsykiatri");
    CHECK(cases().getCases().size() == 5);
    capnp::MallocMessageBuilder message;
    auto query = message.initRoot<answers::EvaluationReplayQuery>();
    query.setPseudonym(pseudonym_of(6));
    capnp::MallocMessageBuilder answer;
    const Status refused = query_evaluation_replay(*engine, midsummer, query.asReader(), answer.initRoot<answers::EvaluationReplay>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::not_found);
}

TEST_CASE_FIXTURE(EvaluationFixture, "four citizens are too few for any of them to be replayed") {
    design();
    for (std::uint64_t number = 1; number <= 4; ++number) open_case(number);
    capnp::MallocMessageBuilder message;
    capnp::MallocMessageBuilder answer;
    const Status refused = query_evaluation_cases(*engine, midsummer, message.initRoot<answers::EvaluationQuery>().asReader(), answer.initRoot<answers::EvaluationCases>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::refused);
}

}  // namespace forloeb
