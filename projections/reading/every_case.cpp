#include "projections/reading/every_case.hpp"

#include <algorithm>

#include "projections/reading/case_reading.hpp"

namespace forloeb {

Result<EveryCase> visit_every_case(const Engine& engine, const AsOf& as_of, const std::function<void(const facts::CaseFacts&)>& visit) {
    constexpr std::size_t listed_at_once = 512;
    const Position head = engine.head().next;
    EveryCase result{head, {}};
    if (as_of.known_at && as_of.clock == Clock::recorded) {
        FORLOEB_TRY(const Position known, engine.prefix_known_at(*as_of.known_at));
        result.known = std::min(known, head);
    }
    Uuid after;
    while (true) {
        FORLOEB_TRY(const auto cases, engine.list_streams(StreamKind::case_, after, listed_at_once));
        if (cases.empty()) return result;
        after = cases.back().id;
        for (const StreamId& case_id : cases) {
            auto history = history_below(engine, case_id, as_of, head);
            if (history && history->stored.empty()) continue;
            auto facts = history ? facts::facts_of(case_id.id, *history) : Result<facts::CaseFacts>(tl::unexpect, std::move(history.error()));
            if (facts)
                visit(*facts);
            else if (facts.error().kind == ErrorKind::damaged || facts.error().kind == ErrorKind::unsupported)
                result.unreadable.push_back({case_id.id, std::move(facts.error())});
            else
                return tl::make_unexpected(std::move(facts.error()));
        }
    }
}

}  // namespace forloeb
