#include "projections/runner/held_rows.hpp"

#include <doctest/doctest.h>

#include "tests/projections/runner/counting_projection.hpp"

namespace forloeb {

using namespace testing;

namespace {

std::string said_by(const HeldView& view) {
    std::string said = std::to_string(view.applied.value) + ":";
    for (const auto& row : view.rows) said += " " + to_hex(as_bytes(row->key)) + "=" + row->value;
    for (const Uuid& id : view.parked) said += " parked " + id.text();
    return said;
}

/// The same by a scan of the store.
std::string said_by_store(const Generation& rows) {
    HeldView view;
    view.applied = rows.applied();
    const auto snapshot = rows.store().snapshot();
    const auto read = [&](std::string_view family, const auto& visit) {
        REQUIRE(snapshot->scan(family, {}, [&](std::string_view key, std::string_view value) { return visit(key, value), true; }).has_value());
    };
    read(row_keys::rows, [&](std::string_view key, std::string_view value) { view.rows.push_back(std::make_shared<const HeldRow>(HeldRow{std::string(key), std::string(value)})); });
    read(row_keys::parked, [&](std::string_view key, std::string_view) { view.parked.push_back(row_keys::case_of(key)); });
    return said_by(view);
}

}  // namespace

TEST_CASE_FIXTURE(RunnerFixture, "rows in memory are those in the store, after every change, and a view that somebody holds stays as it was") {
    append(case_stream(2), opened(100));
    append(case_stream(2), contact());
    const auto runner = open_runner();
    const auto rows = runner->followers().front()->rows();
    const auto first = rows->held().value();
    REQUIRE(first.has_value());
    const std::string said_first = said_by(*first);
    CHECK(said_first == said_by_store(*rows));
    const auto follow = [&](StreamId stream, CheckedEvent event) {
        const std::string before = said_by(*rows->held().value());
        append(stream, std::move(event));
        REQUIRE(runner->catch_up().has_value());
        const std::string after = said_by(*rows->held().value());
        CHECK(after != before);
        CHECK(after == said_by_store(*rows));
    };
    follow(case_stream(2), contact());               // a row changes
    follow(case_stream(1), opened(101));             // a case comes before it
    follow(case_stream(3), opened(102));
    follow(case_stream(3), contact("2026-01-06", "refused"));  // its row goes, and it is parked
    CHECK(rows->held().value()->parked.size() == 1);
    CHECK(said_by(*first) == said_first);
}

TEST_CASE_FIXTURE(RunnerFixture, "more rows than may be held are not held, and neither are those that grow beyond it") {
    append(case_stream(1), opened(100));
    append(case_stream(2), opened(101));
    const auto runner = open_runner();
    const auto rows = runner->followers().front()->rows();
    HeldRows roomy;
    REQUIRE(roomy.view(rows->store()).value().has_value());
    const std::size_t needed = roomy.bytes();
    CHECK(needed > 0);
    HeldRows too_small(needed - 1);
    CHECK_FALSE(too_small.view(rows->store()).value().has_value());
    CHECK(too_small.bytes() == 0);
    HeldRows just_enough(needed);
    CHECK(just_enough.view(rows->store()).value().has_value());
    just_enough.apply({{{std::string(row_keys::rows) + "0123456789abcdefcontacts", "1"}}, {}}, {9});
    CHECK_FALSE(just_enough.view(rows->store()).value().has_value());
    CHECK(just_enough.bytes() == 0);
}

}  // namespace forloeb
