#include "projections/reading/every_case.hpp"

#include "events/vocabulary/stop_flag.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/runner/in_order.hpp"

namespace forloeb {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;  // of stored events

struct CasesInHand {
    std::vector<StoredStream> stored;
    std::vector<FactsIfKnown> facts;
};

Result<std::optional<CasesInHand>> next_cases(StreamCursor& cursor) {
    CasesInHand cases;
    for (std::size_t bytes = 0; bytes < piece_bytes;) {
        FORLOEB_TRY(std::optional<StoredStream> stream, cursor.next());
        if (!stream) break;
        bytes += stream->bytes();
        cases.stored.push_back(std::move(*stream));
    }
    if (cases.stored.empty()) return std::optional<CasesInHand>();
    return std::optional<CasesInHand>(std::move(cases));
}

/// What history_below() does, of a case that is read already.
FactsIfKnown fold_stored(const StoredStream& stream, const AsOf& as_of, Position known, std::span<const Uuid> retracted_imports) {
    DecodedStream read = decode_stream(stream, known);
    if (read.unreadable) return tl::make_unexpected(std::move(read.unreadable->error));
    if (read.events.empty()) return std::optional<facts::CaseFacts>();
    return facts::facts_of(stream.id.id, fold_as_of(std::move(read.events), retracted_imports, as_of.occurred_by));
}

}  // namespace

FactsIfKnown facts_below(const Engine& engine, const Uuid& case_id, const AsOf& as_of, Position head) {
    FORLOEB_TRY(const History history, history_below(engine, {StreamKind::case_, case_id}, as_of, head));
    if (history.stored.empty()) return std::optional<facts::CaseFacts>();
    return facts::facts_of(case_id, history);
}

Status visit_or_list(const Uuid& case_id, FactsIfKnown facts, const std::function<void(const facts::CaseFacts&)>& visit,
                     std::vector<UnreadableCase>& unreadable) {
    FORLOEB_CHECK(still_wanted());
    if (facts) {
        if (*facts) visit(**facts);
        return {};
    }
    if (facts.error().kind != ErrorKind::damaged && facts.error().kind != ErrorKind::unsupported) return tl::make_unexpected(std::move(facts.error()));
    unreadable.push_back({case_id, std::move(facts.error())});
    return {};
}

Result<EveryCase> visit_every_case(const Engine& engine, const AsOf& as_of, const std::function<void(const facts::CaseFacts&)>& visit) {
    const Position head = engine.head().next;
    EveryCase result{head, {}};
    if (as_of.known_at && as_of.clock == Clock::recorded) {
        FORLOEB_TRY(const Position known, engine.prefix_known_at(*as_of.known_at));
        result.known = std::min(known, head);
    }
    const std::vector<Uuid> retracted = engine.retracted_imports(result.known);
    StreamCursor cursor = engine.stream_cursor(StreamKind::case_);
    const auto fold = [&](CasesInHand& cases) {
        for (const StoredStream& stream : cases.stored)
            cases.facts.push_back(as_of.clock == Clock::source ? facts_below(engine, stream.id.id, as_of, head)
                                                               : fold_stored(stream, as_of, result.known, retracted));
    };
    const auto deliver = [&](CasesInHand& cases) -> Status {
        for (std::size_t i = 0; i < cases.stored.size(); ++i)
            FORLOEB_CHECK(visit_or_list(cases.stored[i].id.id, std::move(cases.facts[i]), visit, result.unreadable));
        return {};
    };
    FORLOEB_CHECK(in_order_on_every_core<CasesInHand>([&] { return next_cases(cursor); }, fold, deliver));
    return result;
}

}  // namespace forloeb
