// Advice as it is asked for: through the queries, over stored cases.
#include "projections/advice/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using testing::QueryFixture;
using testing::text;

class AdviceFixture : public QueryFixture {
  public:
    const StreamId other_ = testing::case_stream(2);

    /// Two cases of one citizen: the job centre's, and an older one in which training got an answer.
    AdviceFixture() {
        open(other_, "2026-01-05T08:00:00Z", "Voksenhandicap");
        provided_ = append(other_, "2026-01-20T08:00:00Z",
                           R"({"type":"information.provided","occurredAt":"2026-01-20","actor":{"pseudonym":"s1","unit":"Træning"},"payload":{"by":"region","topic":"funktionsevne",)"
                           R"("period":{"from":"2025-01-01","to":"2026-01-01"},"holder":"Træning","holderSector":"internal","legalBasis":{"law":"retssikkerhedsloven","paragraph":"11a"}}})");
        open(stream_, "2026-02-02T08:00:00Z", "Jobcenter");
        append(stream_, "2026-02-03T08:00:00Z",
               R"({"type":"commitment.made","occurredAt":"2026-02-03","actor":{"pseudonym":"j1"},"payload":{"commitment":"l1","to":"borger","toKind":"citizen","kind":"service","due":"2026-03-01","withinCompetence":"no"}})");
    }

    answers::CaseAdvice::Reader advice(std::vector<const char*> rules, std::vector<std::array<const char*, 3>> thresholds = {}, const AsOf& as_of = {}) {
        question_ = std::make_unique<capnp::MallocMessageBuilder>();
        auto query = question_->initRoot<answers::AdviceQuery>();
        write_id(query.initCaseId(), stream_.id);
        auto list = query.initRules(static_cast<unsigned>(rules.size()));
        for (unsigned i = 0; i < list.size(); ++i) list.set(i, rules[i]);
        auto given = query.initThresholds(static_cast<unsigned>(thresholds.size()));
        for (unsigned i = 0; i < given.size(); ++i) {
            given[i].setRule(thresholds[i][0]);
            given[i].setName(thresholds[i][1]);
            given[i].setValue(thresholds[i][2]);
        }
        return ask<answers::CaseAdvice>([&](auto out) { return query_advice(*engine, runner(), as_of, query.asReader(), out); });
    }
    answers::InformationHeld::Reader held(const char* topic, const char* from, const char* to) {
        question_ = std::make_unique<capnp::MallocMessageBuilder>();
        auto query = question_->initRoot<answers::InformationQuery>();
        write_id(query.initCaseId(), stream_.id);
        query.setTopic(topic);
        if (*from != 0) write_moment(query.initFrom(), parse_when(from).value());
        if (*to != 0) write_moment(query.initTo(), parse_when(to).value());
        return ask<answers::InformationHeld>([&](auto out) { return query_information_held(*engine, runner(), {}, query.asReader(), out); });
    }

    Uuid provided_;

  private:
    void open(StreamId stream, const char* recorded, const std::string& unit) {
        append(stream, recorded,
               R"({"type":"case.opened","occurredAt":")" + std::string(recorded).substr(0, 10) + R"(","actor":{"pseudonym":"s1"},"payload":{"unit":")" + unit + R"(","subject":")" + citizen_.id.text() + R"("}})");
    }
    std::unique_ptr<capnp::MallocMessageBuilder> question_;
};

}  // namespace

TEST_CASE_FIXTURE(AdviceFixture, "advice names rule, version, thresholds and the events it rests on") {
    const auto said = advice({"R7"}).getAdvice();
    REQUIRE(said.size() == 1);
    CHECK(text(said[0].getRule()) == "R7");
    CHECK(said[0].getVersion() == 1);
    CHECK(said[0].getState() == answers::AdviceState::ADVISE);
    REQUIRE(said[0].getThresholds().size() == 1);
    CHECK(text(said[0].getThresholds()[0].getValue()) == "service,grant");
    REQUIRE(said[0].getFindings().size() == 2);  // outside competence, and no decision behind it
    const auto evidence = said[0].getFindings()[0].getEvidence();
    REQUIRE(evidence.size() == 1);
    CHECK(text(evidence[0].getType()) == "commitment.made");
    CHECK(testing::when(evidence[0].getOccurred()) == "2026-02-03");
}

TEST_CASE_FIXTURE(AdviceFixture, "without a list of rules every one answers, as of what was known then") {
    CHECK(advice({}).getAdvice().size() == 18);
    CHECK(advice({"R7"}, {}, testing::known_at("2026-02-02")).getAdvice()[0].getState() == answers::AdviceState::NOTHING);
}

TEST_CASE_FIXTURE(AdviceFixture, "a threshold may be another, but not of a rule that is not asked for nor one it does not have") {
    set_clock("2026-02-20T08:00:00Z");
    CHECK(advice({"R12"}).getAdvice()[0].getState() == answers::AdviceState::NOTHING);
    CHECK(advice({"R12"}, {{"R12", "days_max", "17"}}).getAdvice()[0].getState() == answers::AdviceState::ADVISE);
    for (const auto& wrong : {std::array<const char*, 3>{"R3", "days", "1"}, std::array<const char*, 3>{"R12", "dage", "1"}}) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::AdviceQuery>();
        write_id(query.initCaseId(), stream_.id);
        query.initRules(1).set(0, "R12");
        auto given = query.initThresholds(1);
        given[0].setRule(wrong[0]);
        given[0].setName(wrong[1]);
        given[0].setValue(wrong[2]);
        capnp::MallocMessageBuilder answer;
        const Status status = query_advice(*engine, runner(), {}, query.asReader(), answer.initRoot<answers::CaseAdvice>());
        REQUIRE_FALSE(status.has_value());
        CHECK(status.error().kind == ErrorKind::invalid);
    }
}

TEST_CASE_FIXTURE(AdviceFixture, "before a request is sent: who holds it, since when, on what legal basis, in any of the citizen's cases") {
    const auto answer = held("funktionsevne", "2025-02-01", "2025-12-01");
    CHECK(answer.getCasesRead() == 2);
    REQUIRE(answer.getHeld().size() == 1);
    const auto holding = answer.getHeld()[0];
    CHECK(text(holding.getUnit()) == "Træning");
    CHECK(holding.getCovers() == Answer::YES);
    CHECK(text(holding.getLegalBasis().getParagraph()) == "11a");
    CHECK(Uuid::from_halves(holding.getEventId().getHigh(), holding.getEventId().getLow()) == provided_);
    CHECK(Uuid::from_halves(holding.getCaseId().getHigh(), holding.getCaseId().getLow()) == other_.id);

    CHECK(held("funktionsevne", "", "").getHeld()[0].getCovers() == Answer::UNKNOWN);  // which period is wanted is not said
    CHECK(held("funktionsevne", "2024-12-31", "2025-12-01").getHeld().size() == 0);
    CHECK(held("medicin", "2025-02-01", "2025-12-01").getHeld().size() == 0);
}

TEST_CASE_FIXTURE(AdviceFixture, "a request that was sent all the same is advised on, with the answer in the other case as evidence") {
    append(stream_, "2026-02-04T08:00:00Z",
           R"({"type":"information.requested","occurredAt":"2026-02-04","actor":{"pseudonym":"j1"},"payload":{"request":"q1","from":"borger","topic":"funktionsevne",)"
           R"("period":{"from":"2025-02-01","to":"2025-12-01"},"unit":"Jobcenter","sector":"internal"}})");
    const auto answer = advice({"R5"});
    CHECK(answer.getCasesRead() == 1);
    const auto said = answer.getAdvice()[0];
    CHECK(said.getState() == answers::AdviceState::ADVISE);
    REQUIRE(said.getFindings()[0].getEvidence().size() == 2);
    CHECK(text(said.getFindings()[0].getEvidence()[0].getType()) == "information.requested");
    CHECK(text(said.getFindings()[0].getEvidence()[1].getType()).empty());  // the other case's event is not told of here
}

TEST_CASE_FIXTURE(AdviceFixture, "the list of rules says what each reads, and every threshold with its source") {
    const auto rules = ask<answers::AdviceRules>([&](auto out) -> Status {
        query_advice_rules(out);
        return {};
    }).getRules();
    REQUIRE(rules.size() == 18);
    CHECK(text(rules[0].getReach()) == "one_case");
    CHECK(text(rules[4].getReach()) == "citizen");
    CHECK(text(rules[9].getReach()) == "all_cases");
    for (const auto rule : rules)
        for (const auto threshold : rule.getThresholds()) CHECK(threshold.getSource().size() > 0);
}

}  // namespace forloeb
