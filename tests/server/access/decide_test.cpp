// The decision itself, on the policy that is shipped as an example.
#include <doctest/doctest.h>

#include <set>

#include "tests/server/access/case_about.hpp"

namespace forloeb::testing {
namespace {

constexpr SensitivityClass identity = SensitivityClass::IDENTITY, narrative = SensitivityClass::NARRATIVE, health = SensitivityClass::HEALTH,
                           penal = SensitivityClass::PENAL, economy = SensitivityClass::ECONOMY;
const Uuid citizen = Uuid::from_halves(0x0193000000007000, 0x8000000000020000);

const Policy& example() {
    static const Policy policy = [] {
        auto read = read_policy(read_policy_file(std::string(FORLOEB_SOURCE_DIR) + "/server/access/policy.example.toml").value());
        REQUIRE(read.policy.has_value());
        return std::move(*read.policy);
    }();
    return policy;
}

/// A case of adults' disability, with a coordinator who changed, a substitute, a nurse of the region, and its citizen.
CaseAccess karens_case() {
    CaseAccess out;
    out.stream = {StreamKind::case_, Uuid::from_halves(1, 2)};
    out.unit = "voksenhandicap";
    out.kle = {"27.36.04"};
    out.relations = {related(Relation::assigned, "koord-1", "2026-01-05", "2026-03-01"), related(Relation::assigned, "koord-2", "2026-03-01"),
                     related(Relation::substitute, "koord-3", "2026-02-01", "2026-02-14"), related(Relation::partner, "sygeplejerske-1", "2026-01-10T09:00:00+01:00", "2026-02-10T12:00:00+01:00")};
    CaseRelation self;
    self.relation = Relation::citizen;
    self.person = citizen;
    out.relations.push_back(self);
    return out;
}

Decision ask(const Principal& principal, const Question& question, const CaseAccess& about, const char* now) { return decide(example(), principal, question, &about, instant(now)); }

bool may_read(const Principal& principal, const char* now) { return ask(principal, reading(), karens_case(), now).permitted; }

}  // namespace

TEST_CASE("a coordinator reads the case from the day of the assignment to the day of the release, both included") {
    const Principal coordinator = somebody("koord-1", {"coordinator"}, "andet");
    CHECK_FALSE(may_read(coordinator, "2026-01-04T23:59:00+01:00"));
    CHECK(may_read(coordinator, "2026-01-05T00:00:00+01:00"));
    CHECK(may_read(coordinator, "2026-03-01T23:59:00+01:00"));
    CHECK_FALSE(may_read(coordinator, "2026-03-02T00:00:00+01:00"));
    const Decision decision = ask(coordinator, reading(), karens_case(), "2026-02-01T12:00:00+01:00");
    CHECK(decision.role == "coordinator");
    CHECK(decision.relation == "assigned");
    CHECK(decision.purpose == "coordination");
    CHECK(decision.policy_version == "example/1");
    CHECK(decision.classes == classes({identity, narrative, health, economy}));
}

TEST_CASE("a substitute is let in for the days of the substitution, a partner between two instants") {
    CHECK_FALSE(may_read(somebody("koord-3", {"coordinator"}, ""), "2026-01-31T12:00:00+01:00"));
    CHECK(may_read(somebody("koord-3", {"coordinator"}, ""), "2026-02-14T12:00:00+01:00"));
    CHECK_FALSE(may_read(somebody("koord-3", {"coordinator"}, ""), "2026-02-15T12:00:00+01:00"));
    Question as_partner = reading();
    as_partner.audience = Audience::PARTNER;
    const Principal nurse = somebody("sygeplejerske-1", {"partner"}, "");
    CHECK_FALSE(ask(nurse, as_partner, karens_case(), "2026-01-10T08:59:59+01:00").permitted);
    CHECK(ask(nurse, as_partner, karens_case(), "2026-01-10T09:00:00+01:00").permitted);
    CHECK_FALSE(ask(nurse, as_partner, karens_case(), "2026-02-10T12:00:00+01:00").permitted);
}

TEST_CASE("each thing that can be missing refuses by its own rule") {
    const char* const now = "2026-02-01T12:00:00+01:00";
    const CaseAccess about = karens_case();
    CHECK(ask(somebody("x", {}), reading(), about, now).rule == "access.role");
    CHECK(ask(somebody("drift-1", {"operator"}), reading(), about, now).rule == "access.operation");
    CHECK(ask(somebody("koord-9", {"coordinator"}), reading(), about, now).rule == "access.relation");
    CHECK(ask(somebody("sagsb-1", {"caseworker"}, "andet"), reading(), about, now).rule == "access.relation");

    Question question = reading();
    question.purpose = "statistics";
    CHECK(ask(somebody("koord-1", {"coordinator"}), question, about, now).rule == "access.purpose");
    question = reading();
    question.audience = Audience::INTERNAL;
    CHECK(ask(somebody("sygeplejerske-1", {"partner"}, ""), question, about, now).rule == "access.audience");

    CaseAccess other_subject = about;
    other_subject.kle = {"54.10.00"};
    CHECK(ask(somebody("sagsb-1", {"caseworker"}), reading(), about, now).permitted);
    const Decision by_kle = ask(somebody("sagsb-1", {"caseworker"}), reading(), other_subject, now);
    CHECK_FALSE(by_kle.permitted);

    Principal narrow = somebody("koord-1", {"coordinator"});
    narrow.scope = {};
    narrow.scope.add(Operation::status);
    CHECK(ask(narrow, reading(), about, now).rule == "access.token_scope");

    Question append;
    append.operation = Operation::case_append;
    append.event_types = {"information.provided", "coordinator.assigned"};
    CHECK(ask(somebody("sygeplejerske-1", {"partner"}, ""), append, about, now).rule == "access.event_type");
    append.event_types = {"information.provided"};
    CHECK(ask(somebody("sygeplejerske-1", {"partner"}, ""), append, about, now).permitted);
}

TEST_CASE("a refusal is said in Danish, too, by the same rule and policy, and a permission is not") {
    const char* const now = "2026-02-01T12:00:00+01:00";
    const CaseAccess about = karens_case();
    const Error no_relation = refusal(ask(somebody("koord-9", {"coordinator"}), reading(), about, now));
    CHECK(no_relation.rule == "access.relation");
    CHECK(no_relation.danish ==
          "Du har ingen tilknytning til forløbet, der giver denne adgang; den skal først stå i forløbet, eller tag nødadgang med en begrundelse. (politik example/1)");
    Question purpose = reading();
    purpose.purpose = "statistics";
    Principal narrow = somebody("koord-1", {"coordinator"});
    narrow.scope = {};
    Question writing;
    writing.operation = Operation::case_append;
    writing.event_types = {"coordinator.assigned"};
    std::set<std::string> sentences;
    for (const Decision& decision : {ask(somebody("x", {}), reading(), about, now), ask(somebody("drift-1", {"operator"}), reading(), about, now),
                                     ask(somebody("koord-1", {"coordinator"}), purpose, about, now), ask(narrow, reading(), about, now),
                                     ask(somebody("sygeplejerske-1", {"partner"}, ""), writing, about, now)}) {
        CAPTURE(decision.rule);
        REQUIRE_FALSE(decision.permitted);
        const Error error = refusal(decision);
        CHECK(error.danish.ends_with(" (politik example/1)"));
        CHECK(error.danish != error.message);
        sentences.insert(error.danish);
    }
    CHECK(sentences.size() == 5);
    CHECK(ask(somebody("koord-1", {"coordinator"}), reading(), about, now).reason_da.empty());
}

TEST_CASE("a citizen sees the own case as it is for citizens, and nobody else's") {
    Principal self = somebody("borger-1", {"citizen"}, "");
    self.person = citizen;
    Question own = reading();
    own.audience = Audience::CITIZEN;
    CHECK(ask(self, own, karens_case(), "2026-02-01").permitted);
    CHECK_FALSE(ask(self, reading(), karens_case(), "2026-02-01").permitted);
    self.person = Uuid::from_halves(9, 9);
    CHECK(ask(self, own, karens_case(), "2026-02-01").rule == "access.relation");
}

TEST_CASE("an operator and an evaluator open no personal text, whatever they ask") {
    for (std::size_t i = 0; i < operation_count; ++i) {
        for (const char* const role : {"operator", "evaluator"}) {
            Question question = reading();
            question.operation = static_cast<Operation>(i);
            for (const Audience audience : {Audience::INTERNAL, Audience::PARTNER, Audience::CITIZEN, Audience::EVALUATOR}) {
                question.audience = audience;
                const CaseAccess about = karens_case();
                CHECK(decide(example(), somebody("koord-1", {role}), question, &about, instant("2026-02-01")).classes.empty());
                CHECK(decide(example(), somebody("koord-1", {role}), question, nullptr, instant("2026-02-01")).classes.empty());
            }
        }
    }
}

TEST_CASE("penal matters open to who is on the team for the purpose of casework, and to no coordinator") {
    CaseAccess about = karens_case();
    about.relations.push_back(related(Relation::team, "sagsb-1"));
    CHECK(ask(somebody("sagsb-1", {"caseworker"}), reading(), about, "2026-02-01").classes == classes({identity, narrative, health, penal, economy}));
    CHECK_FALSE(ask(somebody("koord-1", {"coordinator"}), reading(), about, "2026-02-01").classes.has(penal));
}

TEST_CASE("a list is within a relation when it asks for one's own cases") {
    Question list;
    list.operation = Operation::case_list;
    const Principal coordinator = somebody("koord-1", {"coordinator"});
    CHECK(decide(example(), coordinator, list, nullptr, instant("2026-02-01")).rule == "access.relation");
    list.coordinator = "koord-2";
    CHECK_FALSE(decide(example(), coordinator, list, nullptr, instant("2026-02-01")).permitted);
    list.coordinator = "koord-1";
    CHECK(decide(example(), coordinator, list, nullptr, instant("2026-02-01")).relation == "assigned");
    list = {};
    list.operation = Operation::case_list;
    list.unit = "voksenhandicap";
    CHECK(decide(example(), coordinator, list, nullptr, instant("2026-02-01")).relation == "unit");
}

TEST_CASE("broken glass opens one case for its minutes, in the role's classes, to read only") {
    CaseAccess about = karens_case();
    about.break_glass.push_back({"g-1", "koord-9", about.stream.id, instant("2026-02-01T13:00:00+01:00")});
    const Principal stranger = somebody("koord-9", {"coordinator"}, "");
    const Decision decision = ask(stranger, reading(), about, "2026-02-01T12:59:59+01:00");
    CHECK(decision.permitted);
    CHECK(decision.rule == "access.break_glass");
    CHECK(decision.break_glass == "g-1");
    CHECK(decision.classes == classes({identity, narrative, health}));
    CHECK(ask(stranger, reading(), about, "2026-02-01T13:00:00+01:00").rule == "access.relation");
    CHECK_FALSE(ask(somebody("koord-8", {"coordinator"}, ""), reading(), about, "2026-02-01T12:30:00+01:00").permitted);
    // A role that may not break it gets nothing of a right that another role once opened.
    CHECK_FALSE(ask(somebody("koord-9", {"auditor"}, ""), [] {
                    Question question = reading();
                    question.purpose = "casework";
                    return question;
                }(), about, "2026-02-01T12:30:00+01:00").permitted);
    Question append;
    append.operation = Operation::case_append;
    append.event_types = {"note.recorded"};
    CHECK_FALSE(ask(stranger, append, about, "2026-02-01T12:30:00+01:00").permitted);
}

TEST_CASE("a restriction takes its classes away but for its own purposes, and refuses where nothing is left") {
    CaseAccess about = karens_case();
    about.restricted.push_back({health, {"complaint"}});
    const Principal coordinator = somebody("koord-1", {"coordinator"});
    CHECK(ask(coordinator, reading(), about, "2026-02-01").classes == classes({identity, narrative, economy}));
    CHECK(ask(coordinator, reading(classes({health})), about, "2026-02-01").rule == "access.restriction");
    about.relations.push_back(related(Relation::team, "sagsb-1"));
    Question complaint = reading(classes({health}));
    complaint.purpose = "complaint";
    CHECK(ask(somebody("sagsb-1", {"caseworker"}, ""), complaint, about, "2026-02-01").permitted);
}

TEST_CASE("the built-in policy gives everything to the owner and nothing to anybody else") {
    const Policy& local = local_policy();
    const LocalDate today = local_date(instant("2026-02-01"));
    for (std::size_t i = 0; i < operation_count; ++i) {
        Question question = reading();
        question.operation = static_cast<Operation>(i);
        CHECK(decide(local, local.principal("p-1", Identified::owner, today), question, nullptr, instant("2026-02-01")).permitted);
        for (const Identified how : {Identified::nobody, Identified::peer_credentials, Identified::token, Identified::certificate, Identified::certificate_and_token})
            CHECK(decide(local, local.principal("p-1", how, today), question, nullptr, instant("2026-02-01")).rule == "access.role");
    }
}

}  // namespace forloeb::testing
