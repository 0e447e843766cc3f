// An engine with a case written in it, line by line as in history_builder.hpp but with personal fields too, and answers
// built with one call.
#pragma once

#include <doctest/doctest.h>

#include <capnp/message.h>

#include "events/codec/json.hpp"
#include "projections/queries.hpp"
#include "projections/standard_projections.hpp"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace forloeb::testing {

class QueryFixture : public EngineFixture {
  public:
    /// A proposal as JSON; `when` it is recorded moves the clock. Returns the event's id.
    Uuid append(StreamId stream, const char* recorded, const std::string& json, bool imported = false,
                std::vector<IdentifierBinding> bindings = {}) {
        set_clock(recorded);
        HouseJson codec;
        capnp::MallocMessageBuilder message;
        auto proposal = message.initRoot<ProposedEvent>();
        const Status decoded = codec.decode_proposal(json, proposal);
        REQUIRE_MESSAGE(decoded.has_value(), json, " ", decoded.error().message, " ", decoded.error().field);
        auto checked = check_proposal(proposal.asReader(), stream.kind);
        REQUIRE_MESSAGE(checked.has_value(), json, " ", checked.error().message, " ", checked.error().field);
        AppendRequest request = testing::request(++appends_, on(stream, std::move(*checked)));
        request.imported = imported;
        request.bindings = std::move(bindings);
        const Uuid event_id = derive_event_id(request.append_id, 0);
        const auto outcome = engine->append_and_wait(std::move(request));
        REQUIRE_MESSAGE(outcome.has_value(), json, " ", outcome.error().message);
        return event_id;
    }

    template <typename Answer, typename Ask>
    typename Answer::Reader ask(const Ask& question) {
        answer_ = std::make_unique<capnp::MallocMessageBuilder>();
        auto out = answer_->initRoot<Answer>();
        const Status status = question(out);
        REQUIRE_MESSAGE(status.has_value(), status.error().message);
        return out.asReader();
    }
    answers::CaseOverview::Reader overview(const AsOf& as_of = {}) {
        return ask<answers::CaseOverview>([&](auto out) { return query_case_overview(*engine, test_receipt(), stream_.id, as_of, out); });
    }
    answers::CaseTimeline::Reader timeline(const TimelineQuery& query = {}, const AsOf& as_of = {}) {
        return ask<answers::CaseTimeline>([&](auto out) { return query_case_timeline(*engine, test_receipt(), stream_.id, as_of, query, out); });
    }
    answers::PartnerMap::Reader partners(const AsOf& as_of = {}, std::optional<LocalDate> date = std::nullopt) {
        return ask<answers::PartnerMap>([&](auto out) { return query_partner_map(*engine, test_receipt(), stream_.id, as_of, date, out); });
    }
    Runner& runner() {
        if (!runner_) runner_ = Runner::open(*engine, directory.path() / "data" / "derived", standard_projections()).value();
        REQUIRE(runner_->catch_up().has_value());
        return *runner_;
    }
    ~QueryFixture() { runner_.reset(); }

    const StreamId stream_ = case_stream(1);
    const StreamId citizen_{StreamKind::person, id(100)};

  private:
    std::uint64_t appends_ = 0;
    std::unique_ptr<capnp::MallocMessageBuilder> answer_;
    std::unique_ptr<Runner> runner_;
};

inline AsOf known_at(const char* when) { return {std::nullopt, parse_as_of(when).value(), Clock::recorded}; }
inline AsOf occurred_by(const char* when) { return {parse_as_of(when).value(), std::nullopt, Clock::recorded}; }
inline std::string text(capnp::Text::Reader reader) { return reader.cStr(); }
inline std::string when(Moment::Reader moment) { return format_when(read_moment(moment)); }

}  // namespace forloeb::testing
