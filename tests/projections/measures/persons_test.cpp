#include "projections/measures/persons.hpp"

#include <doctest/doctest.h>

#include <unordered_set>

#include "projections/measures/figure.hpp"

namespace forloeb {
namespace {

/// Many of them fall into the same slots: only a few bits differ.
Uuid crowded_person(std::uint64_t number) { return Uuid::from_halves(number % 7, (number / 7) << 40); }

}  // namespace

TEST_CASE("persons are counted once, whoever was named in between, and stand in the order in which they were named") {
    Persons persons;
    std::unordered_set<Uuid> expected;
    CHECK_FALSE(persons.contains(crowded_person(0)));
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const Uuid person = crowded_person(i * 31 % 5'003);
        CHECK(persons.contains(person) == expected.contains(person));
        persons.insert(person);
        expected.insert(person);
    }
    CHECK(persons.size() == 5'003);
    CHECK(expected.size() == persons.size());
    CHECK_FALSE(persons.contains(crowded_person(5'003)));
    CHECK(persons.place_of(crowded_person(0)) == 0);
    CHECK(persons.place_of(crowded_person(62)) == 2);
    CHECK(*(persons.begin() + 2) == crowded_person(62));
}

TEST_CASE("a sum over persons knows each one's part, and a copy goes its own way") {
    PersonSum sum;
    sum.add(crowded_person(1), 2);
    sum.add(crowded_person(2), 5);
    sum.add(crowded_person(1), 4);
    PersonSum copy = sum;
    copy.add(crowded_person(1), 1);
    copy.add(crowded_person(3), 8);
    CHECK(sum.persons() == 2);
    CHECK(sum.total() == 11);
    CHECK(sum.largest_share() == doctest::Approx(6.0 / 11));
    CHECK(copy.persons() == 3);
    CHECK(copy.total() == 20);
    copy.add(sum);
    CHECK(copy.persons() == 3);
    CHECK(copy.largest_share() == doctest::Approx(13.0 / 31));
}

}  // namespace forloeb
