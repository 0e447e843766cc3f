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

namespace {

class ExportFixture : public ReplayFixture {
  public:
    answers::EvaluationExport::Reader page(const std::string& after = {}, std::uint32_t cases = 0) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::EvaluationExportQuery>();
        query.setAfter(after);
        query.setCases(cases);
        return ask<answers::EvaluationExport>([&](auto out) { return query_evaluation_export(*engine, midsummer, query.asReader(), out); });
    }
};

}  // namespace

TEST_CASE_FIXTURE(ExportFixture, "an export tells each value by itself, and nothing that a replay does not") {
    tell_case(1, "contact.held", R"({"with":["borger","mor"],"channel":"phone","minutes":20,"inPerson":"no"})", "2026-02-15", R"({"note":"hemmelig samtale"})");
    const auto all = page();
    REQUIRE(all.getCases().size() == 5);
    CHECK(text(all.getNext()).empty());
    CHECK(all.getLeftOut() > 0);
    const std::string shown = kj::str(all).cStr();
    for (const char* secret : {"koord-9", "Voksenhandicap", "hemmelig", "2026-02", "\"mor\""}) {
        CAPTURE(secret);
        CHECK(shown.find(secret) == std::string::npos);
    }
    for (const auto told : all.getCases()) {
        if (text(told.getPseudonym()) != pseudonym_of(1)) continue;
        REQUIRE(told.getEntries().size() == 3);
        const auto contact = told.getEntries()[2];
        CHECK(contact.getDay() == 14);
        CHECK(text(contact.getCoordinator()) == text(contact.getActor()));  // koord-9 both
        std::string values;
        for (const auto value : contact.getValues())
            values += text(value.getName()) + "=" + (value.getKind() == answers::ExportedValue::Kind::WHOLE ? std::to_string(value.getNumber()) : value.getKind() == answers::ExportedValue::Kind::REFERENCE ? "?" : text(value.getText())) + " ";
        CHECK(values == "with[]=borger with[]=? channel=phone inPerson=no minutes=20 ");
        CHECK(text(told.getEntries()[0].getCoordinator()).empty());
    }
}

TEST_CASE_FIXTURE(ExportFixture, "pages of an export follow each other in the order of pseudonyms, without gap or repetition") {
    std::vector<std::string> seen;
    std::string after;
    do {
        const auto some = page(after, 2);
        CHECK(some.getCases().size() <= 2);
        for (const auto told : some.getCases()) seen.push_back(text(told.getPseudonym()));
        after = text(some.getNext());
    } while (!after.empty());
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    std::vector<std::string> all;
    for (const auto told : page().getCases()) all.push_back(text(told.getPseudonym()));
    CHECK(seen == all);
    CHECK(seen.size() == 5);
}

TEST_CASE_FIXTURE(ExportFixture, "an export goes on within a case that was too large for a page") {
    const auto whole = page(pseudonym_of(1) + "/1", 1);
    REQUIRE(whole.getCases().size() == 1);
    CHECK(text(whole.getCases()[0].getPseudonym()) == pseudonym_of(1));
    CHECK(whole.getCases()[0].getFrom() == 1);
    REQUIRE(whole.getCases()[0].getEntries().size() == 1);
    CHECK(text(whole.getCases()[0].getEntries()[0].getType()) == "coordinator.assigned");
}

TEST_CASE_FIXTURE(EvaluationFixture, "four citizens are too few for an export, and a page that nobody gave is refused") {
    design();
    for (std::uint64_t number = 1; number <= 4; ++number) open_case(number);
    for (const auto& [after, kind] : {std::pair("", ErrorKind::refused), std::pair("p-1/x", ErrorKind::invalid)}) {
        capnp::MallocMessageBuilder message;
        capnp::MallocMessageBuilder answer;
        auto query = message.initRoot<answers::EvaluationExportQuery>();
        query.setAfter(after);
        const Status refused = query_evaluation_export(*engine, midsummer, query.asReader(), answer.initRoot<answers::EvaluationExport>());
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == kind);
    }
}

}  // namespace forloeb
