#include "engine/read/retracted_imports.hpp"

#include <algorithm>
#include <map>

#include "engine/read/fold.hpp"
#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

using Events = std::vector<EventView>;

Result<Events> whole_stream(const Reader& reader, StreamId stream) {
    Events events;
    for (StreamVersion from{1};;) {
        FORLOEB_TRY(Page page, reader.stream(stream, from, Direction::forwards, {}));
        for (EventView& event : page.events) events.push_back(std::move(event));
        if (page.at_end) return events;
        from = events.back().leaf().version.next();
    }
}

// What the first `count` events of a governance stream say.
Result<std::vector<Uuid>> retracted_by(const Events& events, std::size_t count) {
    std::vector<EventView> known;
    for (std::size_t i = 0; i < count; ++i) {
        FORLOEB_TRY(EventView copy, EventView::open(events[i].leaf(), events[i].bytes()));
        known.push_back(std::move(copy));
    }
    const History history = fold_as_of(std::move(known), {}, std::nullopt);
    std::vector<Uuid> batches;
    for (const EffectiveEvent& event : history.effective) {
        if (!event.is<ImportRetracted>()) continue;
        const auto batch = event.as<ImportRetracted>().getBatch();
        batches.push_back(Uuid::from_halves(batch.getHigh(), batch.getLow()));
    }
    return batches;
}

}  // namespace

bool RetractedImports::concerned_by(const LeafRecord& leaf) {
    return leaf.stream.kind == StreamKind::governance &&
           (leaf.type_id == capnp::typeId<ImportRetracted>() || leaf.type_id == capnp::typeId<EventRetracted>() ||
            leaf.type_id == capnp::typeId<EventCorrected>());
}

Result<RetractedImports> RetractedImports::load(const Reader& reader) {
    FORLOEB_TRY(const auto streams, reader.streams(StreamKind::governance, Uuid{}, limits::read_events_max));
    // Each stream's word, changed event by event in the order of the log.
    std::map<Position, std::pair<StreamId, std::vector<Uuid>>> words;
    for (const StreamId& stream : streams) {
        FORLOEB_TRY(const Events events, whole_stream(reader, stream));
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (!concerned_by(events[i].leaf())) continue;
            FORLOEB_TRY(std::vector<Uuid> batches, retracted_by(events, i + 1));
            words[events[i].leaf().position] = {stream, std::move(batches)};
        }
    }
    RetractedImports imports;
    imports.changes_.push_back({Position{0}, {}});
    std::map<StreamId, std::vector<Uuid>> current;
    for (auto& [position, word] : words) {
        current[word.first] = std::move(word.second);
        Change change{position, {}};
        for (const auto& [stream, batches] : current) change.retracted.insert(change.retracted.end(), batches.begin(), batches.end());
        imports.changes_.push_back(std::move(change));
    }
    return imports;
}

const std::vector<Uuid>& RetractedImports::at(Position known) const {
    const auto after = std::partition_point(changes_.begin() + 1, changes_.end(), [known](const Change& change) { return change.position < known; });
    return std::prev(after)->retracted;
}

}  // namespace forloeb
