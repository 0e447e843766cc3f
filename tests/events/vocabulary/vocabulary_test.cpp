#include "events/vocabulary/vocabulary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/clear_text.hpp"
#include "events/codec/code_check.hpp"
#include "events/schema/assessment.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/plan.capnp.h"

using namespace forloeb;

namespace {

Vocabulary read(std::string_view text) {
    std::vector<VocabularyFinding> findings;
    Vocabulary out = parse_vocabulary(text, findings);
    CHECK_MESSAGE(findings.empty(), (findings.empty() ? "" : findings.front().what));
    return out;
}

std::vector<VocabularyFinding> findings_in(std::string_view text) {
    std::vector<VocabularyFinding> findings;
    (void)parse_vocabulary(text, findings);
    return findings;
}

std::vector<Vocabulary> shipped() { return {shipped_vocabularies().begin(), shipped_vocabularies().end()}; }

const Vocabulary& vocabulary(std::string_view name) {
    const Vocabulary* const found = find_vocabulary(shipped_vocabularies(), name);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("every vocabulary file is shipped, under its own name, and says where it is from") {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(FORLOEB_SOURCE_DIR "/events/vocabulary/codes"))
        files.insert(entry.path().stem().string());
    std::set<std::string> names;
    for (const Vocabulary& one : shipped_vocabularies()) {
        CAPTURE(one.name);
        CHECK(names.insert(one.name).second);
        CHECK_FALSE(one.da.empty());
        CHECK_FALSE(one.en.empty());
        CHECK_FALSE(one.version.empty());
        CHECK_FALSE(one.source.empty());
        CHECK_FALSE(one.codes.empty());
    }
    CHECK(names == files);
}

TEST_CASE("every code could stand in an event, has its labels, and a parent that is there") {
    for (const Vocabulary& one : shipped_vocabularies()) {
        for (const VocabularyCode& code : one.codes) {
            CAPTURE(one.name);
            CAPTURE(code.code);
            CHECK(check_code(code.code));
            CHECK_FALSE(code.da.empty());
            CHECK_FALSE(code.en.empty());
            if (!code.parent.empty()) CHECK(one.find(code.parent) != nullptr);
            CHECK(one.knows(code.code));
        }
    }
}

TEST_CASE("every field that a vocabulary is for is a clear code of the catalogue, and has one vocabulary") {
    std::set<std::string> fields;
    for (const Vocabulary& one : shipped_vocabularies()) {
        for (const std::string& field : one.fields) {
            CAPTURE(field);
            const Status status = check_vocabulary_field(field);
            CHECK_MESSAGE(status, (status ? "" : status.error().message));
            CHECK(fields.insert(field).second);
        }
    }
    // Where one struct stands in several types, its fields have the same vocabulary in all of them.
    const auto type_of_service = capnp::Schema::from<ServiceSpecification>().getFieldByName("type");
    REQUIRE(vocabulary_of(type_of_service) != nullptr);
    CHECK(vocabulary_of(type_of_service)->name == "service_type");
    CHECK(vocabulary_of(capnp::Schema::from<ServiceSpecification>().getFieldByName("service")) == nullptr);
    CHECK_FALSE(check_vocabulary_field("plan.created"));
    CHECK_FALSE(check_vocabulary_field("plan.created.colour"));
    CHECK_FALSE(check_vocabulary_field("plan.created.unit"));  // a source's own word
    CHECK_FALSE(check_vocabulary_field("plan.created.validFrom"));
    CHECK_FALSE(check_vocabulary_field("no.such_type.kind"));
    CHECK(check_vocabulary_field("plan.created.actions.kind"));
}

TEST_CASE("a closed vocabulary lists exactly the words of its enum, with the schema's labels") {
    const std::map<std::string, capnp::EnumSchema> enums = {
        {"FunctionLevel", capnp::Schema::from<FunctionLevel>()},
        {"AssessmentCompleted.SupportNeed", capnp::Schema::from<AssessmentCompleted::SupportNeed>()},
        {"GoalAgreed.Type", capnp::Schema::from<GoalAgreed::Type>()},
        {"FollowUp", capnp::Schema::from<FollowUp>()},
    };
    std::size_t closed = 0;
    for (const Vocabulary& one : shipped_vocabularies()) {
        if (!one.closed()) continue;
        ++closed;
        CAPTURE(one.name);
        const auto found = enums.find(one.words_of);
        REQUIRE(found != enums.end());
        CHECK(one.codes.size() == found->second.getEnumerants().size());
        for (const auto word : found->second.getEnumerants())
            CHECK(one.find(word.getProto().getName().cStr()) != nullptr);
    }
    CHECK(closed == enums.size());
}

TEST_CASE("FFB themes are as many as FFB has, and only activity and participation has levels") {
    const Vocabulary& themes = vocabulary("ffb_theme");
    const std::map<std::string_view, std::size_t> expected = {
        {"relationer", 3},         {"kommunikation", 4},     {"mobilitet", 4},           {"egenomsorg", 9},
        {"samfundsliv", 5},        {"praktiske_opgaver", 6}, {"mentale_funktioner", 12}, {"sundhedsforhold", 8},
        {"fysiske_funktioner", 5}, {"sociale_forhold", 8},   {"omgivelser", 3}};
    for (const auto& [group, count] : expected) {
        CAPTURE(group);
        CHECK(static_cast<std::size_t>(std::ranges::count(themes.codes, group, &VocabularyCode::parent)) == count);
    }
    const auto with_level =
        std::ranges::count_if(themes.codes, [](const VocabularyCode& code) { return theme_may_have_level(code.code); });
    CHECK(with_level == 31 + 6 + 1);  // themes, their groups, and the part itself
    CHECK(theme_may_have_level("mobilitet"));
    CHECK(theme_may_have_level("vaske_sig"));
    CHECK_FALSE(theme_may_have_level("hukommelse"));
    CHECK_FALSE(theme_may_have_level("omgivelser"));
    CHECK(theme_may_have_level("another_methods_theme"));
}

TEST_CASE("what is known by its form is known though it is not listed") {
    CHECK(vocabulary("kle_subject").knows("27.36.04"));
    CHECK_FALSE(vocabulary("kle_subject").knows("27.36"));
    CHECK_FALSE(vocabulary("kle_subject").knows("27.36.0a"));
    CHECK(vocabulary("kle_facet").knows("G01"));
    CHECK(vocabulary("kle_facet").knows("K"));
    CHECK_FALSE(vocabulary("kle_facet").knows("g01"));
}

TEST_CASE("a municipality adds codes, ends one, fills an official code, and takes none away") {
    std::vector<Vocabulary> all = shipped();
    const Vocabulary own = read(R"(
name = "plan_kind"
version = "2026-01"
[[code]]
code = "ungeplan"
da = "ungeplan"
en = "youth plan"
valid_from = 2026-01-01
[[code]]
code = "koordinerende_plan"
official = "KP-7"
valid_to = "2026-07-01"
)");
    REQUIRE(extend_vocabularies(all, own));
    const Vocabulary& plans = *find_vocabulary(all, "plan_kind");
    CHECK(plans.version == "2026-01");
    CHECK(plans.codes.size() == vocabulary("plan_kind").codes.size() + 1);
    CHECK(plans.find("ungeplan")->valid_from == "2026-01-01");
    CHECK(plans.find("koordinerende_plan")->official == "KP-7");
    CHECK(plans.find("koordinerende_plan")->da == "koordinerende plan (region og kommune)");
    CHECK(vocabulary("plan_kind").find("ungeplan") == nullptr);
}

TEST_CASE("a municipality adds a vocabulary of its own, a closed one stays closed") {
    std::vector<Vocabulary> all = shipped();
    const Vocabulary own = read(
        "name = \"closing_reason\"\nda = \"Afslutningsårsager\"\nen = \"Reasons for closing\"\n"
        "fields = [\"case.closed.reason\"]\n[[code]]\ncode = \"moved\"\nda = \"flyttet\"\nen = \"moved\"\n");
    REQUIRE(extend_vocabularies(all, own));
    CHECK(find_vocabulary(all, "closing_reason")->knows("moved"));
    CHECK(std::ranges::is_sorted(all, {}, &Vocabulary::name));

    const Status nameless = extend_vocabularies(all, read("name = \"other\"\n"));
    REQUIRE_FALSE(nameless);
    CHECK(nameless.error().message.find("'other'") != std::string::npos);
    const Status closed =
        extend_vocabularies(all, read("name = \"ffb_level\"\n[[code]]\ncode = \"x\"\nda = \"x\"\nen = \"x\"\n"));
    REQUIRE_FALSE(closed);
    CHECK(closed.error().message.find("FunctionLevel") != std::string::npos);
}

TEST_CASE("what is wrong with a vocabulary file is said with line and column") {
    CHECK(findings_in("name = \"x\"\ncolour = \"red\"\n").at(0).line == 2);
    CHECK(findings_in("name = \"x\"\n[[code]]\ncode = 7\n").at(0).line == 3);
    CHECK(findings_in("name = \"x\"\n[[code]]\nda = \"y\"\n").at(0).what == "This code has no 'code'.");
    CHECK(findings_in("name = \"x\"\n[[code]]\ncode = \"a\"\n[[code]]\ncode = \"a\"\n").at(0).line == 4);
    CHECK(findings_in("name = \n").at(0).line == 1);
    CHECK(findings_in("da = \"x\"\n").at(0).what == "The vocabulary has no name.");
    CHECK(findings_in("name = \"x\"\nfields = \"a\"\n").at(0).line == 2);
    CHECK(
        findings_in("name = \"x\"\n[[code]]\ncode = \"a\"\nvalid_from = 2026-02-01\nvalid_to = 2026-02-01\n").size() ==
        1);
}
