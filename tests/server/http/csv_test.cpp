// What spreadsheets take in, and which form a caller takes.
#include "server/http/csv.hpp"

#include <doctest/doctest.h>

#include <array>

#include "projections/schema/answers.capnp.h"
#include "server/http/answer_form.hpp"
#include "server/http/page_link.hpp"

namespace forloeb::testing {

TEST_CASE("a text cell is quoted where it must be, and no formula, while a number is left as it is") {
    CHECK(csv_text("Karen") == "Karen");
    CHECK(csv_text("a, b") == "\"a, b\"");
    CHECK(csv_text("hun sagde \"nej\"\r\n") == "\"hun sagde \"\"nej\"\"\r\n\"");
    CHECK(csv_text("=HYPERLINK(1)") == "'=HYPERLINK(1)");
    CHECK(csv_text("@x, y") == "\"'@x, y\"");
    CHECK(csv_value("-5") == "-5");
    CHECK(csv_text("") == "");
}

TEST_CASE("columns are the schema's fields, those of a struct inside with a dot, further in as JSON") {
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<answers::Partner>();
    row.setParty("mor");
    row.initName().setText("=1+1");
    row.initKindLabel().setDa("pårørende");
    row.initLegalBases(1)[0].setLaw("serviceloven");
    const CsvTable table(capnp::Schema::from<answers::Partner>());
    const auto columns = table.titles();
    const std::string line = table.line(row.asReader());
    REQUIRE(columns.size() > 20);
    CHECK(columns[0] == "party");
    CHECK(columns[2] == "name.text");
    CHECK(line.starts_with("mor,,'=1+1,none,0,false,"));
    CHECK(line.find("\"[{\"\"law\"\":\"\"serviceloven\"\"}]\"") != std::string::npos);
    CHECK(csv_line(columns).find("name.sensitivity") != std::string::npos);
}

TEST_CASE("the form that is liked best is chosen, of equals the first, and a type of its own counts before a kind, a kind before anything") {
    constexpr std::array offered{AnswerForm::json, AnswerForm::ndjson, AnswerForm::csv};
    CHECK(chosen_form("", offered) == AnswerForm::json);
    CHECK(chosen_form("*/*", offered) == AnswerForm::json);
    CHECK(chosen_form("text/csv", offered) == AnswerForm::csv);
    CHECK(chosen_form("application/json;q=0.4, text/csv;q=0.5", offered) == AnswerForm::csv);
    CHECK(chosen_form("application/*, application/json;q=0", offered) == AnswerForm::ndjson);
    CHECK(chosen_form("text/html,application/xhtml+xml", offered) == std::nullopt);
    CHECK(chosen_form("text/csv;header=present;q=0", offered) == std::nullopt);
}

TEST_CASE("what stands in an address is escaped") {
    CHECK(url_escaped("/api/v1/partners/Sygehus & Søn?/cases") == "/api/v1/partners/Sygehus%20%26%20S%C3%B8n%3F/cases");
}

}  // namespace forloeb::testing
