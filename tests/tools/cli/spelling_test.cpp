#include <doctest/doctest.h>

#include <vector>

#include "tools/cli/spelling.hpp"

using namespace forloeb;

TEST_CASE("spelling: an edit is a character added, left out, changed, or two swapped") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("show", "show") == 0);
    CHECK(edit_distance("shwo", "show") == 1);
    CHECK(edit_distance("sho", "show") == 1);
    CHECK(edit_distance("showw", "show") == 1);
    CHECK(edit_distance("shaw", "show") == 1);
    CHECK(edit_distance("", "show") == 4);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("spelling: the nearest word is offered only if it is near") {
    const std::vector<std::string> known = {"list", "show", "history", "partners"};
    CHECK(nearest_word("shwo", known) == "show");
    CHECK(nearest_word("histroy", known) == "history");
    CHECK(nearest_word("parners", known) == "partners");
    CHECK_FALSE(nearest_word("delete", known));
    CHECK_FALSE(nearest_word("x", known));
}
