#include "tools/import/survey_import.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "tests/tools/import/memory_target.hpp"

namespace forloeb {
namespace {

using State = ::forloeb::ItemAnswer::State;

const std::string source_dir = FORLOEB_SOURCE_DIR;

InstrumentFile two_items() {
    return InstrumentFile::parse(R"(
instrument = "s"
version = "1"
language = "da"
title = "To spørgsmål"
[[item]]
item = "a"
wording = "A?"
[[item]]
item = "valg"
kind = "choice"
choices = ["ja", "nej"]
wording = "Valg?"
)", "s.toml").value();
}

SurveyMapping by_column(const std::string& more = "") {
    return SurveyMapping::parse(R"(
source = "tool"
wave = "baseline"
missing = ["-9"]
does_not_know = ["98"]
group = "leader"
)" + more + R"(
[columns]
respondent = "id"
answered = "dato"
answered_format = "%d-%m-%Y %H:%M"
[values]
"Enig" = 4
)", "m.toml").value();
}

struct Import {
    testing::MemoryTarget target;
    StreamId project{StreamKind::project, Uuid::from_halves(1, 2)};
    InstrumentFile instrument = two_items();
    SurveyMapping mapping = by_column();

    ImportReport run(const std::string& csv) {
        std::istringstream in(csv);
        return import_survey(in, {project, instrument, mapping, false}, target);
    }
    SurveyAnswered::Reader answer(std::size_t i) { return target.streams[project].at(i)->payload<SurveyAnswered>(); }
};

}  // namespace

TEST_CASE_FIXTURE(Import, "a row becomes one answer, with a pseudonym of its own scope and decimal commas read") {
    const ImportReport report = run("id;dato;a;valg\nanna@kommune.example;31-01-2026 14:30;3,0;ja\nb;01-02-2026 08:00;Enig;-9\n");
    CHECK_FALSE(report.error.has_value());
    CHECK(report.new_events == 2);
    CHECK(report.cases == 2);
    REQUIRE(target.streams[project].size() == 2);
    const auto first = answer(0);
    CHECK(first.getRespondent() == target.pseudonyms("respondent:tool", {"anna@kommune.example"}).value().front().c_str());
    CHECK(first.getGroup() == RespondentGroup::LEADER);
    CHECK(first.getWave() == "baseline");
    CHECK(first.getAnswers()[0].getValue() == 3);
    CHECK(first.getAnswers()[1].getChoice() == "ja");
    CHECK(format_when(read_moment(target.streams[project][0]->envelope().getOccurredAt())) == "2026-01-31T14:30:00+01:00");
    CHECK(answer(1).getAnswers()[0].getValue() == 4);
    CHECK(answer(1).getAnswers()[1].getState() == State::UNANSWERED);
}

TEST_CASE_FIXTURE(Import, "what somebody wrote in words is a personal part, to be sealed, and changes the row") {
    mapping = by_column("[comments]\na = \"ord\"\n");
    const ImportReport report = run("id,dato,a,valg,ord\nx,31-01-2026 14:30,3,ja,Min koordinator lytter\ny,31-01-2026 14:31,2,nej,\nz,31-01-2026 14:32,-9,-9,Kun ord\n");
    CHECK_FALSE(report.error.has_value());
    CHECK(report.new_events == 3);
    const auto comments = target.streams[project][0]->personal<SurveyAnsweredPersonal>().getComments();
    REQUIRE(comments.size() == 1);
    CHECK(comments[0].getItem() == "a");
    CHECK(comments[0].getText() == "Min koordinator lytter");
    CHECK(std::string(kj::str(answer(0)).cStr()).find("lytter") == std::string::npos);
    CHECK(run("id,dato,a,valg,ord\nx,31-01-2026 14:30,3,ja,Min koordinator lytter mere\n").new_events == 1);
    CHECK(run("id,dato,a,valg\nx,31-01-2026 14:30,3,ja\n").error.has_value());  // its column is gone
}

TEST_CASE_FIXTURE(Import, "a repeated import stores nothing twice, and a changed row is one more answer") {
    const std::string csv = "id,dato,a,valg\nx,31-01-2026 14:30,3,ja\ny,31-01-2026 14:31,2,nej\n";
    CHECK(run(csv).new_events == 2);
    const ImportReport again = run(csv);
    CHECK(again.new_events == 0);
    CHECK(again.repeated_events == 2);
    const ImportReport changed = run("id,dato,a,valg\ny,31-01-2026 14:31,5,nej\nx,31-01-2026 14:30,3,ja\n");
    CHECK(changed.new_events == 1);
    CHECK(changed.repeated_events == 1);
    CHECK(run(csv).repeated_events == 2);
    CHECK(target.streams[project].size() == 3);
}

TEST_CASE_FIXTURE(Import, "a row that cannot be understood is rejected by line without a word of what stood in it") {
    const ImportReport report = run(
        "id;dato;a;valg\n"
        ";31-01-2026 14:30;3;ja\n"
        "hemmelig;i går;3;ja\n"
        "hemmelig;31-01-2026 14:30;7;ja\n"
        "hemmelig;31-01-2026 14:30;3,5;ja\n"
        "hemmelig;31-01-2026 14:30;3;måske\n"
        "hemmelig;31-01-2026 14:30;98;-9\n"
        "god;31-01-2026 14:30;3;nej\n");
    CHECK(report.source_events == 7);
    CHECK(report.new_events == 1);
    REQUIRE(report.rejected.count == 6);
    CHECK(report.rejected.rows[0].line == 2);
    CHECK(report.rejected.rows[2].reason == "item a: not between 1 and 5");
    CHECK(report.rejected.rows[3].reason == "item a: not a whole number");
    CHECK(report.rejected.rows[5].reason == "no item is answered");
    for (const ReportedRow& row : report.rejected.rows) {
        CHECK(row.reason.find("hemmelig") == std::string::npos);
        CHECK(row.reason.find("måske") == std::string::npos);
    }
}

TEST_CASE_FIXTURE(Import, "a file without a column that is needed is refused by the column's name") {
    const ImportReport report = run("id;dato;valg\nx;31-01-2026 14:30;ja\n");
    REQUIRE(report.error.has_value());
    CHECK(report.error->message == "The file has no column: a.");
    CHECK(target.streams[project].empty());
}

TEST_CASE("a mapping says the group of every row or its column, and refuses keys it does not know") {
    CHECK_FALSE(SurveyMapping::parse("source = \"t\"\nwave = \"b\"\nanswered_on = \"2026-01-01\"\n[columns]\nrespondent = \"id\"\n", "m.toml").has_value());
    const auto misspelt = SurveyMapping::parse("source = \"t\"\nwave = \"b\"\ngroup = \"leader\"\nansweredon = \"2026-01-01\"\n[columns]\nrespondent = \"id\"\n", "m.toml");
    REQUIRE_FALSE(misspelt.has_value());
    const auto word = SurveyMapping::parse("source = \"t\"\nwave = \"b\"\ngroup = \"boss\"\nanswered_on = \"2026-01-01\"\n[columns]\nrespondent = \"id\"\n", "m.toml");
    REQUIRE_FALSE(word.has_value());
    CHECK(word.error().message.find("line 3") != std::string::npos);
}

TEST_CASE("the shipped instruments and the example mapping are read, and an instrument is put on a stream once") {
    testing::MemoryTarget target;
    const StreamId project{StreamKind::project, Uuid::from_halves(1, 2)};
    for (const char* name : {"medarbejder", "borger", "maaned"}) {
        CAPTURE(name);
        const auto instrument = InstrumentFile::load(source_dir + "/tools/import/instruments/" + name + ".toml");
        REQUIRE_MESSAGE(instrument.has_value(), instrument.error().message);
        CHECK(import_instrument(*instrument, project, target).value());
        CHECK_FALSE(import_instrument(*instrument, project, target).value());
    }
    CHECK(target.streams[project].size() == 3);
    const auto payload = target.streams[project][0]->payload<InstrumentDefined>();
    CHECK(payload.getItems().size() == 14);
    CHECK(payload.getItems()[8].getReversed());
    REQUIRE(SurveyMapping::load(source_dir + "/tools/import/survey_mappings/spoergeskema.toml").has_value());
}

TEST_CASE("an instrument with a scale upside down or an item twice is refused with its line") {
    const std::string head = "instrument = \"s\"\nversion = \"1\"\nlanguage = \"da\"\ntitle = \"t\"\n";
    const auto upside_down = InstrumentFile::parse(head + "[[item]]\nitem = \"a\"\nwording = \"A\"\nminimum = 5\nmaximum = 1\n", "s.toml");
    REQUIRE_FALSE(upside_down.has_value());
    CHECK(upside_down.error().message.find("line 9") != std::string::npos);
    const std::string item = "[[item]]\nitem = \"a\"\nwording = \"A\"\n";
    CHECK_FALSE(InstrumentFile::parse(head + item + item, "s.toml").has_value());
    CHECK_FALSE(InstrumentFile::parse(head, "s.toml").has_value());
}

}  // namespace forloeb
