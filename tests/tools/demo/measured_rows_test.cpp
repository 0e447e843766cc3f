// Measures over a synthetic municipality, from the rows that follow the log and folded from the log: the same answer.
#include <doctest/doctest.h>

#include <capnp/message.h>

#include <array>
#include <filesystem>

#include "events/codec/message.hpp"
#include "projections/measures/measure.hpp"
#include "projections/queries.hpp"
#include "projections/standard_projections.hpp"
#include "tools/demo/generate/municipality.hpp"
#include "tools/demo/load.hpp"

namespace forloeb {
namespace {

/// Sixty cases, and an engine over them whose clock stands still.
class MeasuredTown {
  public:
    MeasuredTown() : path_(std::filesystem::temp_directory_path() / ("forloeb-measured-" + random_text())) {
        EngineOptions options;
        options.data = path_ / "data";
        options.keys = path_ / "keys";
        const auto loaded = load_municipality(options, Environment::system(), {.seed = 5, .cases = 60});
        REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message);
        Environment still = Environment::system();
        still.now = [] { return parse_when("2026-08-01T12:00:00Z")->at; };
        engine_ = Engine::open(options, still).value();
        runner_ = Runner::open(*engine_, options.data / "derived", standard_projections()).value();
        REQUIRE(runner_->catch_up().has_value());
    }
    ~MeasuredTown() {
        runner_.reset();
        engine_.reset();
        std::filesystem::remove_all(path_);
    }
    MeasuredTown(const MeasuredTown&) = delete;
    MeasuredTown& operator=(const MeasuredTown&) = delete;

    template <typename Fill>
    std::string answer(const MeasureDefinition& measure, bool from_rows, const AsOf& as_of, const Fill& fill) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::MeasureQuery>();
        query.setMeasure(measure.id);
        fill(query.initCohort());
        capnp::MallocMessageBuilder answer;
        auto out = answer.initRoot<answers::MeasureResult>();
        const Status status = run_measure(*engine_, from_rows ? runner_.get() : nullptr, as_of, query.asReader(), out);
        REQUIRE_MESSAGE(status.has_value(), status.error().message);
        return std::string(as_text(canonical(out.asReader()).bytes()));
    }
    std::string list(bool from_rows) {
        capnp::MallocMessageBuilder answer;
        auto out = answer.initRoot<answers::MeasureList>();
        REQUIRE(query_measures(*engine_, from_rows ? runner_.get() : nullptr, {}, out).has_value());
        return std::string(as_text(canonical(out.asReader()).bytes()));
    }

  private:
    static std::string random_text() {
        std::array<Byte, 16> bytes{};
        Environment::system().entropy(bytes.data(), bytes.size());
        return to_hex(bytes);
    }
    std::filesystem::path path_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Runner> runner_;
};

void set_day(Moment::Builder out, const char* day) { write_moment(out, parse_when(day).value()); }

}  // namespace

TEST_CASE("every measure of a synthetic municipality is the same from the rows as folded from the log") {
    MeasuredTown town;
    const AsOf in_between{parse_as_of("2024-09-13").value(), std::nullopt, Clock::recorded};
    for (const MeasureDefinition& measure : all_measures()) {
        CAPTURE(measure.id);
        const auto same = [&](const AsOf& as_of, const auto& fill) { CHECK(town.answer(measure, true, as_of, fill) == town.answer(measure, false, as_of, fill)); };
        same({}, [](auto) {});
        same({}, [](answers::Cohort::Builder cohort) { cohort.setBy("unit"); });
        same({}, [](answers::Cohort::Builder cohort) {
            cohort.setBy("quarter");
            set_day(cohort.initFrom(), "2023-04-15");
            set_day(cohort.initTo(), "2025-07-01");
        });
        same(in_between, [](answers::Cohort::Builder cohort) { cohort.setKind("handicapkoordinator"); });
    }
    CHECK(town.list(true) == town.list(false));
}

}  // namespace forloeb
