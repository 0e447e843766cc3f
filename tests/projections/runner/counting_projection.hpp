// A projection for tests, its rows easy to foretell: the number of contacts of each case. What it refuses and throws at is
// chosen by the channel of a contact. And the engine with a runner over it.
#pragma once

#include <doctest/doctest.h>
#include <kj/exception.h>

#include "projections/runner/runner.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace forloeb::testing {

class CountingProjection : public Projection {
  public:
    explicit CountingProjection(std::uint32_t version = 1) : version_(version) {}
    [[nodiscard]] std::string_view name() const override { return "counting"; }
    [[nodiscard]] std::uint32_t version() const override { return version_; }
    [[nodiscard]] bool interested_in(const EventType& type) const override { return type.name == "contact.held"; }
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts&) const override {
        int contacts = 0;
        for (const EffectiveEvent& event : history.effective) {
            if (!event.is<ContactHeld>()) continue;
            const auto channel = event.as<ContactHeld>().getChannel();
            if (channel == "refused") return tl::make_unexpected(Parked{event.leaf().position, "A contact by a channel that cannot be."});
            if (channel == "throws") KJ_FAIL_REQUIRE("a library's own words, which may quote the event");
            ++contacts;
        }
        return std::vector<Row>{{"contacts", std::to_string(contacts)}};
    }

  private:
    std::uint32_t version_;
};

class RunnerFixture : public EngineFixture {
  public:
    std::unique_ptr<Runner> open_runner(std::uint32_t version = 1) {
        std::vector<std::unique_ptr<Projection>> projections;
        projections.push_back(std::make_unique<CountingProjection>(version));
        auto runner = Runner::open(*engine, derived(), std::move(projections));
        REQUIRE_MESSAGE(runner.has_value(), runner.error().message);
        return std::move(*runner);
    }
    [[nodiscard]] std::filesystem::path derived() const { return directory.path() / "data" / "derived"; }
    void append(StreamId stream, CheckedEvent event) {
        const auto outcome = engine->append_and_wait(request(++appends, on(stream, std::move(event))));
        REQUIRE_MESSAGE(outcome.has_value(), outcome.error().message);
    }
    static std::string contacts(Runner& runner, StreamId stream) {
        const auto rows = runner.followers().front()->rows();
        const auto value = rows->store().get(row_keys::of_case(row_keys::rows, stream.id) + "contacts");
        REQUIRE(value.has_value());
        return value->value_or("no row");
    }
    static std::string digest(Runner& runner) { return runner.followers().front()->digest().value(); }
    static FollowerStatus status(Runner& runner) { return runner.followers().front()->status().value(); }

    std::uint64_t appends = 0;
};

}  // namespace forloeb::testing
