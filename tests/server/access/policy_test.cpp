// Policy files: the shipped example holds, and what is wrong is said with its line and what to do.
#include <doctest/doctest.h>

#include "tests/server/access/case_about.hpp"

namespace forloeb::testing {
namespace {

std::string role(const std::string& grant) {
    return "policy = \"p\"\nversion = \"1\"\n[[role]]\nname = \"r\"\nda = \"R\"\nen = \"R\"\n[[role.grant]]\n" + grant;
}
const std::string all_said = "operations = [\"case.read\"]\nrelations = [\"assigned\"]\npurposes = [\"casework\"]\n";

}  // namespace

TEST_CASE("the shipped example is a policy, and members have its roles within their dates") {
    const auto read = read_policy(read_policy_file(std::string(FORLOEB_SOURCE_DIR) + "/server/access/policy.example.toml").value());
    REQUIRE(read.findings.empty());
    REQUIRE(read.policy.has_value());
    const Policy& policy = *read.policy;
    CHECK(policy.title() == "example/1");
    CHECK(policy.sha256.size() == 64);
    std::string names;
    for (const Role& one : policy.roles) names += one.name + " ";
    CHECK(names == "coordinator caseworker partner citizen evaluator auditor operator records_officer ");
    CHECK(policy.principal("evaluator-1", parse_date("2025-12-31").value()).roles.empty());
    CHECK(policy.principal("evaluator-1", parse_date("2026-01-01").value()).roles == std::vector<std::string>{"evaluator"});
    CHECK(policy.principal("evaluator-1", parse_date("2027-12-31").value()).roles == std::vector<std::string>{"evaluator"});
    CHECK(policy.principal("evaluator-1", parse_date("2028-01-01").value()).roles.empty());
    CHECK(policy.principal("", parse_date("2026-01-01").value()).roles.empty());
    CHECK(policy.principal("koord-1", parse_date("2026-01-01").value()).unit == "voksenhandicap");
}

TEST_CASE("a policy with a fault is no policy, and each fault is named with its line") {
    CHECK(findings(role(all_said)).empty());
    CHECK(findings("policy = \"p\"\nversion = \"1\"\n") == "1:1 A policy needs at least one [[role]].\n");
    CHECK(findings("policy = ") .starts_with("1:"));
    CHECK(findings(role("operations = [\"case.raed\"]\nrelations = [\"any\"]\npurposes = [\"casework\"]\n")) ==
          "7:1 A grant of 'r' needs operations = [...].\n8:14 'case.raed' is no operation; see the list at the top of policy.example.toml.\n");
    CHECK(findings(role("operations = [\"case.read\"]\npurposes = [\"casework\"]\n")) ==
          "7:1 A grant of 'r' needs relations = [...]; what needs no relation to a case says relations = [\"any\"].\n");
    CHECK(findings(role(all_said + "colour = \"red\"\n")) ==
          "11:1 'colour' is nothing that a grant has. It has: operations, relations, purposes, classes, audiences, units, kle, events.\n");
    CHECK(findings(role(all_said) + "[[member]]\nactor = \"a\"\nroles = [\"s\"]\n") == "11:1 There is no role 's' above; write [[role]] before [[member]].\n");
    CHECK(findings(role(all_said) + "[[member]]\nactor = \"a\"\nroles = [\"r\"]\nfrom = 2026-02-01\nto = 2026-01-01\n") == "11:1 'to' lies before 'from'.\n");
    CHECK(findings(role(all_said) + "[[member]]\nactor = \"a\"\nroles = [\"r\"]\nfrom = \"2026-02-01\"\n") ==
          "14:8 'from' is a date without quotation marks: 2026-01-31.\n");
    CHECK(findings(role(all_said) + "[retention]\nreads_months = 5\n") ==
          "12:16 'reads_months' is a number of months from 6 on: whoever checks the log every half year must find it.\n");
    CHECK(findings(role(all_said) + "[retention]\nmonths = 24\n") == "12:1 'months' is nothing that retention has. It has: reads_months, penal_reads_months.\n");
    CHECK(findings("break_glass_minutes = 61\n" + role(all_said)) == "1:23 'break_glass_minutes' is a number from 1 to 60.\n");
}

TEST_CASE("a policy says for how long it is kept who read what, and the built-in one says two years and five") {
    const auto said = read_policy(role(all_said) + "[retention]\nreads_months = 6\npenal_reads_months = 120\n").policy;
    REQUIRE(said.has_value());
    CHECK(said->reads.ordinary == 6);
    CHECK(said->reads.penal == 120);
    CHECK(local_policy().reads.ordinary == 24);
    CHECK(local_policy().reads.penal == 60);
}

TEST_CASE("operations of the log and of operators open personal text in no policy") {
    for (const char* const operation : {"status", "log.read", "log.verify", "projections.operate", "statistics"}) {
        const std::string said = findings(role("operations = [\"" + std::string(operation) + "\"]\nrelations = [\"any\"]\npurposes = [\"operations\"]\nclasses = [\"identity\"]\n"));
        CHECK_MESSAGE(said.find("opens no personal text to anybody") != std::string::npos, said);
    }
}

TEST_CASE("the SHA-256 of a policy is that of its file, so that any change is another policy") {
    const std::string text = role(all_said);
    CHECK(read_policy(text).policy->sha256 != read_policy(text + "\n").policy->sha256);
    CHECK(read_policy(text).policy->sha256 == read_policy(text).policy->sha256);
}

}  // namespace forloeb::testing
