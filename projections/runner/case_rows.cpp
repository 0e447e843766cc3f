#include "projections/runner/case_rows.hpp"

#include <kj/exception.h>

#include <algorithm>
#include <exception>

namespace forloeb {
namespace {

Uuid batch_of(const EventView& event) {
    const auto batch = event.envelope().getSource().getBatch();
    return Uuid::from_halves(batch.getHigh(), batch.getLow());
}

std::vector<Uuid> batches_of(const std::vector<std::unique_ptr<EventView>>& events) {
    std::vector<Uuid> batches;
    for (const auto& event : events) {
        const Uuid batch = batch_of(*event);
        if (!batch.is_nil() && std::find(batches.begin(), batches.end(), batch) == batches.end()) batches.push_back(batch);
    }
    return batches;
}

// A reason is shown to operators: of a library's exception only the kind is told, its text may quote the event.
constexpr const char* unreadable = "The event's content cannot be read; verify the log.";

}  // namespace

CaseRows fold_case(const Projection& projection, StreamId case_id, std::vector<EventView> events, Position known,
                   std::span<const Uuid> retracted_imports) {
    std::vector<std::unique_ptr<EventView>> known_events;
    for (EventView& event : events)
        if (event.leaf().position < known) known_events.push_back(std::make_unique<EventView>(std::move(event)));
    if (known_events.empty()) return {};

    CaseRows result;
    Position at = known_events.back()->leaf().position;
    try {
        result.batches = batches_of(known_events);
        const History history = fold_as_of(std::move(known_events), retracted_imports, std::nullopt);
        const auto fold = projection.begin(case_id);
        for (const EffectiveEvent& event : history.effective) {
            at = event.leaf().position;
            if (const Status applied = fold->apply(event); !applied) {
                result.parked = Parked{at, applied.error().message};
                return result;
            }
        }
        result.rows = fold->rows(history);
    } catch (const kj::Exception&) {
        result.rows.clear();
        result.parked = Parked{at, unreadable};
    } catch (const std::exception&) {
        result.rows.clear();
        result.parked = Parked{at, unreadable};
    }
    return result;
}

}  // namespace forloeb
