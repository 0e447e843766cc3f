// A small municipality with an evaluation project: citizens with a case each, a coordinator, and caseworkers who answer.
#pragma once

#include <doctest/doctest.h>

#include "projections/evaluation/queries.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb::testing {

class EvaluationFixture : public QueryFixture {
  public:
    void tell_project(const std::string& type, const std::string& payload, const char* when = "2026-01-02") {
        append(project_, "2026-06-01T09:00:00Z", R"({"type":")" + type + R"(","occurredAt":")" + when + R"(","actor":{"pseudonym":"e"},"payload":)" + payload + "}");
    }
    void tell_case(std::uint64_t number, const std::string& type, const std::string& payload, const char* when, const char* personal = nullptr) {
        append(case_stream(number), "2026-06-01T09:00:00Z",
               R"({"type":")" + type + R"(","occurredAt":")" + when + R"(","actor":{"pseudonym":"koord-9","role":"koordinator","unit":"Voksenhandicap"},"payload":)" + payload +
                   (personal != nullptr ? std::string(R"(,"personal":)") + personal : std::string()) + "}");
    }
    /// Opened, and a coordinator `days` after.
    void open_case(std::uint64_t number, int days = 10, const char* unit = "Voksenhandicap", const char* target_group = "", const char* opened = "2026-02-01") {
        tell_case(number, "case.opened", std::string(R"({"unit":")") + unit + R"(","primaryTargetGroup":")" + target_group + R"("})", opened);
        const std::string day = format_date({parse_date(opened).value().days + days});
        tell_case(number, "coordinator.assigned", R"({"person":"koord-9","kind":"handicapkoordinator"})", day.c_str());
    }
    void design() {
        tell_project("project.designed", R"({"project":"dkk","title":"Prøve","design":"before_after","evaluator":"evaluator","evaluatorIsPartner":"yes","validFrom":"2026-01-01","validTo":"2026-07-01"})");
        tell_project("instrument.defined", R"({"instrument":"staff","version":"1","title":"Prøveskema","items":[{"item":"overblik","wording":"Jeg har overblik","kind":"rating","minimum":1,"maximum":5}]})");
        tell_project("wave.opened", R"({"wave":"baseline","instrument":"staff","version":"1","opens":"2026-02-01","closes":"2026-03-01"})");
        tell_project("wave.opened", R"({"wave":"after","instrument":"staff","version":"1","opens":"2026-05-01","closes":"2026-06-01"})");
    }
    void pair_of_answers(int number, int before, int after) {
        for (const auto& [wave, value, day] : {std::tuple("baseline", before, "2026-02-10"), std::tuple("after", after, "2026-05-10")}) {
            const std::string who = std::string(R"("instrument":"staff","version":"1","wave":")") + wave + R"(","respondent":"r)" + std::to_string(number) + R"(","group":"municipalCaseworker")";
            tell_project("survey.invited", "{" + who + "}", day);
            tell_project("survey.answered", "{" + who + R"(,"answers":[{"item":"overblik","state":"answered","value":)" + std::to_string(value) + "}]}", day);
        }
    }

    const StreamId project_{StreamKind::project, id(500)};
    const AsOf midsummer = occurred_by("2026-06-30");
};

}  // namespace forloeb::testing
