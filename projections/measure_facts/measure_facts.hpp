// The projection that measures are answered from as of now: what they ask of each case, as few bytes. It is no measure's
// figure: cohort, period and date are chosen when somebody asks, and every measure is then run over these facts as it is
// over facts folded from the log. Pure; any thread.
#pragma once

#include "projections/measure_facts/facts_code.hpp"
#include "projections/measure_facts/facts_part.hpp"
#include "projections/measures/recording.hpp"
#include "projections/projection.hpp"

namespace forloeb {

class MeasureFactsProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "measure_facts";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 4; }
    [[nodiscard]] bool interested_in(const EventType&) const override { return true; }
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

/// The facts in a row, as far as they are wanted.
struct StoredFacts {
    facts::CaseFacts facts;
    std::vector<Recording::Since> firsts;
    Instant last_occurs;
};
/// Nothing if it is no row that this program wrote.
[[nodiscard]] std::optional<StoredFacts> decode_facts(const Uuid& case_id, std::string_view row, FactsWanted wanted);

/// Decodes row after row into facts that are used again, so that what was allocated for one case serves the next. One thread.
class FactsRowReader {
  public:
    explicit FactsRowReader(FactsWanted wanted) : wanted_(wanted), decoder_(wanted) {}
    /// False if it is no row that this program wrote; the facts are then anything. `into` is new or was read with the same wish.
    [[nodiscard]] bool read(const Uuid& case_id, std::string_view row, StoredFacts& into);

  private:
    FactsWanted wanted_;
    FactsWords words_;
    FactsDecoder decoder_;
};

}  // namespace forloeb
