// The table itself: complete, consistent, and the same as in the README.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "engine/rules/rule_table.hpp"

namespace forloeb {
namespace {

TEST_CASE("every event type has its role") {
    for (const EventType& type : all_event_types()) CHECK_MESSAGE(has_own_role(type), "add a line in a role_rows file for " << type.name);
}

TEST_CASE("every rule has a name of its own, a check, and its sentences in both languages") {
    std::set<std::string_view> names;
    for (const Rule& rule : rule_table()) {
        CAPTURE(rule.id);
        CHECK(names.insert(rule.id).second);
        CHECK(rule.check != nullptr);
        for (const RuleText& text : {rule.sentence, rule.accepted}) {
            CHECK_FALSE(text.in("da").empty());
            CHECK_FALSE(text.in("en").empty());
        }
        CHECK(rule.sentence.en.ends_with('.'));
        CHECK(rule.sentence.da.ends_with('.'));
        CHECK_FALSE(rule.source.empty());
        CHECK((rule.types.empty() == (rule.concerns != nullptr)));
        CHECK(find_rule(rule.id) == &rule);
    }
    CHECK(find_rule("no.such.rule") == nullptr);
}

TEST_CASE("every type that a rule names is in the catalogue") {
    for (const Rule& rule : rule_table()) {
        for (const std::string_view type : rule.types) {
            CHECK_MESSAGE(find_event_type(type) != nullptr, rule.id << " names " << type);
        }
    }
}

// With FORLOEB_WRITE_TABLES set the README is written instead, as engine/rules/README.md tells.
TEST_CASE("the README's table of rules is the table of rules") {
    const std::string path = FORLOEB_SOURCE_DIR "/engine/rules/README.md";
    std::ifstream in(path);
    const std::string readme((std::istreambuf_iterator<char>(in)), {});
    const std::string begin = "<!-- table of rules: begin -->\n";
    const std::string end = "<!-- table of rules: end -->\n";
    const auto from = readme.find(begin);
    const auto to = readme.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    const std::string expected = readme.substr(0, from) + begin + describe_rules() + readme.substr(to);
    if (std::getenv("FORLOEB_WRITE_TABLES") != nullptr) {
        std::ofstream(path) << expected;
        return;
    }
    CHECK_MESSAGE(readme == expected, "run FORLOEB_WRITE_TABLES=1 build/dev/bin/test_engine and look at the difference");
}

}  // namespace
}  // namespace forloeb
