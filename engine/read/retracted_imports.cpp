#include "engine/read/retracted_imports.hpp"

#include <algorithm>
#include <map>

#include "engine/read/fold.hpp"
#include "engine/read/stream_cursor.hpp"
#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

Result<std::vector<EventView>> decoded(const StoredStream& stream, Position known) {
    DecodedStream read = decode_stream(stream, known);
    if (read.unreadable) return tl::make_unexpected(std::move(read.unreadable->error));
    return std::move(read.events);
}

// What a governance stream says with its events below `known`.
Result<std::vector<Uuid>> retracted_by(const StoredStream& stream, Position known) {
    FORLOEB_TRY(std::vector<EventView> events, decoded(stream, known));
    const History history = fold_as_of(std::move(events), {}, std::nullopt);
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

Result<RetractedImports> RetractedImports::load(const Store& store) {
    StreamCursor cursor(store, StreamKind::governance, {});
    // Each stream's word, changed event by event in the order of the log.
    std::map<Position, std::pair<StreamId, std::vector<Uuid>>> words;
    while (true) {
        FORLOEB_TRY(const std::optional<StoredStream> stream, cursor.next());
        if (!stream) break;
        FORLOEB_TRY(const auto events, decoded(*stream, {~std::uint64_t{0}}));
        for (const EventView& event : events) {
            if (!concerned_by(event.leaf())) continue;
            FORLOEB_TRY(std::vector<Uuid> batches, retracted_by(*stream, event.leaf().position.next()));
            words[event.leaf().position] = {stream->id, std::move(batches)};
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
