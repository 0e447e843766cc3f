// L5: deadlines of imported cases.
#include "projections/measures/definitions.hpp"
#include "projections/measures/log_cases.hpp"

namespace forloeb {
namespace {

struct L5Sample {
    Tally cases;
    std::uint64_t with_deadline = 0;
    std::uint64_t late = 0;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {
            log_count("with_deadline", {"sager med frist", "cases with a deadline"}, with_deadline),
            log_count("late", {"sidste hændelse efter fristen", "last event after the deadline"}, late),
            log_count("cases", {"sager", "cases"}, cases.cases),
        };
        out[1].imprecise = imprecise;
        return out;
    }
};

class LogDeadlines : public LogMeasure<L5Sample> {
  public:
    using LogMeasure::LogMeasure;

  protected:
    void take(L5Sample& sample, const facts::CaseFacts& facts) const override {
        const WhenTold& last = facts.source_events.back().at.when;
        bool any = false;
        bool late = false;
        for (const facts::Deadline& deadline : facts.deadlines) {
            if (deadline.due.is_unknown()) continue;
            any = true;
            if (deadline.due.precision == Precision::MONTH || last.precision == Precision::MONTH || last.is_unknown())
                ++sample.imprecise;
            else
                late = late || !in_time(last, deadline.due);
        }
        sample.with_deadline += any ? 1 : 0;
        sample.late += late ? 1 : 0;
    }
};

}  // namespace

MeasureDefinition l5_deadlines() {
    return {"L5",
            1,
            {"Frister i importerede sager", "Deadlines of imported cases"},
            {"Importerede sager med en frist, og hvor mange af dem hvis sidste hændelse i kilden ligger efter fristen: tidspunkt mod "
             "tidspunkt, ellers efter dato.",
             "Imported cases with a deadline, and those whose last source event lies after it: instants against instants, else by "
             "dates."},
            {},
            true,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<LogDeadlines>(input); }};
}

}  // namespace forloeb
